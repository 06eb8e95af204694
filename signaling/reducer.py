"""
Apply one cue to the shared state: the meaning of every cue, live and in replay.

`web_client/src/classroom/reducer.ts` does the same; `tests/data/cues/` holds the
stories that both must tell alike. Total: a cue that no longer fits (a hand
lowered twice, a source of nobody) changes nothing but what it can.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signaling.cues import (
    Cue,
    FloorGiven,
    FloorReturned,
    HandLowered,
    HandRaised,
    LessonEnded,
    LessonStarted,
    MemberJoined,
    MemberLeft,
    MutedAll,
    RecordingChanged,
    SourceAdded,
    SourceChanged,
    SourceRemoved,
)
from signaling.state import Hand, Phase, RecordingState, Role, RoomState, SourceKind
from signaling.toolbox import TOOLS
from signaling.tools.conduct.cues import RoleChanged
from signaling.tools.tool import Change


def reduce(state: RoomState, cue: Cue) -> RoomState:
    """Return the state after `cue`; `state` itself stays as it is."""
    type = cue.event.type
    changed = _CHANGES[type](state, cue.event, cue.at) if type in _CHANGES else state
    parts = {name: change(getattr(changed, name), cue.event, cue) for name, change in _TOOLS.get(type, ())}
    return changed.model_copy(update=parts) if parts else changed


def stage(state: RoomState) -> str | None:
    """
    Name the source on the stage: what is in the spotlight, else the camera of whoever was called on last.

    What sends no picture leaves the stage to the next. The teacher's camera has it when nobody speaks.
    """
    spotlit = state.sources.get(state.arrangement.spotlight or "")
    if spotlit is not None and spotlit.video:
        return spotlit.id
    for member in reversed(state.floor):
        camera = state.sources.get(f"{member}/{SourceKind.CAMERA}")
        if camera is not None and camera.video:
            return camera.id
    cameras = (f"{master}/{SourceKind.CAMERA}" for master in masters(state))
    return next((camera for camera in cameras if camera in state.sources), None)


def masters(state: RoomState) -> list[str]:
    """List the teachers, whoever leads the lesson first."""
    found = [member.id for member in state.members.values() if member.role is Role.MASTER]
    return sorted(found, key=lambda member: member != state.conduct.lead)


def is_open(state: RoomState, member: str) -> bool:
    """Tell whether a microphone is open: a master's always, a classroom's while it is called on."""
    who = state.members.get(member)
    if who is None or not who.present or who.role is Role.OBSERVER:
        return False
    return who.role is Role.MASTER or (state.lesson.phase is Phase.LIVE and member in state.floor)


def _lesson(state: RoomState, **changes: Any) -> RoomState:
    return state.model_copy(update={"lesson": state.lesson.model_copy(update=changes)})


def _lesson_started(state: RoomState, event: LessonStarted, at: int) -> RoomState:
    return _lesson(state, phase=Phase.LIVE, started_at=at, ended_at=None)


def _lesson_ended(state: RoomState, event: LessonEnded, at: int) -> RoomState:
    ended = _lesson(state, phase=Phase.ENDED, ended_at=at, recording=RecordingState.OFF, recording_reason="")
    return ended.model_copy(update={"hands": [], "floor": []})


def _recording_changed(state: RoomState, event: RecordingChanged, at: int) -> RoomState:
    return _lesson(state, recording=event.state, recording_reason=event.reason)


def _member_joined(state: RoomState, event: MemberJoined, at: int) -> RoomState:
    return state.model_copy(update={"members": {**state.members, event.member.id: event.member}})


def _member_left(state: RoomState, event: MemberLeft, at: int) -> RoomState:
    gone = event.member
    members = {
        id: member.model_copy(update={"present": False}) if id == gone else member
        for id, member in state.members.items()
    }
    sources = {id: source for id, source in state.sources.items() if source.member != gone}
    hands = [hand for hand in state.hands if hand.member != gone]
    floor = [member for member in state.floor if member != gone]
    return state.model_copy(update={"members": members, "sources": sources, "hands": hands, "floor": floor})


def _role_changed(state: RoomState, event: RoleChanged, at: int) -> RoomState:
    if event.member not in state.members:
        return state
    member = state.members[event.member].model_copy(update={"role": event.role})
    return state.model_copy(update={"members": {**state.members, event.member: member}})


def _source_added(state: RoomState, event: SourceAdded, at: int) -> RoomState:
    return state.model_copy(update={"sources": {**state.sources, event.source.id: event.source}})


def _source_changed(state: RoomState, event: SourceChanged, at: int) -> RoomState:
    if event.source not in state.sources:
        return state
    changed = state.sources[event.source].model_copy(update={"audio": event.audio, "video": event.video})
    return state.model_copy(update={"sources": {**state.sources, event.source: changed}})


def _source_removed(state: RoomState, event: SourceRemoved, at: int) -> RoomState:
    sources = {id: source for id, source in state.sources.items() if id != event.source}
    return state.model_copy(update={"sources": sources})


def _hand_raised(state: RoomState, event: HandRaised, at: int) -> RoomState:
    if any(hand.member == event.member for hand in state.hands):
        return state
    return state.model_copy(update={"hands": [*state.hands, Hand(member=event.member, since=at)]})


def _hand_lowered(state: RoomState, event: HandLowered, at: int) -> RoomState:
    return state.model_copy(update={"hands": [hand for hand in state.hands if hand.member != event.member]})


def _floor_given(state: RoomState, event: FloorGiven, at: int) -> RoomState:
    floor = [*(member for member in state.floor if member != event.member), event.member]
    hands = [hand for hand in state.hands if hand.member != event.member]
    return state.model_copy(update={"floor": floor, "hands": hands})


def _floor_returned(state: RoomState, event: FloorReturned, at: int) -> RoomState:
    return state.model_copy(update={"floor": [member for member in state.floor if member != event.member]})


def _muted_all(state: RoomState, event: MutedAll, at: int) -> RoomState:
    return state.model_copy(update={"floor": []})


_CHANGES: dict[str, Callable[[RoomState, Any, int], RoomState]] = {
    "lesson_started": _lesson_started,
    "lesson_ended": _lesson_ended,
    "recording_changed": _recording_changed,
    "member_joined": _member_joined,
    "member_left": _member_left,
    "role_changed": _role_changed,
    "source_added": _source_added,
    "source_changed": _source_changed,
    "source_removed": _source_removed,
    "hand_raised": _hand_raised,
    "hand_lowered": _hand_lowered,
    "floor_given": _floor_given,
    "floor_returned": _floor_returned,
    "muted_all": _muted_all,
}

#: The tools that a type of cue means something for, by their fields of the state.
_TOOLS: dict[str, list[tuple[str, Change]]] = {}
for _tool in TOOLS:
    for _type, _change in _tool.changes.items():
        _TOOLS.setdefault(_type, []).append((_tool.name, _change))
