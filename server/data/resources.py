"""Resources in the database: what the library knows of each recording."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Lesson, Recording, Resource


async def ensure(session: AsyncSession, recording: Recording) -> Resource:
    """The recording's resource; a private one with the lesson's words when it has none yet."""
    resource = await of_recording(session, recording.id)
    if resource is None:
        lesson = await session.get_one(Lesson, recording.lesson_id)
        resource = Resource(
            recording_id=recording.id,
            owner_id=lesson.teacher_id,
            title=lesson.title,
            subject=lesson.subject,
            changed_at=recording.started_at,
        )
        session.add(resource)
        await session.flush()
    return resource


async def of_recording(session: AsyncSession, recording_id: str) -> Resource | None:
    return await session.get(Resource, recording_id)
