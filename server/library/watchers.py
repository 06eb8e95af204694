"""Which recordings are being watched just now, as their open players say."""

from __future__ import annotations

from collections import OrderedDict

#: A player speaks every 10 s; one that has missed a few on a bad line still watches.
PRESENT_MS = 45_000
#: More than are watched at a time; the oldest are forgotten first.
REMEMBERED = 10_000


class Watchers:
    """Times are Unix milliseconds."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, int] = OrderedDict()

    def note(self, recording: str, now: int) -> None:
        """A player of the recording is open."""
        self._seen[recording] = now
        self._seen.move_to_end(recording)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def is_watched(self, recording: str, now: int) -> bool:
        return now - self._seen.get(recording, now - PRESENT_MS) < PRESENT_MS
