"""Carry out what a master decides about who is here, and as what."""

from __future__ import annotations

from signaling.commands import Close
from signaling.room.membership import Membership
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.tools.conduct.deciding import hand_over, remove_member
from signaling.tools.conduct.wishes import HandOver, RemoveMember
from signaling.tools.situation import Situation


class Conducting(Part):
    """Handing over and removing change seats as well as the shared state."""

    def __init__(self, room: Proceedings, membership: Membership) -> None:
        self._room = room
        self._membership = membership

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {HandOver: self._hand_over, RemoveMember: self._remove}

    def _hand_over(self, seat: Seat, session: str, wish: HandOver, now: int) -> None:
        decision = hand_over(self._situation(seat, now), wish)
        if self._room.fulfil(session, wish, decision, now, seat.member.id):
            heir = self._room.seats[wish.member]
            heir.member = self._room.state.members[wish.member]

    def _remove(self, seat: Seat, session: str, wish: RemoveMember, now: int) -> None:
        decision = remove_member(self._situation(seat, now), wish)
        if not self._room.fulfil(session, wish, decision, now, seat.member.id):
            return
        if wish.member in self._room.seats:
            self._membership.leave(self._room.seats[wish.member], now, "removed")
        self._close_players(wish.member)

    def _close_players(self, member: str) -> None:
        """What the member watches by WHEP beside its page ends too."""
        for viewer in [name for name in self._room.viewers if name.startswith(f"whep/{member}/")]:
            del self._room.viewers[viewer]
            self._room.do(Close(viewer))

    def _situation(self, seat: Seat, now: int) -> Situation:
        return Situation(self._room.state, seat.member.id, now, self._room.settings)
