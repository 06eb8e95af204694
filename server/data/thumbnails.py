"""Which recordings have had their thumbnails drawn, as the jobs know it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Job, Recording

KIND = "thumbnails"
#: So many are asked for at once; the others when these are.
_MOST = 50


async def newest(session: AsyncSession, recording_id: str) -> Job | None:
    """The newest job about the recording."""
    query = select(Job).where(Job.kind == KIND, Job.subject == recording_id)
    return (await session.scalars(query.order_by(Job.created_at.desc(), Job.id).limit(1))).first()


async def undrawn(session: AsyncSession, since: int) -> Sequence[str]:
    """Ids of the newest finished recordings since then (Unix ms) that nobody has asked to be drawn."""
    asked = exists().where(Job.kind == KIND, Job.subject == Recording.id)
    query = select(Recording.id).where(
        Recording.state.in_(("ready", "recovered")), Recording.started_at >= since, ~asked
    )
    return (await session.scalars(query.order_by(Recording.started_at.desc()).limit(_MOST))).all()
