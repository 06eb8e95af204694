"""Hold one session's messages to a rate, so that a broken client costs only itself."""

from __future__ import annotations


class TokenBucket:
    """A bucket of `burst` tokens that fills with `per_second`; every message takes one."""

    def __init__(self, burst: int, per_second: float, now: int) -> None:
        self._burst = float(burst)
        self._per_ms = per_second / 1000
        self._tokens = self._burst
        self._filled_at = now

    def take(self, now: int) -> bool:
        """Take a token at `now` (milliseconds); False without one. A clock that steps back adds none."""
        passed = max(0, now - self._filled_at)
        self._tokens = min(self._burst, self._tokens + passed * self._per_ms)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
