"""
The imports of a server: uploads become films, films become recordings, as jobs.

One for the process. What is known lies in the database, the files on the disk.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from server.confined.process import run_confined
from server.courseware.storage import digest
from server.data import cues, imports, jobs, lessons, recordings, resources
from server.data.database import Database
from server.data.models import Import, Job, Lesson, User
from server.imports.about import About
from server.imports.lesson import cues_of, ended_lesson, member_id, teaching
from server.imports.settings import Imports as Settings
from server.imports.storage import Storage
from server.imports.taking.order import Order, Taken
from server.imports.words import CODES
from server.jobs.jobs import Jobs
from server.jobs.work import JobFailed, Task, TooMany
from server.live import takes
from server.live.cuefiles import NAME as CUES
from server.live.facts import RecordingFinished
from signaling.cues import Cue

IMPORT = "import"
_MODULE = "server.imports.taking"


class Imports:
    """`recordings` is the folder of their folders; `clock` returns Unix milliseconds."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        recordings: Path,
        database: Database,
        queue: Jobs,
        clock: Callable[[], int],
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.jobs = queue
        self._recordings = recordings
        self._database = database
        self._clock = clock
        self._completing = asyncio.Lock()
        self._counting = asyncio.Lock()
        queue.learn(IMPORT, self._take, parallel=settings.at_once)

    @asynccontextmanager
    async def announcing(self, by: str) -> AsyncIterator[AsyncSession]:
        """A session to announce a film of the actor's in, one after the other. Raises `TooMany`."""
        async with self._counting, self._database.session() as session:
            await self._check_patience(session, by)
            yield session

    async def retry(self, job: Job) -> bool:
        """Try a film again that could not be taken in; False when its job is under way. Raises `TooMany`."""
        async with self._counting:
            async with self._database.session() as session:
                await self._check_patience(session, job.by or "")
            return await self.jobs.retry(job.id)

    async def complete(self, import_id: str) -> None:
        """All bytes of an upload are there: it is taken apart. Nothing happens the second time."""
        async with self._completing:
            async with self._database.session() as session:
                found = await session.get(Import, import_id)
            if found is None or found.sha256 is not None:
                return
            sha256 = await asyncio.to_thread(digest, self.storage.incoming.path(import_id))
            async with self._database.session() as session:
                found = await session.get_one(Import, import_id)
                found.sha256, found.expires_at = sha256, None
        await self.jobs.submit(IMPORT, import_id, by=found.by)

    async def give_up(self, import_id: str) -> None:
        """Forget an upload or a failed import; what has become a recording stays one."""
        async with self._database.session() as session:
            job = (await jobs.newest(session, IMPORT, [import_id])).get(import_id)
        if job is not None:
            await self.jobs.cancel(job.id)
        async with self._database.session() as session:
            is_forgotten = await imports.forget(session, import_id)
        await asyncio.to_thread(self.storage.incoming.drop, import_id)
        if is_forgotten:
            # An attempt may have come as far as this, and not into the database.
            await asyncio.to_thread(shutil.rmtree, self._recordings / import_id, ignore_errors=True)

    async def sweep(self) -> None:
        """Forget what nobody goes on with, and go on with what a crash has left."""
        await asyncio.to_thread(self.storage.workplaces.clear)
        async with self._database.session() as session:
            waiting = await imports.uploading(session)
            unbegun = await imports.unbegun(session, IMPORT)
            failed = await imports.failed_before(session, IMPORT, self._clock() - self._patience_ms)
        for each in waiting:
            if self.storage.incoming.received(each.id) == each.length:
                await self.complete(each.id)
            elif (each.expires_at or 0) < self._clock():
                await self.give_up(each.id)
        for each in failed:
            await self.give_up(each.id)
        for each in unbegun:
            await self.jobs.submit(IMPORT, each.id, by=each.by)

    @property
    def _patience_ms(self) -> int:
        return self.settings.upload_hours * 3_600_000

    async def _check_patience(self, session: AsyncSession, by: str) -> None:
        own, all = await imports.under_way(session, IMPORT, by, self._clock())
        if own >= self.settings.per_person:
            raise TooMany("too_many_imports", f"{own}")
        if all >= self.settings.in_all:
            raise TooMany("imports_full", f"{all}")

    async def _take(self, task: Task) -> None:
        """The job: make a recording of a film, once."""
        async with self._database.session() as session:
            found = await session.get(Import, task.subject)
            if found is None or found.recording_id is not None:
                return
            twin = await imports.made_of(session, found.sha256 or "")
        if twin is not None:
            raise JobFailed("already_imported", twin.recording_id or "")
        about = About.model_validate(found.words)
        zero = about.taught_at if about.taught_at is not None else found.created_at
        with self.storage.workplaces.open() as work:
            made = work / "made"
            made.mkdir()
            order = self._order(found, about, zero, made)
            wall_s = self.settings.hours * 3600
            taken = Taken(**await run_confined(_MODULE, asdict(order), work, wall_s, task.tell, CODES))
            await self._keep(found, about, zero, taken, made)
        await asyncio.to_thread(self.storage.incoming.drop, found.id)

    def _order(self, found: Import, about: About, zero: int, made: Path) -> Order:
        return Order(
            source=str(self.storage.incoming.path(found.id).absolute()),
            folder=str(made.absolute()),
            member=member_id(about),
            started_at=zero,
            max_s=self.settings.max_hours * 3600,
            height=self.settings.convert_height,
            memory_mb=self.settings.memory_mb,
            cpu_s=self.settings.hours * 3600,
        )

    async def _keep(self, found: Import, about: About, zero: int, taken: Taken, made: Path) -> None:
        """Finish the folder and put it into its place, then say in the database that there is a recording."""
        lesson = ended_lesson(found.id, about, zero, taken.duration_ms, self._clock())
        async with self._database.session() as session:
            teacher = await session.get(User, about.teacher) if about.teacher else None
        told = cues_of(lesson, teaching(teacher, lesson), taken.tracks)
        finished = await asyncio.to_thread(_finish, made, lesson, told)
        await asyncio.to_thread(_move, made, self._recordings / found.id)
        async with self._database.session() as session:
            await lessons.add(session, lesson, ())
            await cues.append(session, lesson.id, told)
            recording = await recordings.begin(session, lesson.id, zero)
            recording.state, recording.bytes = finished.state, finished.size
            recording.duration_ms = finished.duration_ms
            resource = await resources.ensure(session, recording)
            resource.grade = about.grade
            kept = await session.get_one(Import, found.id)
            kept.recording_id = recording.id


def _move(made: Path, folder: Path) -> None:
    """What an attempt before has left, which a crash has ended, makes room."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, folder)


def _finish(folder: Path, lesson: Lesson, told: Sequence[Cue]) -> RecordingFinished:
    """Cues and manifest, as a lesson leaves them; blocking."""
    text = "".join(f"{cue.model_dump_json()}\n" for cue in told)
    (folder / CUES).write_text(text, encoding="utf-8")
    return takes.finish(folder, takes.About(lesson.id, lesson.title, lesson.started_at, lesson.ended_at))
