"""Hold whoever asks to a rate, so that a broken client costs only itself."""

from __future__ import annotations

from collections import OrderedDict

#: Names whose rates are remembered; the one that was not heard of for longest is forgotten first.
REMEMBERED = 10_000


class TokenBucket:
    """A bucket of `burst` tokens that fills with `per_second`; every message takes one."""

    def __init__(self, burst: float, per_second: float, now: int) -> None:
        self._burst = burst
        self._per_ms = per_second / 1000
        self._tokens: float = burst
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


class Rates:
    """A bucket of its own for everybody, by name: `burst` at once, `per_second` in the long run."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    @classmethod
    def per_minute(cls, count: float) -> Rates:
        """As many in a minute, and all of them at once if need be."""
        return cls(count, count / 60)

    def take(self, name: str, now: int) -> bool:
        """Take a token of that name at `now` (milliseconds); False when it has had too many."""
        bucket = self._buckets.setdefault(name, TokenBucket(self._burst, self._per_second, now))
        self._buckets.move_to_end(name)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket.take(now)
