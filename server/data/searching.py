"""Entries of the search in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import (
    Content,
    LessonCue,
    LessonDocument,
    Recording,
    Resource,
    SearchChange,
    SearchEntry,
    SearchStale,
    SearchText,
)
from signaling.cues import Cue

#: Whoever is further behind than so many changes reads all entries again.
_CHANGES_KEPT = 20_000
#: Held until the transaction ends, so that changes are committed in the order of their ids.
_IN_ORDER = text("SELECT pg_advisory_xact_lock(7598821)")


async def tell(session: AsyncSession, entries: Sequence[int]) -> None:
    """
    Let whoever keeps a copy of entries read these again; the last thing in a transaction.

    Whatever else it writes is written before: it must not wait for others with the order in its hands.
    """
    await session.flush()
    if not entries:
        return
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_IN_ORDER)
    await session.execute(insert(SearchChange), [{"entry_id": each} for each in entries])
    newest = select(func.max(SearchChange.id)).scalar_subquery()
    await session.execute(delete(SearchChange).where(SearchChange.id <= newest - _CHANGES_KEPT))


async def entry_of(session: AsyncSession, recording_id: str) -> SearchEntry | None:
    query = select(SearchEntry).where(SearchEntry.recording_id == recording_id)
    return (await session.scalars(query)).one_or_none()


async def texts(session: AsyncSession, recordings: Sequence[str]) -> dict[str, list[list[Any]]]:
    """The pieces of these recordings, by their ids."""
    query = select(SearchEntry.recording_id, SearchText.pieces)
    query = query.join(SearchText, SearchText.entry_id == SearchEntry.id)
    rows = await session.execute(query.where(SearchEntry.recording_id.in_(recordings)))
    return dict(rows.all())


async def take_counts(session: AsyncSession, recordings: Iterable[str]) -> list[int]:
    """Let entries have the views and scores that the resources have now; returns the entries."""
    found = select(SearchEntry.id, Resource.views, Resource.score)
    found = found.join(Resource, Resource.recording_id == SearchEntry.recording_id)
    rows = (await session.execute(found.where(SearchEntry.recording_id.in_(recordings)))).all()
    for entry, views, score in rows:
        counts = {"views": views, "score": -1.0 if score is None else score}
        await session.execute(update(SearchEntry).where(SearchEntry.id == entry).values(**counts))
    return [entry for entry, *_ in rows]


async def is_of(session: AsyncSession, version: int) -> bool:
    """Whether the entries were indexed by this version; they are all of the same one."""
    found = await session.scalar(select(SearchText.version).limit(1))
    return found is None or found == version


async def forget_words(session: AsyncSession) -> int:
    """Forget the words of all entries, and mark every recording; returns how many recordings there are."""
    for model in (SearchText, SearchStale):
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
