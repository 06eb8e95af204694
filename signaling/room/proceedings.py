"""What the parts of a room share: what has happened, who has a seat, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from signaling.commands import Close, Command, KeepCue, Send
from signaling.cues import Event
from signaling.doorway import farewell
from signaling.errors import bye, error
from signaling.messages import CueMessage, Ok, ServerMessage
from signaling.room.seats import Downlink, Seat
from signaling.room.timeline import Timeline
from signaling.session import Session, SessionState
from signaling.settings import RoomSettings
from signaling.shape import ClientMessage, Shape
from signaling.state import LessonState, Member, Role, RoomState, SourceKind
from signaling.tools.arrangement.state import ArrangementState, Layout
from signaling.tools.chat.state import ChatMode, ChatState
from signaling.tools.conduct.state import ConductState, Form
from signaling.tools.questions.vote import Vote
from signaling.tools.roll.state import RollState
from signaling.tools.situation import Decision


@dataclass(frozen=True, slots=True)
class RoomCamera:
    """A camera that is registered for a classroom; without `member` it is that of whoever teaches."""

    id: str
    name: str
    kind: SourceKind
    member: str | None = None


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the room must know of its lesson; `expected` are listed as absent until they join."""

    id: str
    title: str
    subject: str = ""
    record: bool = True
    expected: tuple[Member, ...] = ()
    cameras: tuple[RoomCamera, ...] = ()
    #: Of questions that an earlier life of the room has asked: right answers, and the votes on the last.
    right_answers: Mapping[str, list[str]] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    form: Form = "synchronous"
    #: Pupils enrolled, by member, where that is known.
    enrolled: Mapping[str, int] = field(default_factory=dict)

    def empty_room(self) -> RoomState:
        """Return the state before cue 1."""
        absent = {member.id: member.model_copy(update={"present": False}) for member in self.expected}
        # Among equals nobody is larger than the others.
        layout = Layout.GALLERY if self.form == "research" else Layout.AUTO
        # They have come to talk with each other.
        writes = ChatMode.ALL if self.form in ("research", "observation") else ChatMode.TEACHERS
        return RoomState(
            lesson=LessonState(id=self.id, title=self.title, subject=self.subject),
            members=absent,
            conduct=ConductState(form=self.form),
            arrangement=ArrangementState(layout=layout),
            chat=ChatState(mode=writes),
            roll=RollState(expected=dict(self.enrolled)),
        )


class Proceedings:
    """The room's timeline, seats, sessions and viewers, and the commands collected since the last `take`."""

    def __init__(self, facts: LessonFacts, settings: RoomSettings) -> None:
        self.facts = facts
        self.settings = settings
        self.timeline = Timeline(facts.empty_room(), settings.resumable_cues)
        self.seats: dict[str, Seat] = {}
        self.sessions: dict[str, Session] = {}
        self.viewers: dict[str, Downlink] = {}
        self._commands: list[Command] = []

    @property
    def state(self) -> RoomState:
        """The shared state at the last cue."""
        return self.timeline.state

    def do(self, *commands: Command) -> None:
        """Ask the outside for these, after what was asked before."""
        self._commands.extend(commands)

    def take(self) -> list[Command]:
        """Hand over the commands collected so far."""
        taken, self._commands = self._commands, []
        return taken

    def happen(self, event: Event, now: int, by: str | None = None) -> None:
        """Let a shared event happen: numbered, applied, kept, and told to every session."""
        cue = self.timeline.happen(event, now, by)
        self.do(KeepCue(cue))
        message = CueMessage(cue=cue)
        for session in self.sessions:
            self.tell(session, message)

    def tell(self, session: str | None, message: ServerMessage) -> None:
        """Send a message to a session, if there is one."""
        if session is not None:
            self.do(Send(session, message))

    def refuse(self, session: str | None, code: str, re: int | None, detail: str = "") -> None:
        """Send the named error to a session."""
        self.tell(session, error(code, re, detail))

    def dismiss(self, session: str, code: str) -> None:
        """Say good-bye on a session and close it; its seat is the caller's."""
        gone = self.sessions.pop(session, None)
        if gone is None:
            return
        gone.move(SessionState.CLOSED)
        self.do(Send(session, bye(code)), Close(session))

    def turn_away(self, session: Session, code: str, re: int | None) -> None:
        """Refuse an entry for good: the session never comes to be one of the room."""
        session.move(SessionState.CLOSED)
        for message in farewell(code, re).messages:
            self.tell(session.id, message)
        self.do(Close(session.id))

    def fulfil(
        self, session: str, wish: ClientMessage, decision: Decision, now: int, by: str
    ) -> Sequence[Shape]:
        """Answer `ok` and let the decision's events happen, or say why not; returns what has happened."""
        if isinstance(decision, str):
            self.refuse(session, decision, wish.id)
            return ()
        self.tell(session, Ok(re=wish.id))
        for event in decision:
            # The deciders of a tool return events of its own.
            self.happen(cast(Event, event), now, by)
        return decision

    def seats_of(self, role: Role) -> list[Seat]:
        """List the seats of everybody with that role."""
        return [seat for seat in self.seats.values() if seat.member.role is role]
