"""Decide about hands and the floor: which events a member's wish leads to, or why to none."""

from __future__ import annotations

from signaling.cues import Event, FloorGiven, FloorReturned, HandLowered, HandRaised, MutedAll
from signaling.messages import GiveFloor, LowerHand, MuteAll, RaiseHand, ReturnFloor
from signaling.state import Role, RoomState
from signaling.tools.conduct.wishes import TakeFloor
from signaling.tools.situation import Decide, Decision, Situation


def raise_hand(situation: Situation, wish: RaiseHand) -> Decision:
    """A hand is raised once; whoever is called on needs none."""
    state, member = situation.state, situation.member
    if _has_hand_up(state, member) or member in state.floor:
        return []
    return [HandRaised(member=member)]


def lower_hand(situation: Situation, wish: LowerHand) -> Decision:
    """One lowers one's own hand, a master anybody's."""
    whose = wish.member or situation.member
    if whose != situation.member and not situation.is_master:
        return "not_allowed"
    return [HandLowered(member=whose)] if _has_hand_up(situation.state, whose) else []


def give_floor(situation: Situation, wish: GiveFloor) -> Decision:
    """Call on a classroom that is present; the others give the floor back unless it joins them."""
    state = situation.state
    called = state.members.get(wish.member)
    if called is None or not called.present:
        return "unknown_member"
    if not _may_speak(state, called.role):
        return "not_a_classroom"
    staying = [member for member in state.floor if wish.join or member == called.id]
    events: list[Event] = [FloorReturned(member=member) for member in state.floor if member not in staying]
    if staying[-1:] != [called.id] or _has_hand_up(state, called.id):
        events.append(FloorGiven(member=called.id))
    return events


def take_floor(situation: Situation, wish: TakeFloor) -> Decision:
    """Speak without being called on, beside those who speak already, where that is allowed."""
    state, member = situation.state, situation.member
    if member in state.floor:
        return []
    if not state.conduct.free_floor and not situation.is_master:
        return "floor_not_free"
    if len(state.floor) >= situation.settings.conduct.speakers:
        return "floor_full"
    return [FloorGiven(member=member)]


def return_floor(situation: Situation, wish: ReturnFloor) -> Decision:
    """One gives back one's own floor, a master takes it from anybody."""
    whose = wish.member or situation.member
    if whose != situation.member and not situation.is_master:
        return "not_allowed"
    return [FloorReturned(member=whose)] if whose in situation.state.floor else []


def mute_all(situation: Situation, wish: MuteAll) -> Decision:
    """Take the floor from everybody at once."""
    return [MutedAll()] if situation.state.floor else []


def _may_speak(state: RoomState, role: Role) -> bool:
    """Among equals a teacher is called on as well as a classroom."""
    return role is Role.RURAL or (role is Role.MASTER and state.conduct.form == "research")


def _has_hand_up(state: RoomState, member: str) -> bool:
    return any(hand.member == member for hand in state.hands)


DECIDERS: dict[type, Decide] = {
    RaiseHand: raise_hand,
    LowerHand: lower_hand,
    GiveFloor: give_floor,
    TakeFloor: take_floor,
    ReturnFloor: return_floor,
    MuteAll: mute_all,
}
