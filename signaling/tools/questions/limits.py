"""The bounds of questions and answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """Times in milliseconds."""

    #: Answers that were given before the close and were under way count for so long.
    grace_ms: int = 3_000
    #: A race is announced so long before it opens, so that it opens everywhere at once.
    lead_ms: int = 3_000
    #: After the first press others may arrive for so long: a slow line must not lose for being slow.
    collecting_ms: int = 1_500
    #: Nobody's clock is believed to be worse: else a doubtful clock would tie with everybody.
    uncertainty_ms: int = 400
    #: Racers that are named.
    racers: int = 8
    #: How often one voter may think better of it.
    changes: int = 30
    #: The most common orders that are counted by themselves.
    orders: int = 8
