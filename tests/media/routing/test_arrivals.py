"""Feedback to a publisher's bandwidth estimate."""

import pytest

from media.routing.arrivals import MOST_PER_FEEDBACK, ArrivalLog

NOW = 1_790_000_000.0


def log(*arrivals: tuple[int, float]) -> ArrivalLog:
    kept = ArrivalLog()
    for sequence, after in arrivals:
        kept.add(sequence & 0xFFFF, NOW + after)
    return kept


@pytest.mark.parametrize("start", [0, 32767, 65534])
def test_arrivals_and_losses_are_told_once(start):
    kept = log((start, 0), (start + 1, 0.01), (start + 3, 0.02))
    (told,) = kept.feedback(1, 2, NOW + 0.05)
    first = told.arrivals[0]
    assert told.base == start & 0xFFFF
    assert [tick and tick - first for tick in told.arrivals] == [0, 40, None, 80]
    assert kept.feedback(1, 2, NOW + 0.1) == []


def test_the_next_feedback_begins_with_what_is_missing_in_between():
    kept = log((10, 0))
    kept.feedback(1, 2, NOW)
    kept.add(12, NOW + 0.1)
    (told,) = kept.feedback(1, 2, NOW + 0.1)
    assert (told.base, [tick is None for tick in told.arrivals]) == (11, [True, False])
    assert told.number == 1


def test_a_late_packet_is_told_with_its_neighbours():
    kept = log((10, 0), (12, 0.02))
    kept.feedback(1, 2, NOW + 0.05)
    kept.add(11, NOW + 0.06)
    (told,) = kept.feedback(1, 2, NOW + 0.1)
    assert (told.base, None in told.arrivals) == (11, False)
    assert len(told.arrivals) == 2


def test_a_long_silence_splits_the_feedback():
    kept = log((10, 0), (11, 20))
    assert [told.base for told in kept.feedback(1, 2, NOW + 20)] == [10, 11]


def test_feedback_fits_a_datagram():
    kept = log(*((number, number / 1000) for number in range(900)))
    told = kept.feedback(1, 2, NOW + 1)
    assert [len(each.arrivals) for each in told] == [MOST_PER_FEEDBACK, MOST_PER_FEEDBACK, 100]
    assert max(len(each.build()) for each in told) < 1200


def test_a_sender_that_counts_anew_is_followed():
    kept = log((10, 0), (40_000, 0.1))
    (told,) = kept.feedback(1, 2, NOW + 0.2)
    assert told.base == 40_000
