"""Walk through a lesson's cues on its clock, with the shared state before and after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from signaling.cues import Cue, Event
from signaling.reducer import reduce
from signaling.state import RoomState
from signaling.tools.board.cues import PointedAt


@dataclass(frozen=True, slots=True)
class Step:
    """One cue at `at_ms` of the lesson clock; what was before the start is at 0 or below."""

    at_ms: int
    event: Event
    by: str | None
    before: RoomState
    after: RoomState


def steps(cues: Iterable[Cue], empty: RoomState, started_at: int) -> Iterator[Step]:
    """Every cue in order but a pointer's moves; `started_at` is Unix ms, `empty` the room before cue 1."""
    state = empty
    for cue in cues:
        if isinstance(cue.event, PointedAt):
            continue
        after = reduce(state, cue)
        yield Step(cue.at - started_at, cue.event, cue.by, state, after)
        state = after
