"""
The lessons' courseware: uploads become contents, contents are converted, rooms are told.

One for the process. What is known lies in the database, what is seen on the disk
(`Storage`), what is still to be done in the jobs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.conversion import convert
from server.courseware.convert.order import Made, Order
from server.courseware.documents import size_of
from server.courseware.settings import Courseware
from server.courseware.storage import Storage
from server.data import courseware
from server.data.database import Database
from server.data.models import Content, LessonDocument
from server.jobs.jobs import Jobs
from server.jobs.work import Task

CONVERT = "convert"

#: Told the id of a lesson whose documents have changed.
Changed = Callable[[str], Awaitable[None]]


class LessonFull(Exception):
    """The lesson has as many documents, or as many bytes of them, as it may; the words say how many."""


class Shelf:
    """`clock` returns Unix milliseconds."""

    def __init__(
        self,
        settings: Courseware,
        storage: Storage,
        database: Database,
        jobs: Jobs,
        changed: Changed,
        clock: Callable[[], int],
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.jobs = jobs
        self._database = database
        self._changed = changed
        self._clock = clock
        self._completing = asyncio.Lock()
        jobs.learn(CONVERT, self._convert)

    async def complete(self, document_id: str) -> None:
        """
        All bytes of an upload are there: it becomes a content, which is converted unless it has been.

        Nothing happens the second time.
        """
        async with self._completing:
            async with self._database.session() as session:
                document = await session.get(LessonDocument, document_id)
            if document is None or document.content_id is not None:
                return
            sha256 = await asyncio.to_thread(self.storage.take_in, document_id)
            await self._place(document, sha256)
            await asyncio.to_thread(self.storage.incoming.drop, document_id)
        await self._changed(document.lesson_id)

    async def take_over(self, lesson_id: str, source: LessonDocument, actor: str) -> LessonDocument:
        """
        Let a lesson have what another one has; raises `LessonFull`.

        It is the same content: nothing is copied or converted.
        """
        async with self._database.session() as session:
            await self.check_room(session, lesson_id, source.content.bytes if source.content else 0)
            document = LessonDocument(
                lesson_id=lesson_id,
                content_id=source.content_id,
                title=source.title,
                suffix=source.suffix,
                kind=source.kind,
                position=await courseware.next_position(session, lesson_id),
                length=source.length,
                created_by=actor,
                created_at=self._clock(),
            )
            session.add(document)
        return document

    async def check_room(self, session: AsyncSession, lesson_id: str, size: int) -> None:
        """Raise `LessonFull` if the lesson can't have `size` bytes more."""
        found = await courseware.of_lesson(session, lesson_id)
        if len(found) >= self.settings.max_documents:
            raise LessonFull(f"{len(found)}")
        megabytes = (size_of(found) + size) >> 20
        if megabytes >= self.settings.max_lesson_mb:
            raise LessonFull(f"{megabytes} MB")

    async def _place(self, document: LessonDocument, sha256: str) -> None:
        async with self._database.session() as session:
            content = await session.get(Content, sha256)
            if content is None:
                now, size = self._clock(), document.length
                session.add(Content(sha256=sha256, suffix=document.suffix, bytes=size, created_at=now))
                await session.flush()
            placed = await session.get(LessonDocument, document.id)
            assert placed is not None, "it was read a moment ago"
            placed.content_id, placed.expires_at = sha256, None
        if content is None or not content.is_ready:
            await self.jobs.submit(CONVERT, sha256)
        else:
            self.storage.original(sha256).unlink(missing_ok=True)

    async def _convert(self, task: Task) -> None:
        """The job: make pages or a clip of a content, once."""
        async with self._database.session() as session:
            content = await session.get(Content, task.subject)
        if content is None or content.is_ready:
            return
        with self.storage.workplace() as (work, made_in):
            order = self._order(content, str(made_in))
            wall_s = self.settings.convert_minutes * 60
            made = await convert(order, work, wall_s, task.tell)
            files = await asyncio.to_thread(self.storage.keep, content.sha256, made_in)
        await self._keep(content.sha256, made, files)

    def _order(self, content: Content, folder: str) -> Order:
        return Order(
            source=str(self.storage.original(content.sha256).absolute()),
            folder=folder,
            suffix=content.suffix,
            office=self.settings.office,
            max_pages=self.settings.max_pages,
            max_megapixels=self.settings.max_megapixels,
            max_clip_s=self.settings.max_clip_minutes * 60,
            max_file_mb=self.settings.max_file_mb,
            memory_mb=self.settings.convert_memory_mb,
            cpu_s=self.settings.convert_minutes * 60,
        )

    async def _keep(self, sha256: str, made: Made, files: list[dict[str, object]]) -> None:
        async with self._database.session() as session:
            content = await session.get(Content, sha256)
            if content is None:
                return
            content.kind, content.pages, content.duration_ms = made.kind, made.pages, made.duration_ms
            content.width, content.height = made.width, made.height
            content.bytes = sum(int(str(file["bytes"])) for file in files)
            content.files, content.is_ready = {"files": files}, True
            lessons = await courseware.lessons_with(session, sha256)
        for lesson in lessons:
            await self._changed(lesson)
