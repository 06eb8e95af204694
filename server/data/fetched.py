"""Which classroom has fetched what, in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import FetchedCourseware


async def note(
    session: AsyncSession, lesson_id: str, classroom_id: str, documents: Mapping[str, float], at: int
) -> None:
    """Keep what a classroom has now, `{document: share}`, in the place of what it said before."""
    row = FetchedCourseware(lesson_id=lesson_id, classroom_id=classroom_id, documents=dict(documents), at=at)
    await session.merge(row)


async def of_lesson(session: AsyncSession, lesson_id: str) -> Mapping[str, FetchedCourseware]:
    """What the classrooms said last, by classroom."""
    query = select(FetchedCourseware).where(FetchedCourseware.lesson_id == lesson_id)
    return {row.classroom_id: row for row in await session.scalars(query)}
