"""Carry private words between a teacher and one other member; nothing of them is kept."""

from __future__ import annotations

from signaling.messages import Ok
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.state import Role
from signaling.tools.chat.wishes import Whisper
from signaling.tools.chat.words import Whispered


class Whispers(Part):
    """
    A master speaks to anybody, anybody to a master.

    They are no cue: neither a recording nor a late joiner learns of them.
    """

    def __init__(self, room: Proceedings) -> None:
        self._room = room

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Whisper: self.whisper}

    def whisper(self, seat: Seat, session: str, wish: Whisper, now: int) -> None:
        """Tell both, so that every page of the sender shows what was sent."""
        room, text = self._room, wish.text.strip()
        listener = room.seats.get(wish.to)
        if len(text) > room.settings.chat.text:
            room.refuse(session, "text_too_long", wish.id)
        elif listener is None or listener.session is None or not _may(seat, listener):
            room.refuse(session, "whisper_to_nobody", wish.id)
        else:
            room.tell(session, Ok(re=wish.id))
            words = Whispered(sender=seat.member.id, to=wish.to, text=text, at=now)
            room.tell(session, words)
            room.tell(listener.session, words)


def _may(speaker: Seat, listener: Seat) -> bool:
    return speaker is not listener and Role.MASTER in (speaker.member.role, listener.member.role)
