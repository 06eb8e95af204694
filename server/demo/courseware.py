"""Put slides and a film into the demonstration's lessons of the day; the server converts them as uploads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.config import Settings
from server.courseware.storage import Storage
from server.data import lessons
from server.data.database import Database
from server.data.models import Content, LessonDocument
from server.demo.film import write_film
from server.demo.slides import write_slides
from server.demo.world import TEACHER, demo_id
from server.web.calendar import day_bounds, local

_AUTHOR = demo_id(f"user {TEACHER}")


@dataclass(frozen=True, slots=True)
class _Sample:
    title: str
    suffix: str
    kind: str
    write: Callable[[Path], None]


_SAMPLES = (
    _Sample("古诗三首（课件）", "pdf", "slides", write_slides),
    _Sample("月亮升起来", "mp4", "video", write_film),
)


async def bring_courseware(settings: Settings, database: Database, now: int) -> None:
    """Once for every lesson of the day that is `now` (Unix ms); what somebody has removed stays removed."""
    storage = Storage(settings.courseware_folder)
    await asyncio.to_thread(storage.prepare)
    zone = ZoneInfo(settings.site.timezone)
    async with database.session() as session:
        found = await lessons.between(session, *day_bounds(local(now, zone).date(), zone))
        for position, sample in enumerate(_SAMPLES):
            sha256 = await _content(session, storage, sample, now)
            for lesson in found:
                if lesson.phase == "waiting":
                    await _document(session, lesson.id, sha256, sample, position, now)


async def _content(session: AsyncSession, storage: Storage, sample: _Sample, now: int) -> str:
    """The sample's hash; it is made when no lesson has it."""
    known = select(LessonDocument.content_id).where(
        LessonDocument.title == sample.title, LessonDocument.created_by == _AUTHOR
    )
    sha256 = (await session.scalars(known.limit(1))).first()
    if sha256 is not None:
        return sha256
    draft = storage.incoming.path(f"demo-{sample.suffix}")
    await asyncio.to_thread(sample.write, draft)
    sha256 = await asyncio.to_thread(storage.take_in, draft.name)
    size = draft.stat().st_size
    storage.incoming.drop(draft.name)
    session.add(Content(sha256=sha256, suffix=sample.suffix, bytes=size, created_at=now))
    await session.flush()
    return sha256


async def _document(
    session: AsyncSession, lesson: str, sha256: str, sample: _Sample, position: int, now: int
) -> None:
    document_id = demo_id(f"document {lesson} {sample.suffix}")
    if await session.get(LessonDocument, document_id) is None:
        document = LessonDocument(
            id=document_id,
            lesson_id=lesson,
            content_id=sha256,
            title=sample.title,
            suffix=sample.suffix,
            kind=sample.kind,
            position=position,
            length=1,
            created_by=_AUTHOR,
            created_at=now,
        )
        session.add(document)
        await session.flush()
