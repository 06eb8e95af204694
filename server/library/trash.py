"""The trash can: recordings that nobody sees any more and that can still be had back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.auth.person import Person
from server.data.models import Lesson, Recording, Resource
from server.library import access


def put_in(resource: Resource, at: int) -> None:
    """Nobody can watch it from now on; its publication is kept for the case that it comes back."""
    resource.trashed_at = resource.changed_at = at


def take_out(resource: Resource, at: int) -> None:
    """It is as it was before."""
    resource.trashed_at, resource.changed_at = None, at


async def page(
    session: AsyncSession, person: Person, first: int, most: int
) -> tuple[int, Sequence[Resource]]:
    """How many lie in the trash of what the person keeps, and some of them, the latest first."""
    mine = (Resource.trashed_at.is_not(None), Resource.removed_at.is_(None), access.kept_by(person))
    total = await session.scalar(select(func.count()).select_from(Resource).where(*mine))
    query = select(Resource).where(*mine).order_by(Resource.trashed_at.desc(), Resource.recording_id)
    lesson = selectinload(Resource.recording).selectinload(Recording.lesson).selectinload(Lesson.teacher)
    found = await session.scalars(query.options(lesson).offset(first).limit(most))
    return total or 0, found.all()
