"""What a stream asks for again."""

import pytest

from media.routing.nack import MOST_MISSING, Arrival, LossTracker

NOW = 1_790_000_000.0
every_start = pytest.mark.parametrize("start", [0, 32766, 65533, 65535])


def received(start: int, *steps: int) -> LossTracker:
    losses = LossTracker()
    for step in steps:
        losses.receive((start + step) & 0xFFFF, NOW)
    return losses


@every_start
def test_a_gap_is_asked_for_after_a_moment(start):
    losses = received(start, 0, 3)
    assert losses.requests(NOW) == ()
    assert losses.requests(NOW + 0.02) == ((start + 1) & 0xFFFF, (start + 2) & 0xFFFF)


@every_start
def test_a_packet_that_was_only_late_is_not_asked_for(start):
    losses = received(start, 0, 2)
    assert losses.receive((start + 1) & 0xFFFF, NOW) is Arrival.RECOVERED
    assert losses.requests(NOW + 1) == ()
    assert losses.recovered == 0


@every_start
def test_a_packet_that_came_before_is_a_duplicate(start):
    losses = received(start, 0, 1, 2)
    assert losses.receive((start + 1) & 0xFFFF, NOW) is Arrival.DUPLICATE
    assert losses.receive((start + 2) & 0xFFFF, NOW) is Arrival.DUPLICATE


def test_retries_follow_the_measured_round_trip():
    losses = received(0, 0)
    for round_trip in range(40):
        at = NOW + round_trip
        losses.receive(2 * round_trip + 2, at)
        losses.requests(at + 0.02)
        losses.receive(2 * round_trip + 1, at + 0.32)
    losses.receive(82, NOW + 50)
    losses.requests(NOW + 50.02)
    assert losses.requests(NOW + 50.22) == ()
    assert losses.requests(NOW + 50.42)


def test_what_does_not_come_within_a_second_is_given_up():
    losses = received(0, 0, 2)
    asked = sum(bool(losses.requests(NOW + tick / 50)) for tick in range(100))
    assert 5 <= asked <= 10
    assert losses.given_up == 1


def test_a_huge_gap_is_bounded():
    losses = received(0, 0, 2500)
    assert losses.given_up == 2499 - MOST_MISSING
    assert len(losses.requests(NOW + 1)) <= 200


def test_a_sender_that_begins_anew_is_followed_and_a_stray_is_not():
    losses = received(0, 0, 1)
    assert losses.receive(30_000, NOW) is Arrival.DUPLICATE
    assert losses.receive(2, NOW) is Arrival.NEW
    assert losses.receive(30_000, NOW) is Arrival.DUPLICATE
    assert losses.receive(30_001, NOW) is Arrival.RESTARTED
    assert losses.requests(NOW + 1) == ()
