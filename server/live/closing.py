"""Finish the recording when a lesson is over, and clear its room out of the worker."""

from __future__ import annotations

import asyncio
import logging
from asyncio import Future

from media.worker.protocol import CloseRoom, Done, FinishRecording
from server.conductor import Conductor
from server.live import takes
from server.live.archive import Archive
from server.live.facts import RecordingFinished
from server.live.lessons import StoredLessons
from server.tasks import spawn
from server.workers.link import UNNUMBERED, WorkerLink, WorkerRefused, settled
from server.workers.registry import Registry

log = logging.getLogger(__name__)

#: A slow disk may take that long to flush what the takes still hold.
FINISH_S = 30.0
CUES_S = 2.0


class Closing:
    """The recordings that are being finished now, and what to do with rooms whose lesson is over."""

    def __init__(self, archive: Archive, registry: Registry) -> None:
        self.failed = 0
        self._archive = archive
        self._registry = registry
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def finish(self, conductor: Conductor, ended_at: int, answer: Future[Done] | None) -> None:
        """The lesson has ended: when the worker has closed every take, make the manifest."""
        title, started_at = conductor.room.state.lesson.title, conductor.room.state.lesson.started_at
        about = takes.About(conductor.lesson, title, started_at, ended_at)
        self._under_way[conductor.lesson] = spawn(
            self._finish(about, answer), name=f"finish {conductor.lesson}"
        )

    def is_busy(self, lesson: str) -> bool:
        task = self._under_way.get(lesson)
        return task is not None and not task.done()

    async def finished(self, lesson: str) -> None:
        """Wait until the lesson's recording is finished, if it is being finished."""
        task = self._under_way.get(lesson)
        if task is not None:
            await asyncio.wait([task])

    async def _finish(self, about: takes.About, answer: Future[Done] | None) -> None:
        try:
            await self._wait_for_takes(about.lesson, answer)
            await self._archive.files.backlog.drained(CUES_S)
            result = await asyncio.to_thread(takes.finish, self._archive.folder(about.lesson), about)
        except OSError:
            self.failed += 1
            log.exception("lesson %s: the manifest can't be written", about.lesson)
            result = RecordingFinished("failed", 0, 0)
        self._archive.note(about.lesson, result)
        self._archive.files.end(about.lesson)

    async def _wait_for_takes(self, lesson: str, answer: Future[Done] | None) -> None:
        if answer is None:
            return
        try:
            await settled(answer, FINISH_S)
        except WorkerRefused as refused:
            # What is on disk is finished all the same, like after a crash.
            log.warning("lesson %s: the worker could not finish the recording: %s", lesson, refused)

    def vacate(self, lesson: str) -> None:
        """The room is dropped: its worker forgets it too."""
        self._under_way.pop(lesson, None)
        links = self._carrying(lesson)
        self._registry.release(lesson)
        for link in links:
            spawn(_close_room(link, lesson), name=f"close {lesson}")

    async def clear_out(self, lesson: str) -> None:
        """A worker still carries the room of a lesson that is over: let it close its takes and the room."""
        links, home = self._carrying(lesson), self._registry.home(lesson)
        if home is not None:
            await self._wait_for_takes(lesson, home.request(FinishRecording(id=UNNUMBERED, room=lesson)))
        self._registry.release(lesson)
        for link in links:
            await _close_room(link, lesson)

    def _carrying(self, lesson: str) -> list[WorkerLink]:
        home = self._registry.home(lesson)
        return ([home] if home is not None else []) + self._registry.branches(lesson)

    async def sweep(self, lessons: StoredLessons) -> None:
        """
        Finish what a crash has left: recordings of lessons that are over, and takes that nobody writes.

        Call it when the workers have had time to say what they carry. Raises the
        database's errors.
        """
        live = set(await lessons.live())
        for about in await lessons.unfinished():
            if not self._registry.is_placed(about.lesson) and not self.is_busy(about.lesson):
                await self._finish(about, None)
        carried = {lesson for lesson in self._under_way if self.is_busy(lesson)} | self._registry.placed
        swept = await asyncio.to_thread(takes.sweep_all, self._archive.recordings, live | carried)
        if swept:
            log.warning("recordings repaired after a crash: %s", ", ".join(swept))


async def _close_room(link: WorkerLink, lesson: str) -> None:
    try:
        await link.call(CloseRoom(id=UNNUMBERED, room=lesson))
    except WorkerRefused as refused:
        log.debug("room %s was not closed: %s", lesson, refused)
