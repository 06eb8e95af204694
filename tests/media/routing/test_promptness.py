"""What is asked for again on lines whose repeats come too late to be heard."""

import pytest

from media.routing.nack import LossTracker

NOW = 1_790_000_000.0


def asked(losses: LossTracker, answer_in: float | None, start: int, count: int) -> int:
    """Lose every second of `count` packets, 0.2 s apart; how many requests that made."""
    requests = 0
    answers: list[tuple[float, int]] = []
    for number in range(start, start + count):
        at = NOW + 0.2 * number
        losses.receive(2 * number & 0xFFFF, at)
        for tick in range(10):
            now = at + 0.02 * tick
            for sequence in losses.requests(now):
                requests += 1
                answers += [(now + answer_in, sequence)] if answer_in is not None else []
            for due, sequence in [each for each in answers if each[0] <= now]:
                losses.receive(sequence, now)
                answers.remove((due, sequence))
    return requests


def test_everything_is_asked_for_while_repeats_come_in_time():
    assert asked(LossTracker(deadline=0.3), 0.15, 0, 100) >= 99


@pytest.mark.parametrize("answer_in", [0.5, 2.0, None])
def test_hardly_anything_is_asked_for_while_repeats_come_too_late_or_never(answer_in: float | None):
    losses = LossTracker(deadline=0.3)
    asked(losses, answer_in, 0, 50)
    assert asked(losses, answer_in, 50, 100) <= 22


def test_everything_is_asked_for_again_once_repeats_come_in_time():
    losses = LossTracker(deadline=0.3)
    asked(losses, 0.5, 0, 50)
    asked(losses, 0.1, 50, 50)
    assert asked(losses, 0.1, 100, 50) >= 49


def test_pictures_are_asked_for_however_late_they_come():
    losses = LossTracker()
    asked(losses, 0.5, 0, 50)
    assert asked(losses, 0.5, 50, 50) >= 50
