"""The passports of rooms in the database: how each member's line was in each lesson."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.lessons import whole_lesson
from server.data.models import LineRecord


def keep(session: AsyncSession, record: LineRecord) -> None:
    """Add one page; it can't be changed afterwards."""
    session.add(record)


async def since(session: AsyncSession, began_at: int, limit: int) -> Sequence[LineRecord]:
    """The newest `limit` pages from `began_at` (Unix ms) on, newest first, with their whole lessons."""
    query = select(LineRecord).where(LineRecord.began_at >= began_at)
    query = query.order_by(LineRecord.began_at.desc(), LineRecord.id.desc()).limit(limit)
    return (
        await session.scalars(query.options(selectinload(LineRecord.lesson).options(*whole_lesson())))
    ).all()
