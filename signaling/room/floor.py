"""Decide about hands and the floor: which events a member's wish leads to, or why to none."""

from __future__ import annotations

from signaling.cues import Event, FloorGiven, FloorReturned, HandLowered, HandRaised, MutedAll
from signaling.messages import GiveFloor, LowerHand, ReturnFloor
from signaling.state import Role, RoomState

#: Events to happen (none when the wish is fulfilled already), or an error code.
Decision = list[Event] | str


def raise_hand(state: RoomState, member: str) -> Decision:
    """A hand is raised once; whoever is called on needs none."""
    if _has_hand_up(state, member) or member in state.floor:
        return []
    return [HandRaised(member=member)]


def lower_hand(state: RoomState, member: str, wish: LowerHand) -> Decision:
    """One lowers one's own hand, a master anybody's."""
    whose = wish.member or member
    if whose != member and not _is_master(state, member):
        return "not_allowed"
    return [HandLowered(member=whose)] if _has_hand_up(state, whose) else []


def give_floor(state: RoomState, wish: GiveFloor) -> Decision:
    """Call on a classroom that is present; the others give the floor back unless it joins them."""
    called = state.members.get(wish.member)
    if called is None or not called.present:
        return "unknown_member"
    if called.role is not Role.RURAL:
        return "not_a_classroom"
    staying = [member for member in state.floor if wish.join or member == called.id]
    events: list[Event] = [FloorReturned(member=member) for member in state.floor if member not in staying]
    if staying[-1:] != [called.id] or _has_hand_up(state, called.id):
        events.append(FloorGiven(member=called.id))
    return events


def return_floor(state: RoomState, member: str, wish: ReturnFloor) -> Decision:
    """One gives back one's own floor, a master takes it from anybody."""
    whose = wish.member or member
    if whose != member and not _is_master(state, member):
        return "not_allowed"
    return [FloorReturned(member=whose)] if whose in state.floor else []


def mute_all(state: RoomState) -> Decision:
    """Take the floor from everybody at once."""
    return [MutedAll()] if state.floor else []


def _has_hand_up(state: RoomState, member: str) -> bool:
    return any(hand.member == member for hand in state.hands)


def _is_master(state: RoomState, member: str) -> bool:
    return state.members[member].role is Role.MASTER
