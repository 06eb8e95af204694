"""Measure a rate by the clock that the packets themselves tell, with holes where nothing is known."""

from __future__ import annotations

from collections import deque

#: Long enough for two pictures and the jitter between them.
_WINDOW = 0.4


class SpanRate:
    """Bytes and the time they took, over the last half second or so that is known."""

    __slots__ = ("_bytes", "_last", "_seconds", "_spans")

    def __init__(self) -> None:
        self._last: float | None = 0.0
        self.restart()

    def restart(self) -> None:
        """Begin anew after a pause: what was before it says nothing about now."""
        if self._last is None:
            return
        self._spans: deque[tuple[float, int]] = deque()
        self._seconds = 0.0
        self._bytes = 0
        self._last = None

    @property
    def rate(self) -> float | None:
        """bit/s; `None` while too little is known."""
        return 8 * self._bytes / self._seconds if self._seconds > _WINDOW / 2 else None

    def add(self, size: int, last: float, contiguous: bool) -> None:
        """
        Take the bytes since the last call and the time of the newest of them.

        Not `contiguous` are they where a feedback in between was lost: nobody knows
        then how much there was in that time.
        """
        before = self._last
        self._last = last if before is None else max(last, before)
        if before is None or not contiguous:
            return
        span = self._last - before
        self._spans.append((span, size))
        self._seconds += span
        self._bytes += size
        while self._seconds - self._spans[0][0] >= _WINDOW:
            old_span, old_size = self._spans.popleft()
            self._seconds -= old_span
            self._bytes -= old_size
