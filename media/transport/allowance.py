"""Let something that others can bring about happen only so often."""

from __future__ import annotations


class Allowance:
    """At most `per_second` on average, and so many at once."""

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self._left = float(per_second)
        self._counted_at = 0.0

    def take(self, now: float) -> bool:
        """Whether it may happen at `now` (seconds, not running backwards)."""
        refill = max(0.0, now - self._counted_at) * self._per_second
        self._left = min(self._left + refill, self._per_second)
        self._counted_at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
