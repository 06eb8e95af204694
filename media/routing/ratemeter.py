"""Measure how many bits a second a stream brings, without keeping anything per packet."""

from __future__ import annotations

#: Long enough for several pictures, short enough to notice that a publisher was throttled.
WINDOW = 0.5
#: What a stream takes in the long run, keyframes and all, is an average of so many seconds.
_LONG_RUN = 3.0


class RateMeter:
    """The bit rate of whole windows of half a second; the first result comes after one of them."""

    __slots__ = ("_began", "_bytes", "_last", "_steady")

    def __init__(self) -> None:
        self._began = float("-inf")
        self._bytes = 0
        self._last = self._steady = 0.0

    def add(self, size: int, now: float) -> None:
        """Count `size` bytes that came now (seconds)."""
        if now - self._began >= WINDOW:
            self._roll(now)
        self._bytes += size

    def read(self, now: float) -> float:
        """Bit/s of the last whole window; 0 for a stream that has been silent for two of them."""
        if now - self._began >= WINDOW:
            self._roll(now)
        return self._last

    def steady(self, now: float) -> float:
        """Bit/s over the last seconds, of which a single keyframe is no large part; 0 like `read`."""
        return self._steady if self.read(now) else 0.0

    def _roll(self, now: float) -> None:
        elapsed = now - self._began
        self._last = 8 * self._bytes / elapsed if elapsed < 4 * WINDOW else 0.0
        before = self._steady
        weight = min(1.0, elapsed / _LONG_RUN) if before and self._last else 1.0
        self._steady = before + weight * (self._last - before)
        self._began, self._bytes = now, 0
