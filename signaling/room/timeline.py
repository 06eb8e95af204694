"""Number what happens in a lesson, and keep the state that the numbers add up to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from signaling.cues import Cue, Event
from signaling.reducer import reduce
from signaling.state import RoomState


class Timeline:
    """
    All cues of a lesson in order, and the state at the last of them.

    `state` is the one that the newest cue led to. The latest `kept` cues are held
    for members who come back; older ones are in the archive.
    """

    def __init__(self, initial: RoomState, kept: int) -> None:
        self.state = initial
        self.last = 0
        self.restored_to = 0
        self._cues: deque[Cue] = deque(maxlen=kept)

    def restore(self, cues: Iterable[Cue]) -> None:
        """Take the cues that an earlier life of the room has stored."""
        for cue in sorted(cues, key=lambda cue: cue.n):
            self._append(cue)
        self.restored_to = self.last

    def happen(self, event: Event, at: int, by: str | None) -> Cue:
        """Number an event, apply it, and return its cue."""
        cue = Cue(n=self.last + 1, at=at, by=by, event=event)
        self._append(cue)
        return cue

    def since(self, n: int) -> list[Cue] | None:
        """Return the cues after number `n`; None when some of them are no longer held, or `n` is not yet."""
        missed = self.last - n
        if missed < 0 or missed > len(self._cues):
            return None
        return list(self._cues)[len(self._cues) - missed :]

    def _append(self, cue: Cue) -> None:
        self.state = reduce(self.state, cue)
        self.last = cue.n
        self._cues.append(cue)
