"""Hear what a session says, and pass every message on to the part of the room that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from signaling import permissions
from signaling.commands import Close
from signaling.doorway import pong
from signaling.messages import (
    Answer,
    ChangeSource,
    ClientMessage,
    EndLesson,
    FromClientMessage,
    GiveFloor,
    Join,
    Leave,
    LowerHand,
    MuteAll,
    Ok,
    Ping,
    Publish,
    RaiseHand,
    Report,
    ReturnFloor,
    Shown,
    StartLesson,
    Subscribe,
)
from signaling.room.discussion import Discussion
from signaling.room.downlinks import Downlinks
from signaling.room.lines import LineWatch
from signaling.room.membership import Membership
from signaling.room.phases import Phases
from signaling.room.proceedings import Proceedings
from signaling.room.publications import Publications
from signaling.room.seats import Seat
from signaling.session import Reply, Session


@dataclass(frozen=True, slots=True)
class Conversation:
    """What all sessions of a room say, each message first held against the table of permissions."""

    room: Proceedings
    membership: Membership
    publications: Publications
    downlinks: Downlinks
    discussion: Discussion
    phases: Phases
    lines: LineWatch

    def hear(self, session: str, text: str, now: int) -> None:
        """Hear one text of a session; nothing of one that is not in the room."""
        speaker = self.room.sessions.get(session)
        if speaker is None:
            return
        heard = speaker.read(text, now)
        if isinstance(heard, Reply):
            self._reply(speaker, heard, now)
            return
        seat = self.room.seats[speaker.member or ""]
        code = permissions.refusal(heard.type, seat.member.role, self.room.state.lesson.phase)
        if code is not None:
            self.room.refuse(session, code, heard.id)
            return
        self._carry_out(seat, session, heard, now)

    def _reply(self, session: Session, reply: Reply, now: int) -> None:
        for message in reply.messages:
            self.room.tell(session.id, message)
        if reply.close:
            self.room.do(Close(session.id))
            self.membership.disconnect(session.id, now)

    def _carry_out(self, seat: Seat, session: str, message: FromClientMessage, now: int) -> None:
        match message:
            case Ping():
                self.room.tell(session, pong(message, now))
            case Publish():
                self.publications.publish(seat, session, message)
            case ChangeSource():
                self.publications.change(seat, session, message, now)
            case Subscribe():
                self.downlinks.subscribe(seat, session, message)
            case Answer():
                self.downlinks.answer(seat, session, message)
            case Shown():
                self.downlinks.show(seat, message)
            case Report():
                self.lines.report(seat, message, now)
            case Leave():
                self.membership.leave(seat, now)
            case StartLesson():
                self._turn(session, message, self.phases.start, seat, now)
            case EndLesson():
                self._turn(session, message, self.phases.end, seat, now)
            case RaiseHand() | LowerHand() | GiveFloor() | ReturnFloor() | MuteAll():
                self.discussion.hear(seat.member.id, session, message, now)
            case Join():
                raise AssertionError("the table of states lets nobody join twice")

    def _turn(
        self,
        session: str,
        wish: ClientMessage,
        turn: Callable[[int, str | None], None],
        seat: Seat,
        now: int,
    ) -> None:
        self.room.tell(session, Ok(re=wish.id))
        turn(now, seat.member.id)
