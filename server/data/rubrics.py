"""Rubrics in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Rubric

#: More than anybody's list shows.
MOST = 500


async def seen_by(session: AsyncSession, user_id: str, nodes: Iterable[str]) -> Sequence[Rubric]:
    """One's own and those shared with these nodes of the tree, the one that was changed last first."""
    seen = or_(Rubric.owner_id == user_id, Rubric.scope_id.in_(set(nodes)))
    query = select(Rubric).where(seen).order_by(Rubric.changed_at.desc(), Rubric.id).limit(MOST)
    return (await session.scalars(query.options(selectinload(Rubric.owner)))).all()


async def by_id(session: AsyncSession, rubric_id: str) -> Rubric | None:
    query = select(Rubric).where(Rubric.id == rubric_id).options(selectinload(Rubric.owner))
    return (await session.scalars(query)).one_or_none()


async def count_of(session: AsyncSession, user_id: str) -> int:
    """How many rubrics are somebody's own."""
    query = select(func.count()).select_from(Rubric).where(Rubric.owner_id == user_id)
    return (await session.scalars(query)).one()
