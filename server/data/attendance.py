"""Who came to a lesson and who left: facts from which participation is computed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Attendance


def note(session: AsyncSession, fact: Attendance) -> None:
    """Add one fact; it can't be changed afterwards."""
    session.add(fact)


async def of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[Attendance]:
    query = select(Attendance).where(Attendance.lesson_id == lesson_id).order_by(Attendance.id)
    return (await session.scalars(query)).all()
