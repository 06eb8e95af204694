"""Courseware in the database: the documents of lessons and the contents behind them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data import lessons
from server.data.models import Content, Job, Lesson, LessonDocument, Recording

_WHOLE = selectinload(LessonDocument.content)


async def of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[LessonDocument]:
    """The lesson's documents with their contents, in their order; without those that were removed."""
    query = (
        select(LessonDocument)
        .where(LessonDocument.lesson_id == lesson_id, LessonDocument.removed_at.is_(None))
        .options(_WHOLE)
        .order_by(LessonDocument.position, LessonDocument.created_at, LessonDocument.id)
    )
    return (await session.scalars(query)).all()


async def ever_of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[LessonDocument]:
    """The lesson's documents with their contents, those that were removed included."""
    query = select(LessonDocument).where(LessonDocument.lesson_id == lesson_id).options(_WHOLE)
    return (await session.scalars(query)).all()


async def by_id(session: AsyncSession, lesson_id: str, document_id: str) -> LessonDocument | None:
    """A document of that lesson with its content, also one that was removed."""
    query = (
        select(LessonDocument)
        .where(LessonDocument.id == document_id, LessonDocument.lesson_id == lesson_id)
        .options(_WHOLE)
    )
    return (await session.scalars(query)).one_or_none()


async def anywhere(session: AsyncSession, document_id: str) -> LessonDocument | None:
    """A document of any lesson that still has it, with its content."""
    query = (
        select(LessonDocument)
        .where(LessonDocument.id == document_id, LessonDocument.removed_at.is_(None))
        .options(_WHOLE)
    )
    return (await session.scalars(query)).one_or_none()


async def lesson_of(session: AsyncSession, document: LessonDocument) -> Lesson:
    """The whole lesson that has a document."""
    lesson = await lessons.by_id(session, document.lesson_id)
    assert lesson is not None, "a document belongs to a lesson"
    return lesson


async def lessons_with(session: AsyncSession, sha256: str) -> Sequence[str]:
    """Ids of the lessons that have a content."""
    query = select(LessonDocument.lesson_id).where(
        LessonDocument.content_id == sha256, LessonDocument.removed_at.is_(None)
    )
    return (await session.scalars(query.distinct())).all()


async def earlier(
    session: AsyncSession, lesson: Lesson, most: int
) -> Sequence[tuple[LessonDocument, str, int]]:
    """What the teacher's other lessons have that is ready, newest lesson first: with its title and begin."""
    query = (
        select(LessonDocument, Lesson.title, Lesson.starts_at)
        .join(Lesson, Lesson.id == LessonDocument.lesson_id)
        .join(Content, Content.sha256 == LessonDocument.content_id)
        .where(Lesson.teacher_id == lesson.teacher_id, Lesson.id != lesson.id)
        .where(Content.is_ready, LessonDocument.removed_at.is_(None))
        .options(_WHOLE)
        .order_by(Lesson.starts_at.desc(), LessonDocument.position)
        .limit(most)
    )
    return [(document, title, at) for document, title, at in (await session.execute(query)).all()]


async def uploading(session: AsyncSession) -> Sequence[LessonDocument]:
    """Every document that is not all there yet."""
    return (await session.scalars(select(LessonDocument).where(LessonDocument.content_id.is_(None)))).all()


async def removable(session: AsyncSession, before: int) -> Sequence[LessonDocument]:
    """What was removed before that moment and no recording needs."""
    recorded = select(Recording.lesson_id)
    query = select(LessonDocument).where(
        LessonDocument.removed_at < before, LessonDocument.lesson_id.not_in(recorded)
    )
    return (await session.scalars(query)).all()


async def orphans(session: AsyncSession, before: int) -> Sequence[Content]:
    """Contents from before that moment that no document has."""
    had = select(LessonDocument.content_id).where(LessonDocument.content_id.is_not(None))
    query = select(Content).where(Content.sha256.not_in(had), Content.created_at < before)
    return (await session.scalars(query)).all()


async def next_position(session: AsyncSession, lesson_id: str) -> int:
    """The place behind the lesson's last document."""
    query = select(func.max(LessonDocument.position)).where(LessonDocument.lesson_id == lesson_id)
    last = await session.scalar(query)
    return 0 if last is None else last + 1


async def unbegun(session: AsyncSession, job_kind: str) -> Sequence[str]:
    """Hashes of contents that are not ready and that no job was ever submitted for."""
    tried = select(Job.subject).where(Job.kind == job_kind)
    query = select(Content.sha256).where(~Content.is_ready, Content.sha256.not_in(tried))
    return (await session.scalars(query)).all()
