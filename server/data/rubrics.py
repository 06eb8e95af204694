"""Rubrics in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Rubric

#: More than anybody looks through in a list.
MOST_SHARED = 200

_NEWEST = select(Rubric).options(selectinload(Rubric.owner)).order_by(Rubric.changed_at.desc(), Rubric.id)


async def own(session: AsyncSession, user_id: str) -> Sequence[Rubric]:
    """All of one's own, the one that was changed last first."""
    return (await session.scalars(_NEWEST.where(Rubric.owner_id == user_id))).all()


async def shared_with(session: AsyncSession, user_id: str, nodes: Iterable[str]) -> Sequence[Rubric]:
    """What others share with these nodes of the tree: those that were changed last."""
    others = or_(Rubric.owner_id != user_id, Rubric.owner_id.is_(None))
    query = _NEWEST.where(Rubric.scope_id.in_(set(nodes)), others)
    return (await session.scalars(query.limit(MOST_SHARED))).all()


async def by_id(session: AsyncSession, rubric_id: str) -> Rubric | None:
    query = select(Rubric).where(Rubric.id == rubric_id).options(selectinload(Rubric.owner))
    return (await session.scalars(query)).one_or_none()


async def count_of(session: AsyncSession, user_id: str) -> int:
    """How many rubrics are somebody's own."""
    query = select(func.count()).select_from(Rubric).where(Rubric.owner_id == user_id)
    return (await session.scalars(query)).one()
