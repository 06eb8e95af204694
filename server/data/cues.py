"""The cues of lessons, kept for ever."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.inserting import insert
from server.data.models import LessonCue
from signaling.cues import Cue


async def append(session: AsyncSession, lesson_id: str, cues: Iterable[Cue]) -> None:
    """Store cues; those that are stored already are passed over, so that a retry is safe."""
    rows = [
        {
            "lesson_id": lesson_id,
            "n": cue.n,
            "at": cue.at,
            "by": cue.by,
            "event": cue.event.model_dump(mode="json"),
        }
        for cue in cues
    ]
    if not rows:
        return
    await session.execute(insert(session, LessonCue).on_conflict_do_nothing(), rows)


async def of_lesson(session: AsyncSession, lesson_id: str, after: int = 0) -> list[Cue]:
    """The lesson's cues with a number greater than `after`, in order."""
    query = (
        select(LessonCue).where(LessonCue.lesson_id == lesson_id, LessonCue.n > after).order_by(LessonCue.n)
    )
    return [
        Cue.model_validate({"n": row.n, "at": row.at, "by": row.by, "event": row.event})
        for row in await session.scalars(query)
    ]
