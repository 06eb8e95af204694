"""Carry out what members wish, by the decisions of the floor and of every tool."""

from __future__ import annotations

from signaling.room.floor import DECIDERS as FLOOR
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.shape import ClientMessage
from signaling.toolbox import TOOLS
from signaling.tools.situation import Decide, Situation

DECIDERS: dict[type, Decide] = {
    **FLOOR,
    **{wish: decide for tool in TOOLS for wish, decide in tool.deciders.items()},
}


class Wishes(Part):
    """What members want of what they share: it happens, or they are told why not."""

    def __init__(self, room: Proceedings) -> None:
        self._room = room

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return dict.fromkeys(DECIDERS, self.hear)

    def hear(self, seat: Seat, session: str, wish: ClientMessage, now: int) -> None:
        """Carry out one of them."""
        member = seat.member.id
        situation = Situation(self._room.state, member, now, self._room.settings)
        self._room.fulfil(session, wish, DECIDERS[type(wish)](situation, wish), now, member)
