"""Hear what a session says, and pass every message on to the part of the room that it is for."""

from __future__ import annotations

from collections.abc import Iterable

from signaling import permissions
from signaling.commands import Close
from signaling.room.membership import Membership
from signaling.room.part import Part
from signaling.room.proceedings import Proceedings
from signaling.session import Reply, Session


class Conversation:
    """What all sessions of a room say, each message first held against the table of permissions."""

    def __init__(self, room: Proceedings, membership: Membership, parts: Iterable[Part]) -> None:
        self._room = room
        self._membership = membership
        self._hearings = {message: hearing for part in parts for message, hearing in part.hears().items()}

    @property
    def heard(self) -> frozenset[type]:
        """Every class of message that some part of the room hears."""
        return frozenset(self._hearings)

    def hear(self, session: str, text: str, now: int) -> None:
        """Hear one text of a session, which may still wait at the door."""
        speaker = self._room.sessions.get(session)
        if speaker is None:
            self._membership.threshold.hear(session, text, now)
            return
        heard = speaker.read(text, now)
        if isinstance(heard, Reply):
            self._reply(speaker, heard, now)
            return
        seat = self._room.seats[speaker.member or ""]
        code = permissions.refusal(heard.type, seat.member.role, self._room.state.lesson.phase)
        if code is not None:
            self._room.refuse(session, code, heard.id)
            return
        self._hearings[type(heard)](seat, session, heard, now)

    def _reply(self, session: Session, reply: Reply, now: int) -> None:
        for message in reply.messages:
            self._room.tell(session.id, message)
        if reply.close:
            self._room.do(Close(session.id))
            self._membership.disconnect(session.id, now)
