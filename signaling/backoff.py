"""Wait a little longer after every failed attempt, but never so long that a class waits for it."""

from __future__ import annotations

import random


class Backoff:
    """
    Delays in seconds between attempts to come back: 0.25, 0.5, 1, 2, 4, 5, 5, …

    Each is shortened by up to half at random, so that a school's terminals do not all
    come at the same moment.
    """

    FIRST_S = 0.25
    LONGEST_S = 5.0

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()
        self._failures = 0

    def next(self) -> float:
        """Return the next delay."""
        delay: float = min(self.LONGEST_S, self.FIRST_S * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        return delay * (1 - self._chance.random() / 2)

    def reset(self) -> None:
        """An attempt has succeeded: begin anew."""
        self._failures = 0
