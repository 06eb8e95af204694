"""
The live side of a lesson: members, floor, sources, slots and the numbered cues.

The room is pure: it is told what happened and at which time (Unix milliseconds), and returns commands
(`signaling.commands`) that the conductor carries out in order. It never raises on what a client said.

    session = Session("s1", settings.session)          # one per websocket
    heard = knock(session, text, verify, now)          # signaling.doorway, until it is an Entry
    commands = room.connect(session, heard, now)       # the room of heard.claims.lesson
    commands = room.receive("s1", text, now)           # every further text
    commands = room.disconnect("s1", now)              # the socket has closed, whoever closed it
    commands = room.tick(now)                          # once a second

Media commands are answered with the command itself: `published(command, …)`, `offered` and so on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from signaling.claims import Claims
from signaling.commands import AcceptAnswer, AcceptPublisher, Command, OfferSlots
from signaling.cues import Cue
from signaling.doorway import Entry
from signaling.messages import Line, Slot
from signaling.room.cameras import Cameras
from signaling.room.conversation import Conversation
from signaling.room.documents import register_documents
from signaling.room.downlinks import Downlinks
from signaling.room.exchanges import Exchanges
from signaling.room.lines import LineWatch
from signaling.room.live_parts import live_parts
from signaling.room.media_links import MediaLinks
from signaling.room.membership import Membership
from signaling.room.phases import Phases
from signaling.room.phones import PhoneNews, PupilPhones
from signaling.room.playables import register_playables
from signaling.room.proceedings import LessonFacts, Proceedings, RoomCamera
from signaling.room.publications import Publications
from signaling.room.recording import Recording
from signaling.room.seats import Direction, LinkNews, TransportState
from signaling.session import Session
from signaling.settings import RoomSettings
from signaling.state import RoomState
from signaling.tools.courseware.state import Document
from signaling.tools.playback.state import Playable

NO_SLOTS: Mapping[str, int] = MappingProxyType({})


class Room:
    """
    One lesson's room. Every method but the properties returns commands, in order of execution.

    `exchanges` is for those who come by WHIP and WHEP.
    """

    def __init__(self, facts: LessonFacts, settings: RoomSettings | None = None) -> None:
        self._room = Proceedings(facts, settings or RoomSettings())
        self._membership = Membership(self._room)
        self._publications = Publications(self._room, self._membership)
        self._cameras = Cameras(self._room, self._membership)
        self._downlinks = Downlinks(self._room)
        self._links = MediaLinks(self._room, self._membership, self._publications)
        self._recording = Recording(self._room)
        self._lines = LineWatch(self._room)
        self._phases = Phases(self._room, self._membership, self._recording)
        parts = (self._membership, self._publications, self._downlinks, self._phases, self._lines)
        self._live = live_parts(self._room, self._membership)
        self._phones = next(part for part in self._live if isinstance(part, PupilPhones))
        self.exchanges = Exchanges(self._room, self._membership, self._publications, self._settled)
        self._conversation = Conversation(self._room, self._membership, (*parts, *self._live))

    @classmethod
    def recover(
        cls, facts: LessonFacts, cues: Iterable[Cue], now: int, settings: RoomSettings | None = None
    ) -> Room:
        """
        Rebuild a room from its stored cues after a crash of the control process.

        Members who were present get the grace period to come back. Call `worker_ready` as soon as a
        worker has said `hello`: until then a returning member's word on its kept connections is believed.
        """
        room = cls(facts, settings)
        room._room.timeline.restore(cues)
        room._membership.restore(now)
        return room

    # -- properties

    @property
    def state(self) -> RoomState:
        """The shared state at the last cue."""
        return self._room.state

    @property
    def is_over(self) -> bool:
        """The lesson has ended: drop the room once its commands are carried out."""
        return self._phases.is_over

    @property
    def is_recorded(self) -> bool:
        """The lesson is to be recorded."""
        return self._room.facts.record

    @property
    def heard(self) -> frozenset[type]:
        """Every class of message that some part of the room hears."""
        return self._conversation.heard

    def line(self, member: str) -> Line | None:
        """How the member's line stands now; None of whoever has no seat."""
        return self._lines.line(member)

    @property
    def is_empty(self) -> bool:
        """Nobody is connected or in a grace period: a room that still waits may be dropped."""
        return not (self._room.seats or self._room.sessions or self._room.viewers)

    # -- sessions

    def connect(self, session: Session, entry: Entry, now: int) -> list[Command]:
        """Let a member in through `session`; a refusal is said on it and closes it."""
        self._membership.connect(session, entry, now)
        self._lines.welcome(session.member, now)
        return self._settled()

    def receive(self, session: str, text: str, now: int) -> list[Command]:
        """Hear one text message of a connected session; of an unknown one nothing is heard."""
        self._conversation.hear(session, text, now)
        return self._settled()

    def disconnect(self, session: str, now: int) -> list[Command]:
        """The session's socket is closed: its member has the grace period to come back."""
        self._membership.disconnect(session, now)
        return self._settled()

    def tick(self, now: int) -> list[Command]:
        """Once a second: end grace periods, close idle sessions, tell the masters about the lines."""
        self._membership.expire(now)
        self._cameras.tick(now)
        self._lines.tick(now)
        for part in self._live:
            part.tick(now)
        return self._settled()

    def keeps_out(self, claims: Claims) -> bool:
        """Tell whether this bearer waits in the lobby, or would have to."""
        return self._membership.threshold.keeps_out(claims)

    def from_phones(self, news: PhoneNews, now: int) -> tuple[str | None, list[Command]]:
        """Pupils bring a vote, and learn why it does not count if it does not; or phones come and go."""
        return self._phones.hear(news), self._room.take()

    # -- outcomes of media commands

    def published(
        self, command: AcceptPublisher, sdp: str, producers: Collection[str], now: int
    ) -> list[Command]:
        """The worker has accepted; `producers` are the ids it made (`SOURCE/audio`, `SOURCE/video`)."""
        self._publications.published(command, sdp, producers, now)
        return self._settled()

    def offered(self, command: OfferSlots, sdp: str, slots: Collection[Slot], now: int) -> list[Command]:
        """The worker has made the down-link's offer."""
        self._downlinks.offered(command, sdp, slots)
        return self._settled()

    def answered(self, command: AcceptAnswer, now: int) -> list[Command]:
        """The worker has taken the down-link's answer: from now on it is routed."""
        self._downlinks.answered(command)
        return self._settled()

    def media_refused(
        self, command: AcceptPublisher | OfferSlots | AcceptAnswer, code: str, text: str, now: int
    ) -> list[Command]:
        """The worker refused (its code), or there is none (`no_worker`)."""
        self._links.refused(command, code, text, now)
        return self._settled()

    # -- news of the media worker

    def transport_state(
        self, member: str, direction: Direction, state: TransportState, now: int
    ) -> list[Command]:
        """A transport of `member` has changed its state; `whip` is that of its WHIP resource."""
        self._links.changed(member, direction, state, now)
        return self._settled()

    def line_news(self, member: str, direction: Direction, news: LinkNews, now: int) -> list[Command]:
        """The worker has measured a transport of `member`, or has reduced or paused its pictures."""
        self._lines.news(member, direction, news, now)
        return self._settled()

    def worker_lost(self, now: int, kept: Collection[str] = ()) -> list[Command]:
        """The room's worker is gone and every transport with it but those that other workers carry."""
        self._links.lost(now, kept)
        self._cameras.lost(now)
        self._recording.turn("failed", "worker_lost", now)
        return self._settled()

    def receivers_lost(self, gone: Collection[str], now: int) -> list[Command]:
        """These down-links are gone with a worker that carried no more of the room."""
        self._links.receivers_lost(gone, now)
        return self._settled()

    def worker_ready(
        self,
        transports: Collection[str],
        producers: Collection[str],
        now: int,
        slots: Mapping[str, int] = NO_SLOTS,
    ) -> list[Command]:
        """
        The room has a worker (again), which carries these transports and producers.

        Transports are `MEMBER/up`, `MEMBER/down`, `whip/MEMBER/XXXX`, `whep/…`; `slots` says how many
        slots those have that receive. Members whose connections it does not carry are told to build
        them anew; recording and routes are sent again.
        """
        self._cameras.ready(transports)
        self._links.ready(transports, producers, slots, now)
        self._recording.forget()
        self._recording.turn("on", "", now)
        self._downlinks.forget_routes()
        return self._settled()

    def camera_changed(
        self, source: str, running: bool, producers: Collection[str], reason: str, now: int
    ) -> list[Command]:
        """A registered camera sends these producers now, or it is away, and why."""
        self._cameras.changed(source, running, producers, reason, now)
        return self._settled()

    def camera_refused(self, source: str, now: int) -> list[Command]:
        """A `PullCamera` could not be carried out; it is asked for again after the grace period."""
        self._cameras.refused(source, now)
        return self._settled()

    def register_cameras(self, cameras: tuple[RoomCamera, ...], now: int) -> list[Command]:
        """These cameras are registered for the lesson's classrooms now."""
        self._cameras.register(cameras, now)
        return self._settled()

    def register_documents(
        self, documents: Iterable[Document], now: int, playables: Iterable[Playable] = ()
    ) -> list[Command]:
        """The lesson has these ready documents and recordings now; also said when the room is opened."""
        register_documents(self._room, documents, now)
        register_playables(self._room, playables, now)
        return self._settled()

    def recording_fault(self, code: str, text: str, now: int) -> list[Command]:
        """A take could not be written: said to everybody as a cue, to the masters in words."""
        self._recording.fault(code, text, now)
        return self._settled()

    def recording_resumed(self, now: int) -> list[Command]:
        """Takes are being written again after a fault."""
        self._recording.turn("on", "", now)
        return self._settled()

    # -- the lesson

    def start(self, now: int, by: str | None = None) -> list[Command]:
        """Begin the lesson; nothing happens unless it still waits."""
        self._phases.start(now, by)
        return self._settled()

    def end(self, now: int, by: str | None = None) -> list[Command]:
        """End the lesson and everything in it; nothing happens if it has ended."""
        self._phases.end(now, by)
        return self._settled()

    def _settled(self) -> list[Command]:
        """Route and record by the state that has come about, and hand everything over."""
        self._cameras.settle()
        self._downlinks.settle()
        self._recording.settle()
        return self._room.take()
