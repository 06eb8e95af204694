"""Connectivity checks are read strictly and answered so that another implementation accepts the answer."""

from contextlib import suppress

import pytest
from aioice import stun as aioice_stun
from hypothesis import given
from hypothesis import strategies as st

from media.packets.stun import MalformedStun, parse_check, parse_success, role_conflict, success
from media.packets.stun import check as write_check

PASSWORD = "the agent's password"


def check(username: str = "ours:theirs", password: str = PASSWORD, **extra: object) -> bytes:
    attributes = {"USERNAME": username, "PRIORITY": 1, "ICE-CONTROLLING": 7, **extra}
    message = aioice_stun.Message(
        aioice_stun.Method.BINDING, aioice_stun.Class.REQUEST, attributes=attributes
    )
    message.add_message_integrity(password.encode())
    return bytes(message)


def test_a_check_names_both_sides() -> None:
    request = parse_check(check())
    assert (request.local_ufrag, request.remote_ufrag, request.use_candidate) == ("ours", "theirs", False)


def test_a_nomination_is_seen() -> None:
    assert parse_check(check(**{"USE-CANDIDATE": None})).use_candidate


def test_integrity_tells_our_password_from_another() -> None:
    assert parse_check(check()).is_authentic(PASSWORD)
    assert not parse_check(check(password="another one")).is_authentic(PASSWORD)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.9", 51000), ("2001:db8::7", 51000)])
def test_the_answer_tells_the_peer_its_own_address(host: str, port: int) -> None:
    request = parse_check(check())
    answer = aioice_stun.parse_message(success(request, host, port, PASSWORD))
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == (host, port)
    assert answer.transaction_id == request.transaction_id
    assert answer.check_message_integrity(PASSWORD.encode())


def test_a_peer_that_believes_to_be_controlled_is_told_otherwise() -> None:
    answer = aioice_stun.parse_message(role_conflict(parse_check(check()), PASSWORD))
    assert answer.error_code == 487
    assert answer.check_message_integrity(PASSWORD.encode())


@pytest.mark.parametrize(
    "data",
    [b"", bytes(20), check()[:-1], check(username="no colon"), check() + bytes(2000)],
    ids=["nothing", "zeros", "cut short", "one fragment", "too long"],
)
def test_what_is_no_check_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedStun):
        parse_check(data)


def test_a_response_is_no_check() -> None:
    response = success(parse_check(check()), "192.0.2.9", 1, PASSWORD)
    with pytest.raises(MalformedStun):
        parse_check(response)


@given(st.binary(max_size=200))
def test_random_bytes_are_a_check_or_malformed(data: bytes) -> None:
    with suppress(MalformedStun):
        assert parse_check(data).local_ufrag is not None


# The last 8 bytes are the fingerprint, which integrity does not cover.
@given(st.integers(0, len(check()) - 9), st.integers(1, 255))
def test_one_wrong_byte_makes_a_check_malformed_or_unauthentic(place: int, difference: int) -> None:
    data = bytearray(check())
    data[place] ^= difference
    with suppress(MalformedStun):
        assert not parse_check(bytes(data)).is_authentic(PASSWORD)


def our_check(transaction_id: bytes = bytes(range(12))) -> bytes:
    return write_check("ours", "theirs", PASSWORD, transaction_id)


def test_another_implementation_reads_our_own_check() -> None:
    message = aioice_stun.parse_message(our_check())
    assert message.attributes["USERNAME"] == "theirs:ours" and "ICE-CONTROLLED" in message.attributes
    assert message.transaction_id == bytes(range(12))
    assert message.check_message_integrity(PASSWORD.encode())


def test_the_answer_to_our_check_proves_who_gave_it() -> None:
    answer = parse_success(success(parse_check(our_check()), "192.0.2.9", 1, PASSWORD))
    assert answer.transaction_id == bytes(range(12))
    assert answer.is_authentic(PASSWORD) and not answer.is_authentic("another one")


@given(st.binary(max_size=100))
def test_random_bytes_are_no_answer(data: bytes) -> None:
    with pytest.raises(MalformedStun):
        parse_success(b"\x01\x01" + data)
