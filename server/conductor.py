"""
Carry out what one pure room asks for, in order, and hand the outcomes back to it.

Nothing here waits in the room's way: words go to the outlets, facts to the
archive's queues, and media commands leave for the worker at once, in order; only
their answers are awaited, each by itself.
"""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections.abc import Callable, Sequence

from media.worker import protocol
from media.worker.protocol import Done
from server.checks.forgetting import Keeping
from server.live import media
from server.live.facts import LinesKept, RollKept
from server.live.linehistory import LineHistory
from server.live.outlets import Outlets
from server.live.passport import pages
from server.live.pulling import CameraOrders
from server.live.workerside import ANSWER_S, WorkerSide
from server.questions.desk import AnswerDesk
from server.tasks import spawn
from server.workers.link import UNNUMBERED, WorkerGone, WorkerRefused, settled
from server.workers.registry import Registry
from signaling.commands import (
    AcceptAnswer,
    AcceptPublisher,
    Close,
    CloseTransports,
    Command,
    FinishRecording,
    KeepAnswer,
    KeepCue,
    KeepQuestion,
    MakeAnswerLinks,
    NoteAttendance,
    NoteReport,
    OfferSlots,
    PullCamera,
    Record,
    Route,
    Send,
    SetLessonPhase,
    ShowRacers,
    StopCamera,
    Wake,
)
from signaling.cues import Cue
from signaling.errors import bye
from signaling.messages import Leave, Slot
from signaling.room import Room
from signaling.state import RecordingState
from signaling.tools.roll.cues import RollConfirmed

#: Told once, when the lesson has ended: its id, the end, and the worker's answer if there is a worker.
Finish = Callable[["Conductor", int, "Future[Done] | None"], None]

#: A worker that was restarted is back within a second or two; a negotiation waits that long for it.
WORKER_WITHIN_S = 5.0

#: Why a recording was not begun, as the room and its error say it.
NO_ROOM_TO_BEGIN = "disk_low"

#: What a session that is shown out would have said.
_LEAVE = Leave().model_dump_json()


class Conductor:
    """The one dispatcher of a room's commands; `finish` sees to the recording when the lesson has ended."""

    def __init__(
        self,
        room: Room,
        lesson: str,
        registry: Registry,
        archive: Keeping,
        clock: Callable[[], int],
        finish: Finish,
        desk: AnswerDesk,
        cameras: CameraOrders | None = None,
    ) -> None:
        self.room = room
        self.lesson = lesson
        self.outlets = Outlets()
        self.workers = WorkerSide(lesson, registry)
        self.lines = LineHistory()
        self.pupils = desk.board(lesson)
        #: What the lesson's file has not got yet; None once it takes cues itself, or if there will be none.
        self.unfiled: list[Cue] | None = [] if room.is_recorded else None
        #: When the recorder complained last, until it is well again.
        self.fault_at: int | None = None
        #: The producers whose recording it has complained of, until each is well again.
        self.faulty: set[str] = set()
        self._registry = registry
        self._archive = archive
        self._clock = clock
        self._finish = finish
        self._cameras = cameras
        self._pulls: dict[str, PullCamera] = {}
        #: What would be recorded if the disk had room to begin.
        self._withheld: Record | None = None

    @property
    def recording_failed(self) -> bool:
        """Whether the room says that its recording has failed."""
        return self.room.state.lesson.recording is RecordingState.FAILED

    def carry_out(self, commands: Sequence[Command]) -> None:
        """Do these in order; returns without waiting for anybody."""
        for command in commands:
            self._do(command)

    def _do(self, command: Command) -> None:
        match command:
            case Send(session, message):
                self.outlets.send(session, message)
            case Close(session):
                self._close(session)
            case KeepCue(cue):
                if self.unfiled is not None:
                    self.unfiled.append(cue)
                self._archive.keep(self.lesson, command)
                self._keep_roll(cue)
                self.pupils.follow(cue.event.type, self.room.state)
            case NoteAttendance() | KeepQuestion() | KeepAnswer():
                self._archive.note(self.lesson, command)
            case SetLessonPhase(phase):
                self._archive.note(self.lesson, command)
                if phase == "ended":
                    self.keep_lines()
            case NoteReport():
                self.lines.note(command)
            case MakeAnswerLinks(session):
                self.outlets.send(session, self.pupils.links(command, self._clock()))
            case ShowRacers():
                self.pupils.show_racers(command)
            case Wake(at):
                asyncio.get_running_loop().call_later(max(0, at - self._clock()) / 1000, self._tick)
            case FinishRecording(ended_at):
                self._finish(self, ended_at, self._finish_takes())
            case _:
                self._do_media(command)

    def _tick(self) -> None:
        self.carry_out(self.room.tick(self._clock()))

    def _do_media(
        self, command: media.Negotiation | Route | Record | CloseTransports | PullCamera | StopCamera
    ) -> None:
        match command:
            case AcceptPublisher() | OfferSlots() | AcceptAnswer():
                self._negotiate(command)
            case Route():
                self.workers.tell(media.route(self.lesson, command))
            case Record():
                self._record(command)
            case CloseTransports():
                for closing in media.close_transports(self.lesson, command):
                    self.workers.tell(closing)
            case PullCamera(source):
                self._pulls[source] = command
                spawn(self._pull(command), name=f"{self.lesson} pull {source}")
            case StopCamera(source):
                self._pulls.pop(source, None)
                self.workers.tell(media.close_transport(self.lesson, media.PULL + source))

    def _keep_roll(self, cue: Cue) -> None:
        if isinstance(cue.event, RollConfirmed):
            member = self.room.state.members.get(cue.event.member)
            name = member.name if member is not None else cue.event.member
            self._archive.note(self.lesson, RollKept(cue.n, name, cue.event, cue.by, cue.at))

    async def _pull(self, command: PullCamera) -> None:
        order = await self._cameras.order(self.lesson, command) if self._cameras is not None else None
        if self._pulls.get(command.source) is not command:
            # It was stopped, or asked for anew, while its address was read.
            return
        link = self._registry.place(self.lesson)
        try:
            if order is None or link is None:
                raise WorkerGone
            await link.call(order, ANSWER_S)
        except WorkerRefused as refused:
            self.workers.count(refused)
            self.carry_out(self.room.camera_refused(command.source, self._clock()))

    def keep_lines(self) -> None:
        """Write how everybody's line was into the passports of their rooms, and begin anew."""
        kept = tuple(pages(self.lines, self.room.state.members))
        if kept:
            self._archive.note(self.lesson, LinesKept(kept))
        self.lines = LineHistory()

    def _close(self, session: str) -> None:
        if session.startswith((media.WHIP, media.WHEP)):
            self.workers.tell(media.close_transport(self.lesson, session))
        self.outlets.close(session)

    def show_out(self, session: str, code: str) -> None:
        """Close a session with this good-bye; its member leaves at once, without a grace period."""
        self.outlets.send(session, bye(code))
        self.outlets.close(session)
        self.carry_out(self.room.receive(session, _LEAVE, self._clock()))

    def end_publisher(self, publisher: str) -> None:
        """A WHIP session is over: its sources go, and its transport."""
        self.carry_out(self.room.exchanges.close_publisher(publisher, self._clock()))
        self._close(publisher)

    def end_viewer(self, viewer: str) -> None:
        """A WHEP session is over."""
        self.carry_out(self.room.exchanges.close_viewer(viewer, self._clock()))
        self._close(viewer)

    def _record(self, command: Record) -> None:
        if not self._archive.may_record(self.lesson, self._clock()):
            # What the room is told now comes after what it is just saying.
            self._withheld, began = command, self._withheld is None
            if began:
                self._archive.refused()
            asyncio.get_running_loop().call_soon(self._tell_withheld)
            return
        self._withheld = None
        if self.unfiled is not None:
            self._archive.begin_file(self.lesson, self.unfiled)
            self.unfiled = None
        self.workers.tell(media.record(self.lesson, command, str(self._archive.folder(self.lesson))))

    def _tell_withheld(self) -> None:
        if self._withheld is not None:
            self.carry_out(self.room.recording_fault(NO_ROOM_TO_BEGIN, "", self._clock()))

    def begin_withheld(self) -> None:
        """Begin the recording for which the disk had no room, if it has now."""
        if self._withheld is not None and self._archive.may_record(self.lesson, self._clock()):
            self._record(self._withheld)
            self.carry_out(self.room.recording_resumed(self._clock()))

    def _finish_takes(self) -> Future[Done] | None:
        link = self._registry.home(self.lesson)
        finishing = protocol.FinishRecording(id=UNNUMBERED, room=self.lesson)
        return link.request(finishing) if link is not None else None

    # -- negotiations

    def _negotiate(self, command: media.Negotiation) -> None:
        asked = media.negotiate(self.lesson, command)
        answer = self.workers.request(asked)
        spawn(self._settle(command, answer), name=f"{self.lesson} {type(command).__name__}")

    async def _settle(self, command: media.Negotiation, answer: Future[Done] | None) -> None:
        try:
            done = await (settled(answer, ANSWER_S) if answer else self._ask_when_there(command))
        except WorkerRefused as refused:
            self.workers.count(refused)
            outcome = self.room.media_refused(command, refused.code, refused.text, self._clock())
        else:
            outcome = self._outcome(command, done)
        self.carry_out(outcome)

    async def _ask_when_there(self, command: media.Negotiation) -> Done:
        asked = media.negotiate(self.lesson, command)
        link = await self.workers.find(asked, WORKER_WITHIN_S)
        if command.session not in self.outlets:
            # Whoever asked has gone meanwhile: nobody would come through what the worker would open.
            raise WorkerGone
        return await link.call(asked, ANSWER_S)

    def _outcome(self, command: media.Negotiation, done: Done) -> list[Command]:
        now = self._clock()
        match command:
            case AcceptPublisher():
                self.workers.branches.published(media.up_transport(command))
                producers = [each.producer for each in done.producers or []]
                return self.room.published(command, done.sdp or "", producers, now)
            case OfferSlots():
                return self.room.offered(command, done.sdp or "", _slots(done.slots or []), now)
            case AcceptAnswer():
                return self.room.answered(command, now)


def _slots(mids: Sequence[protocol.SlotMids]) -> list[Slot]:
    return [
        Slot(slot=each.slot, audio_mid=each.audio_mid, video_mid=each.video_mid)
        for each in mids
        if each.audio_mid is not None and each.video_mid is not None
    ]
