"""Decide about wishes for the conduct of a lesson."""

from __future__ import annotations

from signaling.roles import Role
from signaling.state import RoomState
from signaling.tools.conduct.cues import FreeFloorChanged, MemberRemoved, RoleChanged
from signaling.tools.conduct.wishes import HandOver, RemoveMember, SetFreeFloor
from signaling.tools.situation import Decide, Decision, Situation


def hand_over(situation: Situation, wish: HandOver) -> Decision:
    """
    Another teacher leads from now on; whoever led stays as a second teacher.

    In a research room every participant is a teacher.
    """
    state = situation.state
    heir = state.members.get(wish.member)
    if heir is None or not heir.present:
        return "unknown_member"
    teaches = heir.role is Role.MASTER or (state.conduct.form == "research" and heir.role is Role.RURAL)
    if not teaches:
        return "not_a_teacher"
    return [] if state.conduct.lead == heir.id else [RoleChanged(member=heir.id, role=Role.MASTER)]


def remove_member(situation: Situation, wish: RemoveMember) -> Decision:
    """Send a member out: anybody but oneself and whoever leads the lesson."""
    state = situation.state
    member = state.members.get(wish.member)
    if wish.member == situation.member:
        return "not_oneself"
    if wish.member == _lead(state):
        return "not_the_lead"
    if wish.member in state.conduct.removed:
        return []
    return [MemberRemoved(member=wish.member)] if member is not None else "unknown_member"


def set_free_floor(situation: Situation, wish: SetFreeFloor) -> Decision:
    """Let anybody speak, or only whoever is called on. Those who speak go on."""
    if situation.state.conduct.free_floor == wish.allowed:
        return []
    return [FreeFloorChanged(allowed=wish.allowed)]


def _lead(state: RoomState) -> str | None:
    """Whom the lesson was handed to, else the first master."""
    teachers = (member.id for member in state.members.values() if member.role is Role.MASTER)
    return state.conduct.lead or next(teachers, None)


#: Handing over and removing change seats too: `signaling.room.conducting` carries them out.
DECIDERS: dict[type, Decide] = {SetFreeFloor: set_free_floor}
