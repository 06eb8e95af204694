"""Roll calls in the database: facts that are added to and never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import RollCall


async def keep(session: AsyncSession, call: RollCall) -> None:
    """Add one; a cue that is written a second time after a crash is the same fact."""
    if await session.get(RollCall, (call.lesson_id, call.n)) is None:
        session.add(call)


async def of_lesson(session: AsyncSession, lesson_id: str) -> Sequence[RollCall]:
    """All roll calls of a lesson in their order."""
    query = select(RollCall).where(RollCall.lesson_id == lesson_id).order_by(RollCall.n)
    return (await session.scalars(query)).all()
