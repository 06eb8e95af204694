"""Recordings in the database: one row per lesson; the takes lie in its folder."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from server.data import resources
from server.data.models import Classroom, Lesson, LessonClassroom, Recording, Resource

# Two queries for all of it: every piece of a replay asks for this.
_LESSON = (
    joinedload(Recording.lesson).joinedload(Lesson.teacher),
    joinedload(Recording.lesson).joinedload(Lesson.master).joinedload(Classroom.school),
    joinedload(Recording.lesson)
    .selectinload(Lesson.places)
    .joinedload(LessonClassroom.classroom)
    .joinedload(Classroom.school),
    joinedload(Recording.lesson).joinedload(Lesson.recording),
)


async def begin(session: AsyncSession, lesson_id: str, started_at: int) -> Recording:
    """The lesson's recording in state `recording`; the same row when it goes on after a crash."""
    recording = await of_lesson(session, lesson_id)
    if recording is None:
        recording = Recording(lesson_id=lesson_id, state="recording", started_at=started_at)
        session.add(recording)
    recording.state = "recording"
    await session.flush()
    await resources.ensure(session, recording)
    return recording


async def finish(
    session: AsyncSession, lesson_id: str, state: str, *, duration_ms: int = 0, size: int = 0
) -> None:
    """Store how a recording ended: `ready`, `recovered`, `empty` or `failed`; `size` is in bytes."""
    recording = await of_lesson(session, lesson_id)
    if recording is not None:
        recording.state, recording.duration_ms, recording.bytes = state, duration_ms, size


async def of_lesson(session: AsyncSession, lesson_id: str) -> Recording | None:
    return (await session.scalars(select(Recording).where(Recording.lesson_id == lesson_id))).one_or_none()


async def by_id(session: AsyncSession, recording_id: str) -> Recording | None:
    """The recording with its whole lesson, or `None`."""
    query = select(Recording).where(Recording.id == recording_id).options(*_LESSON)
    return (await session.scalars(query)).one_or_none()


async def newest(session: AsyncSession, where: ColumnElement[bool], limit: int) -> Sequence[Recording]:
    """The newest recordings whose resources fulfil a condition, with their whole lessons."""
    query = select(Recording).join(Resource, Resource.recording_id == Recording.id).where(where)
    query = query.options(*_LESSON).order_by(Recording.started_at.desc(), Recording.id)
    return (await session.scalars(query.limit(limit))).all()


async def unfinished(session: AsyncSession) -> Sequence[Recording]:
    """Recordings in state `recording` whose lessons are over, with their lessons."""
    query = select(Recording).join(Lesson, Lesson.id == Recording.lesson_id)
    query = query.where(Recording.state == "recording", Lesson.phase == "ended")
    return (await session.scalars(query.options(*_LESSON).order_by(Recording.started_at))).all()
