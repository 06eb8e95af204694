"""
A lesson told step by step: a room with people in it, a clock, and a media worker that agrees.

    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    class_a = lesson.joins("class-a")
    teacher.says("start_lesson")
    teacher.says("give_floor", member="class-a")
    assert class_a.is_open

After every step each connected person's own copy of the state, kept from welcome and
cues alone, is compared with the room's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from signaling.claims import Claims, TicketRefused
from signaling.commands import (
    AcceptAnswer,
    AcceptPublisher,
    Close,
    CloseTransports,
    Command,
    KeepCue,
    OfferSlots,
    Record,
    Route,
    Send,
)
from signaling.cues import Cue
from signaling.doorway import Entry, knock
from signaling.messages import ServerMessage, Slot, Welcome
from signaling.reducer import reduce
from signaling.room import LessonFacts, Room
from signaling.session import Reply, Session
from signaling.settings import RoomSettings
from signaling.state import Role, RoomState
from signaling.tools.board.wire import held_as_by
from tests.support.person import Person as Person

MASTER, RURAL, OBSERVER = Role.MASTER, Role.RURAL, Role.OBSERVER
LESSON = "3mq7c2xk9a4d"
BEGIN = 1_795_226_400_000
HOUR = 3_600_000

M = TypeVar("M")


def claims(member: str, role: Role = RURAL, lesson: str = LESSON) -> Claims:
    return Claims(sub=member, lesson=lesson, role=role, name=member.title(), exp=BEGIN + 2 * HOUR)


def verify(ticket: str, now: int) -> Claims:
    """Read a ticket of these stories: the claims as JSON, unsigned; the rest as the real one does."""
    try:
        found = Claims.model_validate_json(ticket)
    except ValueError:
        raise TicketRefused("ticket_invalid") from None
    if found.exp <= now:
        raise TicketRefused("ticket_expired")
    return found


class Story:
    """One lesson's room with its outside: time, people, and a worker that accepts everything."""

    def __init__(self, settings: RoomSettings | None = None, record: bool = True) -> None:
        self.facts = LessonFacts(LESSON, "荷塘月色", "语文", record=record)
        self.settings = settings or RoomSettings()
        self.room = Room(self.facts, self.settings)
        self.now = BEGIN
        self.commands: list[Command] = []
        self.closed: set[str] = set()
        #: It answers nothing while this is set.
        self.worker_is_silent = False
        #: The code with which the worker refuses everything; None while it accepts.
        self.worker_refuses: str | None = None
        #: The commands it refuses with that code.
        self.worker_refuses_these: tuple[type, ...] = (AcceptPublisher, OfferSlots, AcceptAnswer)
        self.people: list[Person] = []
        #: What the worker forwards at present, by member or viewer.
        self.routes: dict[str, Route] = {}
        self._sessions = 0
        self._depth = 0

    @property
    def state(self) -> RoomState:
        return self.room.state

    @property
    def cues(self) -> list[Cue]:
        """All cues that were stored."""
        return [command.cue for command in self.commands if isinstance(command, KeepCue)]

    @property
    def recorded(self) -> set[str]:
        """The producers that the recorder was told to take, last."""
        orders = self.asked(Record)
        return set(orders[-1].producers) if orders else set()

    def asked(self, kind: type[M]) -> list[M]:
        """All commands of that class, in order."""
        return [command for command in self.commands if isinstance(command, kind)]

    def joins(self, name: str, role: Role = RURAL) -> Person:
        """Somebody comes in with a ticket of their own."""
        return self.has_ticket(name, role).connects()

    def has_ticket(self, name: str, role: Role = RURAL, lesson: str = LESSON) -> Person:
        person = Person(self, claims(name, role, lesson))
        self.people.append(person)
        return person

    def taught(self, *names: str) -> tuple[Person, ...]:
        """A lesson that is live: its teacher and these classrooms, all publishing and subscribed."""
        people = (self.joins("teacher", MASTER), *(self.joins(name) for name in names))
        people[0].says("start_lesson")
        for person in people:
            person.publishes("camera")
        for person in people:
            person.subscribes()
        return people

    def new_session(self) -> str:
        self._sessions += 1
        return f"s{self._sessions}"

    def enters(self, person: Person, join: dict[str, Any]) -> None:
        """Take a person's join through the doorway into the room."""
        session = Session(person.session, self.now, self.settings.session)
        heard = knock(session, json.dumps(join), verify, self.now)
        person.is_connected = True
        if isinstance(heard, Entry):
            self.do(self.room.connect(session, heard, self.now))
        else:
            self._answer_at_door(person, heard)

    def later(self, seconds: float, step: float = 1.0) -> None:
        """Let time pass, with a tick of the room at every step."""
        end = self.now + round(seconds * 1000)
        while self.now < end:
            self.now = min(end, self.now + round(step * 1000))
            self.do(self.room.tick(self.now))

    def crashes(self, stored: int | None = None) -> None:
        """The control process dies and rebuilds the room from its stored cues."""
        cues = self.cues[:stored]
        self.commands = [KeepCue(cue) for cue in cues]
        for person in self.people:
            person.is_connected = False
        self.routes.clear()
        self.room = Room.recover(self.facts, cues, self.now, self.settings)

    def loses_worker(self) -> None:
        self.routes.clear()
        self.do(self.room.worker_lost(self.now))

    def gets_worker(
        self, transports: Iterable[str] = (), producers: Iterable[str] = (), **slots: int
    ) -> None:
        """A worker that carries these; `slots` of the members' down-links and of viewers by their names."""
        self.routes.clear()
        known = {name if name.startswith("whep/") else f"{name}/down": each for name, each in slots.items()}
        self.do(self.room.worker_ready(list(transports), list(producers), self.now, known))

    def transport(self, member: str, direction: Any, state: Any) -> None:
        if direction == "down" and state in ("closed", "failed"):
            self.routes.pop(member, None)
        self.do(self.room.transport_state(member, direction, state, self.now))

    def do(self, commands: list[Command]) -> None:
        """Carry out the room's commands as the conductor would, outcomes of the worker included."""
        self._depth += 1
        for command in commands:
            self.commands.append(command)
            outcome = self._carry_out(command)
            if outcome is not None:
                self.do(outcome())
        self._depth -= 1
        if not self._depth:
            self._compare()

    def _carry_out(self, command: Command) -> Callable[[], list[Command]] | None:
        match command:
            case Send(session, message):
                self._deliver(session, message)
            case Close(session):
                self._close(session)
            case Route(member, _):
                self.routes[member] = command
            case CloseTransports(member, _, True):
                self.routes.pop(member, None)
            case AcceptPublisher() | OfferSlots() | AcceptAnswer() if not self.worker_is_silent:
                return lambda: self._worker_answers(command)
        return None

    def _worker_answers(self, command: AcceptPublisher | OfferSlots | AcceptAnswer) -> list[Command]:
        if self.worker_refuses is not None and isinstance(command, self.worker_refuses_these):
            return self.room.media_refused(command, self.worker_refuses, "words", self.now)
        match command:
            case AcceptPublisher():
                return self.room.published(command, "an answer", _producers(command), self.now)
            case OfferSlots():
                slots = [Slot(slot=n, audio_mid=f"a{n}", video_mid=f"v{n}") for n in range(command.slots)]
                return self.room.offered(command, "an offer", slots, self.now)
            case AcceptAnswer():
                return self.room.answered(command, self.now)

    def _deliver(self, session: str, message: ServerMessage) -> None:
        for person in self.people:
            if person.session == session and person.is_connected:
                person.heard.append(message)
                person.follower.receive(message, self.now)

    def _close(self, session: str) -> None:
        self.closed.add(session)
        self.routes.pop(session, None)
        for person in self.people:
            if person.session == session and person.is_connected:
                person.drops()

    def _answer_at_door(self, person: Person, reply: Reply) -> None:
        person.heard.extend(reply.messages)
        if reply.close:
            person.is_connected = False
            self.closed.add(person.session)

    def _compare(self) -> None:
        """Old snapshot + cues = fresh snapshot, for the archive and for everybody who listens."""
        numbers = [cue.n for cue in self.cues]
        assert numbers == list(range(1, len(numbers) + 1)), "cues are numbered without gaps"
        for person in self.people:
            if person.is_connected and person.has_heard(Welcome):
                assert person.follower.cue == len(numbers)
                copy = person.follower.state
                assert copy is not None and copy == held_as_by(self.state, copy)
        assert replayed(self.facts.empty_room(), self.cues) == self.state


def _producers(command: AcceptPublisher) -> list[str]:
    """Make the producers of every m-line that was named; of a WHIP client's offer, both."""
    return [
        f"{command.member}/{source.kind}/{kind}"
        for source in command.sources
        for kind, mid in (("audio", source.audio_mid), ("video", source.video_mid))
        if mid is not None or (source.audio_mid is None and source.video_mid is None)
    ]


def replayed(initial: RoomState, cues: Iterable[Cue]) -> RoomState:
    """The state that a replay of these cues ends with."""
    for cue in cues:
        initial = reduce(initial, cue)
    return initial
