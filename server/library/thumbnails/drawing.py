"""The job that draws the thumbnails and the cover of a recording, and who is to have it done."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from server.confined.process import run_confined
from server.confined.words import COMMON
from server.data import recordings, resources
from server.data import thumbnails as stored
from server.data.database import Database
from server.data.models import Job, Recording
from server.jobs.jobs import Jobs
from server.jobs.work import JobFailed, Task
from server.library import access, traces
from server.library.course import steps
from server.library.spans import Span, on_stage
from server.library.thumbnails import index
from server.library.thumbnails.index import Index, Moment, Sheet, TakeSheets
from server.library.thumbnails.order import Order
from server.library.thumbnails.plan import plan
from server.library.thumbnails.settings import Thumbnails
from server.library.traces import Traces
from server.library.view import View
from server.live.lessons import StoredLessons
from server.tasks import repeat, sleep_unless
from server.units import DAY_MS

log = logging.getLogger(__name__)

KIND = "thumbnails"
_MODULE = "server.library.thumbnails"
#: Recordings of the last days are drawn without being asked for; older ones when somebody looks.
_DAYS = 7
#: What has failed is not tried again before.
_AGAIN_MS = 3_600_000


class Drawing:
    """One for the process; `clock` returns Unix milliseconds, `root` holds the recordings' folders."""

    def __init__(
        self, settings: Thumbnails, root: Path, database: Database, jobs: Jobs, clock: Callable[[], int]
    ) -> None:
        self._settings = settings
        self._root = root
        self._database = database
        self._jobs = jobs
        self._clock = clock
        self._asking = asyncio.Lock()
        #: Lets a lesson's takes be in its folder, where a store keeps them.
        self.bring_back: Callable[[str], Awaitable[None]] | None = None
        jobs.learn(KIND, self._draw)

    async def ask(self, recording: Recording) -> str:
        """Have a recording drawn unless that is under way; returns how it stands, as jobs do."""
        async with self._asking:
            async with self._database.session() as session:
                job = await stored.newest(session, recording.id)
            if job is not None and not self._is_worth_another(job):
                return job.state
            await self._jobs.submit(KIND, recording.id)
            return "waiting"

    def _is_worth_another(self, job: Job) -> bool:
        """A disk that was full, or a worker that was killed, is no reason for ever."""
        if job.state in ("waiting", "running"):
            return False
        return job.state == "done" or self._clock() - (job.ended_at or job.created_at) >= _AGAIN_MS

    async def watch(self, stopping: asyncio.Event) -> None:
        """Have every recording drawn when it is finished, until `stopping`."""
        pause = self._settings.check_s
        await sleep_unless(stopping, pause)
        await repeat(self._ask_for_undrawn, stopping, pause, pause, "ask for thumbnails")

    async def _ask_for_undrawn(self) -> None:
        async with self._database.session() as session:
            undrawn = await stored.undrawn(session, self._clock() - _DAYS * DAY_MS)
        for recording_id in undrawn:
            await self._jobs.submit(KIND, recording_id)

    async def _draw(self, task: Task) -> None:
        async with self._database.session() as session:
            recording = await recordings.by_id(session, task.subject)
            if recording is None:
                return
            resource = await resources.ensure(session, recording)
            published = View(False, False, await access.rural_members(session, recording.lesson))
            cover_ms = resource.cover_ms
        folder = self._root / recording.lesson_id
        if not folder.is_dir():
            raise JobFailed("no_files")
        if self.bring_back is not None:
            await self.bring_back(recording.lesson_id)
        fresh = folder / index.FRESH
        try:
            read, order = await self._order(recording, folder, fresh, published, cover_ms)
            made = await self._made(order, fresh, task)
            await asyncio.to_thread(_keep, folder, fresh, _index(read, made, cover_ms))
        finally:
            await asyncio.to_thread(shutil.rmtree, fresh, ignore_errors=True)

    async def _order(
        self, recording: Recording, folder: Path, fresh: Path, published: View, cover_ms: int | None
    ) -> tuple[Traces, Order]:
        read = await asyncio.to_thread(traces.read, folder, recording)
        stage = await self._stage(recording, read.duration_ms)
        order = plan(
            folder,
            fresh,
            read.journals,
            stage,
            published,
            interval_ms=self._settings.interval_s * 1000,
            cover_ms=cover_ms,
        )
        return read, order

    async def _stage(self, recording: Recording, duration_ms: int) -> Sequence[Span[str]]:
        stored_lesson = await StoredLessons(self._database).lesson(recording.lesson_id)
        if stored_lesson is None:
            return []
        started_at = stored_lesson.started_at or recording.started_at
        empty = stored_lesson.facts.empty_room()
        return await asyncio.to_thread(
            lambda: on_stage(steps(stored_lesson.cues, empty, started_at), duration_ms)
        )

    async def _made(self, order: Order, fresh: Path, task: Task) -> dict[str, Any]:
        await asyncio.to_thread(_empty, fresh)
        words = asdict(order) | {
            "memory_mb": self._settings.memory_mb,
            "cpu_s": self._settings.minutes * 60,
        }
        return await run_confined(_MODULE, words, fresh, self._settings.minutes * 60, task.tell, COMMON)


def _empty(fresh: Path) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()


def _keep(folder: Path, fresh: Path, made: Index) -> None:
    index.write(fresh, made)
    index.keep(folder, fresh)


def _index(read: Traces, made: dict[str, Any], cover_ms: int | None) -> Index:
    sources = {entry.head.take: entry.head.source for entry in read.journals}
    takes = [
        TakeSheets(
            take=each["take"],
            source=sources[each["take"]],
            sheets=[Sheet(name=name, tiles=tiles) for name, tiles in each["sheets"]],
            dark=each["dark"],
        )
        for each in made["takes"]
    ]
    cover, chosen = (made[name] and Moment.model_validate(made[name]) for name in ("cover", "chosen"))
    return Index(takes=takes, cover=cover, chosen=chosen, wanted_ms=cover_ms)
