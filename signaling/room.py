"""
The live side of a lesson: members, floor, sources, slots and the numbered cues.

The room is pure: it is told what happened and at which time (Unix
milliseconds), and returns commands (`signaling.commands`) that the conductor
carries out in order. It never raises on what a client said.

    session = Session("s1", settings.session)          # one per websocket
    heard = knock(session, text, verify, now)          # signaling.doorway, until it is an Entry
    commands = room.connect(session, heard, now)       # the room of heard.claims.lesson
    commands = room.receive("s1", text, now)           # every further text
    commands = room.disconnect("s1", now)              # the socket has closed, whoever closed it
    commands = room.tick(now)                          # once a second

Media commands are answered with the command itself: `published(command, …)`,
`offered`, `answered` or `media_refused`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from signaling.claims import Claims
from signaling.commands import AcceptAnswer, AcceptPublisher, Command, OfferSlots
from signaling.cues import Cue
from signaling.doorway import Entry
from signaling.messages import ErrorMessage, Slot
from signaling.session import Session
from signaling.settings import RoomSettings
from signaling.state import Member, RoomState

Direction = Literal["up", "down", "whip"]
TransportState = Literal["connecting", "connected", "lost", "closed", "failed"]


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the room must know of its lesson; `expected` are listed as absent until they join."""

    id: str
    title: str
    subject: str = ""
    record: bool = True
    expected: tuple[Member, ...] = ()

    def empty_room(self) -> RoomState:
        """Return the state before cue 1."""
        raise NotImplementedError


class Room:
    """One lesson's room. Every method but the properties returns commands, in order of execution."""

    def __init__(self, facts: LessonFacts, settings: RoomSettings | None = None) -> None:
        raise NotImplementedError

    @classmethod
    def recover(cls, facts: LessonFacts, cues: Iterable[Cue], now: int, settings: RoomSettings | None = None) -> Room:
        """
        Rebuild a room from its stored cues after a crash of the control process.

        Members who were present get the grace period to come back. Call
        `worker_ready` as soon as a worker has said `hello`: until then a
        returning member's word on its kept connections is believed.
        """
        raise NotImplementedError

    # -- properties

    @property
    def state(self) -> RoomState:
        """The shared state at the last cue."""
        raise NotImplementedError

    @property
    def is_over(self) -> bool:
        """The lesson has ended: drop the room once its commands are carried out."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Nobody is connected or in a grace period: a room that still waits may be dropped."""
        raise NotImplementedError

    # -- sessions (websockets)

    def connect(self, session: Session, entry: Entry, now: int) -> list[Command]:
        """Let a member in through `session`; a refusal is said on it and closes it."""
        raise NotImplementedError

    def receive(self, session: str, text: str, now: int) -> list[Command]:
        """Hear one text message of a connected session; of an unknown one nothing is heard."""
        raise NotImplementedError

    def disconnect(self, session: str, now: int) -> list[Command]:
        """The session's socket is closed: its member has the grace period to come back."""
        raise NotImplementedError

    def tick(self, now: int) -> list[Command]:
        """Once a second: end grace periods, close idle sessions, tell the masters about the lines."""
        raise NotImplementedError

    # -- WHIP and WHEP

    def refusal(self, claims: Claims, action: Literal["publish", "view"]) -> ErrorMessage | None:
        """Why this bearer may not publish or view now; `None` when it may."""
        raise NotImplementedError

    def open_publisher(self, publisher: str, claims: Claims, sdp: str, now: int) -> list[Command]:
        """
        A WHIP client posts its offer; `publisher` is the WHIP resource's id, `whip/…`.

        `publisher` stands as `session` in what follows: an `AcceptPublisher` whose
        outcome sends it `Published` (201) or an `ErrorMessage`; `Close(publisher)`
        means: the resource and its transport end. The same member's older resource
        is closed once the new one is published.
        """
        raise NotImplementedError

    def close_publisher(self, publisher: str, now: int) -> list[Command]:
        """DELETE of the WHIP resource: its sources go at once."""
        raise NotImplementedError

    def open_viewer(self, viewer: str, claims: Claims, slots: int, now: int) -> list[Command]:
        """
        A WHEP client's offer was answered with `slots` slots; `viewer` is `whep/…`.

        Slot 0 follows the stage, the others carry what else is to be seen. From
        now on `Route(member=viewer, …)` comes whenever that changes. Ask `refusal` first.
        """
        raise NotImplementedError

    def close_viewer(self, viewer: str, now: int) -> list[Command]:
        """The WHEP resource was deleted or its transport has closed."""
        raise NotImplementedError

    # -- outcomes of media commands

    def published(self, command: AcceptPublisher, sdp: str, producers: Collection[str], now: int) -> list[Command]:
        """The worker has accepted the offer; `producers` are the ids it made (`SOURCE/audio`, `SOURCE/video`)."""
        raise NotImplementedError

    def offered(self, command: OfferSlots, sdp: str, slots: Collection[Slot], now: int) -> list[Command]:
        """The worker has made the down-link's offer."""
        raise NotImplementedError

    def answered(self, command: AcceptAnswer, now: int) -> list[Command]:
        """The worker has taken the down-link's answer: from now on it is routed."""
        raise NotImplementedError

    def media_refused(
        self, command: AcceptPublisher | OfferSlots | AcceptAnswer, code: str, text: str, now: int
    ) -> list[Command]:
        """The worker refused (its code), or there is none (`no_worker`)."""
        raise NotImplementedError

    # -- news of the media worker

    def transport_state(self, member: str, direction: Direction, state: TransportState, now: int) -> list[Command]:
        """A transport of `member` has changed its state; `whip` is that of its WHIP resource."""
        raise NotImplementedError

    def worker_lost(self, now: int) -> list[Command]:
        """The room's worker is gone and every transport with it."""
        raise NotImplementedError

    def worker_ready(self, transports: Collection[str], producers: Collection[str], now: int) -> list[Command]:
        """
        The room has a worker (again), which carries these transports and producers.

        Names are `MEMBER/up`, `MEMBER/down`, `whip/…`. Members whose connections it does not
        carry are told to build them anew; recording and routes are sent again.
        """
        raise NotImplementedError

    def recording_fault(self, code: str, text: str, now: int) -> list[Command]:
        """A take could not be written: said to everybody as a cue, to the masters in words."""
        raise NotImplementedError

    def recording_resumed(self, now: int) -> list[Command]:
        """Takes are being written again after a fault."""
        raise NotImplementedError

    # -- the lesson

    def start(self, now: int, by: str | None = None) -> list[Command]:
        """Begin the lesson; nothing happens unless it still waits."""
        raise NotImplementedError

    def end(self, now: int, by: str | None = None) -> list[Command]:
        """End the lesson and everything in it; nothing happens if it has ended."""
        raise NotImplementedError
