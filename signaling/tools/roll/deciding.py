"""Decide about what is said of the roll."""

from __future__ import annotations

from signaling.state import Role
from signaling.tools.roll.cues import RollConfirmed
from signaling.tools.roll.wishes import ConfirmRoll
from signaling.tools.situation import Decide, Decision, Situation


def confirm_roll(situation: Situation, wish: ConfirmRoll) -> Decision:
    """A classroom counts itself, a master any classroom of the lesson, also one that is away."""
    whose = wish.member or situation.member
    if whose != situation.member and not situation.is_master:
        return "not_allowed"
    member = situation.state.members.get(whose)
    if member is None:
        return "unknown_member"
    if member.role is Role.OBSERVER:
        return "no_class_there"
    absent = list(dict.fromkeys(seat.strip() for seat in wish.absent if seat.strip()))
    limits = situation.settings.roll
    if wish.present > limits.pupils or len(absent) > limits.absent:
        return "too_many_pupils"
    known = situation.state.roll.confirmed.get(whose)
    if known is not None and (known.present, known.absent, known.by) == (
        wish.present,
        absent,
        situation.member,
    ):
        return []
    return [RollConfirmed(member=whose, present=wish.present, absent=absent)]


DECIDERS: dict[type, Decide] = {ConfirmRoll: confirm_roll}
