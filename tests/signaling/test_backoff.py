"""How long a client waits before it comes back."""

import random

from signaling.backoff import Backoff


def delays(seed: int, count: int) -> list[float]:
    backoff = Backoff(random.Random(seed))
    return [backoff.next() for _ in range(count)]


def test_no_class_waits_longer_than_five_seconds() -> None:
    assert max(delays(1, 10_000)) <= 5.0


def test_the_first_attempts_come_quickly() -> None:
    assert sum(delays(1, 3)) < 2.0


def test_a_schools_terminals_do_not_all_come_at_once() -> None:
    assert len({round(delays(seed, 6)[-1], 1) for seed in range(50)}) > 15


def test_success_begins_anew() -> None:
    backoff = Backoff()
    for _ in range(10):
        backoff.next()
    backoff.reset()
    assert backoff.next() <= Backoff.FIRST_S
