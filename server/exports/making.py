"""
The exports of a server: films that are made as jobs, kept for some days, and taken away again.

One for the process. What is wanted lies with its job in the database, what is made on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from server.confined.process import run_confined
from server.courseware.storage import Storage as Courseware
from server.data import jobs
from server.data.database import Database
from server.data.models import Job
from server.exports.ordering import Known, chapters_of, documents_of, order_of, recording_of
from server.exports.settings import Exports as Settings
from server.exports.storage import Storage
from server.exports.wanted import Ordered
from server.exports.words import CODES
from server.jobs.jobs import Jobs
from server.jobs.work import JobFailed, Task, TooMany
from server.live.lessons import StoredLessons
from server.units import DAY_MS

EXPORT = "export"
_MODULE = "server.exports.compose"


class Exports:
    """`recordings` is the folder of their folders; `clock` returns Unix milliseconds."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        recordings: Path,
        documents: Courseware,
        database: Database,
        queue: Jobs,
        clock: Callable[[], int],
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.jobs = queue
        self._recordings = recordings
        self._documents = documents
        self._database = database
        self._clock = clock
        #: Lets a lesson's takes be in its folder, where a store keeps them.
        self.bring_back: Callable[[str], Awaitable[None]] | None = None
        self._counting = asyncio.Lock()
        queue.learn(EXPORT, self._make, parallel=settings.at_once)

    async def submit(self, recording: str, ordered: Ordered, by: str) -> str:
        """
        Let a film be made, ordered `by` an actor; returns its id, which is that of the job.

        Raises `TooMany`.
        """
        async with self._counting:
            await self._check_patience(by)
            return await self.jobs.submit(EXPORT, recording, ordered.model_dump(mode="json"), by)

    async def retry(self, job: Job) -> bool:
        """Make a film again that has failed or was cancelled; False for any other. Raises `TooMany`."""
        async with self._counting:
            await self._check_patience(job.by or "")
            return await self.jobs.retry(job.id)

    def expires_at(self, job: Job) -> int | None:
        """Until when its file is kept (Unix milliseconds); `None` before it is made."""
        if job.state != "done" or job.ended_at is None:
            return None
        return job.ended_at + self.settings.keep_days * DAY_MS

    async def drop(self, recording: str) -> int:
        """Cancel and remove every export of a recording, such as of one that was changed; tells how many."""
        async with self._database.session() as session:
            found = await jobs.about(session, EXPORT, recording)
        for job in found:
            await self.jobs.cancel(job.id)
            await asyncio.to_thread(self.storage.drop, job.id)
        return len(found)

    async def remove(self, export: str) -> None:
        """Forget one export; one that is being made is cancelled."""
        await self.jobs.cancel(export)
        await asyncio.to_thread(self.storage.drop, export)
        async with self._database.session() as session:
            await jobs.forget(session, export)

    async def sweep(self) -> None:
        """Remove the films that have been kept for long enough, and those of which nothing is known."""
        await asyncio.to_thread(self.storage.workplaces.clear)
        kept = await asyncio.to_thread(self.storage.kept)
        async with self._database.session() as session:
            known = {job.id: job for job in await jobs.by_ids(session, kept)}
        for export in kept:
            job = known.get(export)
            over = self.expires_at(job) if job is not None else 0
            if over is not None and over < self._clock():
                await asyncio.to_thread(self.storage.drop, export)

    async def _check_patience(self, by: str) -> None:
        async with self._database.session() as session:
            waiting = await jobs.not_ended(session, EXPORT)
        own = sum(job.by == by for job in waiting)
        if own >= self.settings.per_person:
            raise TooMany("too_many_exports", f"{own}")

    async def _make(self, task: Task) -> None:
        """The job: compose the film of a recording."""
        ordered, known = Ordered.read(task.arguments), await self._known(task.subject)
        if self.storage.free_mb() < self.settings.min_free_mb:
            raise JobFailed("disk_full")
        folder = self._recordings / known.recording.lesson_id
        if self.bring_back is not None:
            await self.bring_back(known.recording.lesson_id)
        with self.storage.workplaces.open() as work:
            order = await asyncio.to_thread(order_of, known, ordered, folder, work, self.settings)
            wall_s = self.settings.hours * 3600
            await run_confined(_MODULE, asdict(order), work, wall_s, task.tell, CODES)
            await asyncio.to_thread(self.storage.keep, task.id, Path(order.output))

    async def _known(self, recording_id: str) -> Known:
        async with self._database.session() as session:
            recording = await recording_of(session, recording_id)
            documents = await documents_of(session, recording.lesson_id, self._documents)
            chapters = await chapters_of(session, recording_id)
        stored = await StoredLessons(self._database).lesson(recording.lesson_id)
        assert stored is not None, "a recording belongs to a lesson"
        return Known(recording, stored, documents, chapters)
