"""Which recordings are over, and so may be looked after."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Recording, Resource

#: What was recorded, and has come to its end.
OVER = ("ready", "recovered")


async def lessons_over(session: AsyncSession) -> Sequence[str]:
    """Ids of the lessons whose recordings are finished and have their files, newest first."""
    query = select(Recording.lesson_id).where(Recording.state.in_(OVER))
    removed = select(Resource.recording_id).where(Resource.removed_at.is_not(None))
    query = query.where(Recording.id.not_in(removed)).order_by(Recording.started_at.desc())
    return (await session.scalars(query)).all()


async def lessons_recorded(session: AsyncSession) -> Sequence[str]:
    """Ids of all lessons that have a recording, also of those that run, or whose files are removed."""
    return (await session.scalars(select(Recording.lesson_id))).all()
