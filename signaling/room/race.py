"""Decide who pressed first, as far as clocks can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from signaling.tools.questions.limits import QuestionLimits
from signaling.tools.questions.state import Question, Racer
from signaling.tools.questions.vote import Vote


def starts_too_early(question: Question, vote: Vote, limits: QuestionLimits) -> bool:
    """Whether it was pressed before the opening, even if the clock is as wrong as it may be."""
    return vote.pressed_at + _doubt(vote, limits) < question.opens_at


def ranked(question: Question, votes: Iterable[Vote], limits: QuestionLimits) -> list[Vote]:
    """The earliest presses, the first one first; of two at the same time whichever arrived first."""
    by_press = sorted(votes, key=lambda vote: (vote.pressed_within(question), vote.at, vote.key))
    return by_press[: limits.racers]


def racers(question: Question, ranking: Sequence[Vote], limits: QuestionLimits) -> list[Racer]:
    """
    The ranking as everybody may see it: places and times.

    Two presses that are closer than the sum of their uncertainties are a tie. So whoever could have
    pressed before everybody else certainly had is `first`.
    """
    latest_first = min((vote.pressed_within(question) + _doubt(vote, limits) for vote in ranking), default=0)
    return [
        Racer(
            place=vote.place,
            after_ms=vote.pressed_within(question) - question.opens_at,
            uncertainty_ms=_doubt(vote, limits),
            first=n == 0 or vote.pressed_within(question) - _doubt(vote, limits) < latest_first,
        )
        for n, vote in enumerate(ranking)
    ]


def _doubt(vote: Vote, limits: QuestionLimits) -> int:
    return min(vote.uncertainty_ms, limits.uncertainty_ms)
