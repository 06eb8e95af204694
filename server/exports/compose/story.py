"""What the lesson's screens showed at every moment, from its cues."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from signaling.cues import Cue
from signaling.reducer import reduce
from signaling.state import RoomState


class Story:
    """The room's state along the lesson clock, whose zero is `started_at` (Unix milliseconds)."""

    def __init__(self, snapshot: RoomState, cues: Sequence[Cue], started_at: int) -> None:
        self.started_at = started_at
        self._snapshot = snapshot
        self._times: list[float] = []
        self._states: list[RoomState] = []
        state = snapshot
        for cue in cues:
            state = reduce(state, cue)
            self._times.append((cue.at - started_at) / 1000)
            self._states.append(state)

    def at(self, lesson_s: float) -> RoomState:
        """The state at a moment, the same object while nothing happens."""
        before = bisect_right(self._times, lesson_s)
        return self._states[before - 1] if before else self._snapshot

    @property
    def moments(self) -> list[tuple[float, RoomState]]:
        """Every change: its second of the lesson, and the state from then on."""
        return list(zip(self._times, self._states, strict=True))
