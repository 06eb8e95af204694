"""Learn whether what is asked for again comes while anybody still waits for it."""

from __future__ import annotations

#: Fewer in time than this, and asking costs a thin line more than it brings.
_WORTH_IT = 0.3
_NEWEST = 0.2
#: While it does not pay one packet is asked for every so many seconds, to learn when that has changed.
_TRIAL_INTERVAL = 1.0


class Promptness:
    """
    Judge by what became of earlier requests whether further ones pay.

    A repeat is in time within `deadline` seconds of its first request. On a line
    that is full repeats come later and later, and each makes what is new come later still.
    """

    __slots__ = ("_deadline", "_next_trial", "_share")

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._share = 1.0
        self._next_trial = 0.0

    def came(self, waited: float) -> None:
        """A packet has come so many seconds after it was asked for, or was given up after that time."""
        self._share += _NEWEST * ((waited <= self._deadline) - self._share)

    def most(self, now: float, usual: int) -> int:
        """How many packets may be asked for now: as many as usual, or one of them, or none."""
        if self._share >= _WORTH_IT:
            return usual
        return int(now >= self._next_trial)

    def asked(self, now: float) -> None:
        """Something is asked for: the next trial is later."""
        self._next_trial = now + _TRIAL_INTERVAL
