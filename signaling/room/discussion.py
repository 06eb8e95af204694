"""Carry out what members ask about hands and the floor, by the decisions of `signaling.room.floor`."""

from __future__ import annotations

from signaling.messages import GiveFloor, LowerHand, MuteAll, Ok, RaiseHand, ReturnFloor
from signaling.room import floor
from signaling.room.proceedings import Proceedings

Wish = RaiseHand | LowerHand | GiveFloor | ReturnFloor | MuteAll


class Discussion:
    """Who wants to speak, and who may."""

    def __init__(self, room: Proceedings) -> None:
        self._room = room

    def hear(self, member: str, session: str, wish: Wish, now: int) -> None:
        """Answer `ok` and let the events happen, or say why not."""
        decision = self._decide(member, wish)
        if isinstance(decision, str):
            self._room.refuse(session, decision, wish.id)
            return
        self._room.tell(session, Ok(re=wish.id))
        for event in decision:
            self._room.happen(event, now, member)

    def _decide(self, member: str, wish: Wish) -> floor.Decision:
        state = self._room.state
        match wish:
            case RaiseHand():
                return floor.raise_hand(state, member)
            case LowerHand():
                return floor.lower_hand(state, member, wish)
            case GiveFloor():
                return floor.give_floor(state, wish)
            case ReturnFloor():
                return floor.return_floor(state, member, wish)
            case MuteAll():
                return floor.mute_all(state)
