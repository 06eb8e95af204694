"""Resources in the database: what the library knows of each recording."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Lesson, Recording, Resource


async def ensure(session: AsyncSession, recording: Recording) -> Resource:
    """The recording's resource; a private one with the lesson's and its series' words when it has none."""
    resource = await of_recording(session, recording.id)
    if resource is None:
        lesson = await session.get_one(Lesson, recording.lesson_id)
        resource = Resource(
            recording_id=recording.id,
            owner_id=lesson.teacher_id,
            title=lesson.title,
            subject=lesson.subject,
            changed_at=recording.started_at,
            **await _of_the_series(session, lesson),
        )
        session.add(resource)
        await session.flush()
    return resource


async def _of_the_series(session: AsyncSession, lesson: Lesson) -> dict[str, str]:
    """What the owner has said of the series' last recording, and which is mostly so of the next one."""
    if lesson.course_id is None:
        return {}
    query = select(Resource.grade, Resource.language, Resource.licence)
    query = query.join(Recording, Recording.id == Resource.recording_id)
    query = query.join(Lesson, Lesson.id == Recording.lesson_id).where(Lesson.course_id == lesson.course_id)
    last = (await session.execute(query.order_by(Recording.started_at.desc()).limit(1))).one_or_none()
    return dict(last._mapping) if last is not None else {}


async def of_recording(session: AsyncSession, recording_id: str) -> Resource | None:
    return await session.get(Resource, recording_id)
