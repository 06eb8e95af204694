"""What the cues mean for the conduct of a lesson."""

from __future__ import annotations

from typing import Any

from signaling.roles import Role
from signaling.tools.conduct.cues import FreeFloorChanged, MemberRemoved, RoleChanged
from signaling.tools.conduct.state import ConductState
from signaling.tools.cue import At
from signaling.tools.tool import Change


def _role(state: ConductState, event: RoleChanged, cue: At) -> ConductState:
    if event.role is Role.MASTER:
        lead: str | None = event.member
    else:
        lead = None if state.lead == event.member else state.lead
    appointed = {**state.appointed, event.member: event.role}
    return state.model_copy(update={"lead": lead, "appointed": appointed})


def _removed(state: ConductState, event: MemberRemoved, cue: At) -> ConductState:
    """Whoever is sent out loses what was given in the lesson."""
    appointed = {member: role for member, role in state.appointed.items() if member != event.member}
    removed = [*(member for member in state.removed if member != event.member), event.member]
    lead = None if state.lead == event.member else state.lead
    return state.model_copy(update={"removed": removed, "appointed": appointed, "lead": lead})


def _joined(state: ConductState, event: Any, cue: At) -> ConductState:
    """Whoever was sent out and is here again has been let in by a master."""
    removed = [member for member in state.removed if member != event.member.id]
    return state.model_copy(update={"removed": removed})


def _free_floor(state: ConductState, event: FreeFloorChanged, cue: At) -> ConductState:
    return state.model_copy(update={"free_floor": event.allowed})


CHANGES: dict[str, Change] = {
    "role_changed": _role,
    "member_removed": _removed,
    "member_joined": _joined,
    "free_floor_changed": _free_floor,
}
