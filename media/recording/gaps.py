"""Write down when nothing of a publisher reached the file, and why."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from media.recording.journal import GapLine, GapReason

# Losses closer than this are one line: a bad line would otherwise fill the journal.
_MERGED = 1000  # milliseconds
# Gaps of a take that wait for the disk.
_MOST = 200


@dataclass(slots=True)
class _Gap:
    start: int
    end: int
    packets: int
    reason: GapReason


class Gaps:
    """
    The gaps of one take, in milliseconds of its file.

    `open` one where frames begin to be missing; `close` it where the next frame
    starts. `lines` gives those that are finished, until they are `written`.
    """

    def __init__(self) -> None:
        self._open: _Gap | None = None
        self._closed: deque[_Gap] = deque(maxlen=_MOST)

    def open(self, start: int, packets: int, reason: GapReason) -> None:
        """From `start` on frames are missing; in a gap that is open already `packets` more."""
        if self._open is None:
            self._open = _Gap(start, start, packets, reason)
        else:
            self._open.packets += packets
            self._open.start = min(self._open.start, start)

    def close(self, end: int) -> None:
        """The next frame starts at `end`."""
        gap, self._open = self._open, None
        if gap is None:
            return
        gap.end = max(gap.start, end)
        last = self._closed[-1] if self._closed else None
        if last is not None and last.reason == gap.reason and gap.start - last.end < _MERGED:
            last.end, last.packets = max(last.end, gap.end), last.packets + gap.packets
        else:
            self._closed.append(gap)

    def lines(self) -> list[GapLine]:
        """What is finished and not yet written."""
        return [
            GapLine(
                start_ms=gap.start, duration_ms=gap.end - gap.start, packets=gap.packets, reason=gap.reason
            )
            for gap in self._closed
        ]

    def written(self) -> None:
        """The journal has got those lines."""
        self._closed.clear()
