"""The checks of rooms in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import RoomCheck


async def keep(session: AsyncSession, check: RoomCheck) -> None:
    """Add one; the same one a second time is left as it is."""
    if await session.get(RoomCheck, check.id) is None:
        session.add(check)


async def since(session: AsyncSession, at: int, limit: int) -> Sequence[RoomCheck]:
    """The newest `limit` checks from `at` (Unix ms) on, newest first."""
    query = select(RoomCheck).where(RoomCheck.at >= at).order_by(RoomCheck.at.desc(), RoomCheck.id)
    return (await session.scalars(query.limit(limit))).all()


async def last(session: AsyncSession, classroom_id: str | None, user_id: str | None) -> RoomCheck | None:
    """The last check of this classroom, or by this person."""
    of_room = RoomCheck.classroom_id == classroom_id if classroom_id else RoomCheck.user_id == user_id
    query = select(RoomCheck).where(of_room).order_by(RoomCheck.at.desc()).limit(1)
    return (await session.scalars(query)).one_or_none()
