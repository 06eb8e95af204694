"""What the cues of the floor mean for the turns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from signaling.tools.cue import At
from signaling.tools.turns.state import Turn, TurnsState


def _given(state: TurnsState, event: Any, cue: At) -> TurnsState:
    """Somebody who has the floor already and is put on the stage again has no new turn."""
    if event.member in state.since:
        return state
    before = state.spoken.get(event.member, Turn(count=0, last_at=cue.at))
    turn = before.model_copy(update={"count": before.count + 1, "last_at": cue.at})
    return TurnsState(
        spoken={**state.spoken, event.member: turn}, since={**state.since, event.member: cue.at}
    )


def _returned(state: TurnsState, event: Any, cue: At) -> TurnsState:
    return _ended(state, [event.member], cue)


def _all_returned(state: TurnsState, event: Any, cue: At) -> TurnsState:
    return _ended(state, list(state.since), cue)


def _ended(state: TurnsState, members: Iterable[str], cue: At) -> TurnsState:
    spoken, since = dict(state.spoken), dict(state.since)
    for member in members:
        if member in since:
            lasted = max(0, cue.at - since.pop(member))
            turn = spoken[member]
            spoken[member] = turn.model_copy(update={"last_at": cue.at, "total_ms": turn.total_ms + lasted})
    return TurnsState(spoken=spoken, since=since)


CHANGES = {
    "floor_given": _given,
    "floor_returned": _returned,
    "member_left": _returned,
    "muted_all": _all_returned,
    "lesson_ended": _all_returned,
}
