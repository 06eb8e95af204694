"""The first round trip is known by the end of the handshake."""

import pytest

from media.transport.greeting import Greeting

HELLO, CERTIFICATE, KEY_EXCHANGE = 1, 11, 16


def record(kind: int) -> bytes:
    return bytes([22]) + bytes(12) + bytes([kind])


def test_it_lasts_from_the_first_hello_to_the_first_answer_to_ours() -> None:
    greeting = Greeting()
    for at, kind in ((10.0, HELLO), (10.05, HELLO), (10.4, CERTIFICATE), (11.0, KEY_EXCHANGE)):
        greeting.hear(record(kind), at)
    assert greeting.round_trip == pytest.approx(0.4)


def test_nothing_is_known_after_hellos_alone() -> None:
    greeting = Greeting()
    greeting.hear(record(HELLO), 10.0)
    greeting.hear(record(HELLO), 11.0)
    assert greeting.round_trip is None


def test_what_comes_without_a_hello_tells_nothing() -> None:
    greeting = Greeting()
    greeting.hear(b"", 10.0)
    greeting.hear(record(CERTIFICATE), 11.0)
    assert greeting.round_trip is None
