"""Chapters in the database: those made by hand; what is computed is not kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import ChapterList


async def of_recording(session: AsyncSession, recording_id: str) -> ChapterList | None:
    return await session.get(ChapterList, recording_id)


async def keep(
    session: AsyncSession, recording_id: str, chapters: list[dict[str, Any]], *, by: str, at: int
) -> None:
    """Replace the recording's chapters by these; none at all gives it back those that are computed."""
    if not chapters:
        await session.execute(delete(ChapterList).where(ChapterList.recording_id == recording_id))
        return
    await session.merge(ChapterList(recording_id=recording_id, chapters=chapters, by=by, at=at))
