"""When the files of a recording go: after its time in the trash, at its own date, or by the server's rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Lesson, Recording, Resource
from server.library.rules import Retention

Reason = Literal["trash", "retention"]
#: Looked at in one round; what is left comes with the next.
ROUND = 50


def kept_until(resource: Resource, recording: Recording, rule: Retention) -> int | None:
    """When the files go by date (Unix ms), the trash aside; `None` for never."""
    if resource.keep_until is not None:
        return resource.keep_until
    return recording.started_at + rule.keep_ms if rule.keep_ms is not None else None


def reason_to_remove(resource: Resource, recording: Recording, rule: Retention, now: int) -> Reason | None:
    """Why the files go now, or `None` while they stay."""
    if resource.removed_at is not None:
        return None
    if resource.trashed_at is not None and resource.trashed_at + rule.trash_ms <= now:
        return "trash"
    until = kept_until(resource, recording, rule)
    return "retention" if until is not None and until <= now else None


async def due(session: AsyncSession, rule: Retention, now: int, *, after: str = "") -> Sequence[Resource]:
    """
    Resources whose files go now, at most `ROUND` with ids behind `after`, each with its recording and lesson.

    Those that are still recorded, or whose lesson runs, are not among them.
    """
    times = [and_(Resource.trashed_at.is_not(None), Resource.trashed_at <= now - rule.trash_ms)]
    times.append(and_(Resource.keep_until.is_not(None), Resource.keep_until <= now))
    if rule.keep_ms is not None:
        times.append(and_(Resource.keep_until.is_(None), Recording.started_at <= now - rule.keep_ms))
    query = (
        select(Resource)
        .join(Recording, Recording.id == Resource.recording_id)
        .join(Lesson, Lesson.id == Recording.lesson_id)
        .where(Resource.removed_at.is_(None), Recording.state != "recording", Lesson.phase == "ended")
        .where(or_(*times), Resource.recording_id > after)
        .options(selectinload(Resource.recording).selectinload(Recording.lesson))
        .order_by(Resource.recording_id)
    )
    return (await session.scalars(query.limit(ROUND))).all()
