"""Entries of the search in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import (
    Content,
    LessonCue,
    LessonDocument,
    Recording,
    Resource,
    SearchEntry,
    SearchStale,
    SearchText,
)
from signaling.cues import Cue


async def entry_of(session: AsyncSession, recording_id: str) -> SearchEntry | None:
    query = select(SearchEntry).where(SearchEntry.recording_id == recording_id)
    return (await session.scalars(query)).one_or_none()


async def texts(session: AsyncSession, recordings: Sequence[str]) -> dict[str, list[list[Any]]]:
    """The pieces of these recordings, by their ids."""
    query = select(SearchEntry.recording_id, SearchText.pieces)
    query = query.join(SearchText, SearchText.entry_id == SearchEntry.id)
    rows = await session.execute(query.where(SearchEntry.recording_id.in_(recordings)))
    return dict(rows.all())


async def take_counts(session: AsyncSession, recordings: Iterable[str]) -> None:
    """Let entries have the views and scores that the resources have now."""
    found = select(Resource.recording_id, Resource.views, Resource.score)
    for recording, views, score in await session.execute(found.where(Resource.recording_id.in_(recordings))):
        counts = {"views": views, "score": -1.0 if score is None else score}
        await session.execute(
            update(SearchEntry).where(SearchEntry.recording_id == recording).values(**counts)
        )


async def is_of(session: AsyncSession, version: int) -> bool:
    """Whether the entries were indexed by this version; they are all of the same one."""
    found = await session.scalar(select(SearchText.version).limit(1))
    return found is None or found == version


async def forget_all(session: AsyncSession) -> int:
    """
    Drop every entry, and mark every recording; returns how many recordings there are.

    The combinations stay: a server that runs meanwhile knows them by their ids, which SQLite gives again.
    """
    for model in (SearchText, SearchEntry, SearchStale):
        await session.execute(delete(model))
    return await mark_all(session)


async def mark_all(session: AsyncSession) -> int:
    """Mark every recording; returns how many there are."""
    marks = select(Recording.id, literal(False))
    await session.execute(insert(SearchStale).from_select(["recording_id", "counts_only"], marks))
    return await session.scalar(select(func.count()).select_from(Recording)) or 0


async def cues_of(session: AsyncSession, lesson_id: str, types: Iterable[str]) -> list[Cue]:
    """The cues of some types of a lesson, in order."""
    wanted = LessonCue.event["type"].as_string().in_(list(types))
    query = select(LessonCue.n, LessonCue.at, LessonCue.by, LessonCue.event)
    query = query.where(LessonCue.lesson_id == lesson_id, wanted).order_by(LessonCue.n)
    rows = await session.execute(query)
    return [Cue.model_validate({"n": n, "at": at, "by": by, "event": event}) for n, at, by, event in rows]


async def contents_of(session: AsyncSession, lesson_id: str) -> dict[str, str]:
    """For each document that a lesson has or had the hash of its content."""
    query = select(LessonDocument.id, Content.sha256).join(
        Content, Content.sha256 == LessonDocument.content_id
    )
    rows = await session.execute(query.where(LessonDocument.lesson_id == lesson_id, Content.is_ready))
    return dict(rows.all())
