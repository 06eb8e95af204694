"""
Mark what must be indexed anew, in the transaction that changes it.

The full text is derived from rows of several tables; whoever writes one of them need not know that.
Writes that pass by the object layer call `mark`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, UOWTransaction

from server.data.models import (
    ChapterList,
    Comment,
    Recording,
    Resource,
    ResourceAudience,
    ResourceTag,
    SearchStale,
)
from server.data.models.base import Base

_WATCHED: dict[type[Base], str] = {
    Recording: "id",
    Resource: "recording_id",
    ResourceAudience: "recording_id",
    ResourceTag: "recording_id",
    ChapterList: "recording_id",
    Comment: "recording_id",
}
_COUNTS = frozenset({"views", "score", "scores"})


def mark(session: AsyncSession, recording_id: str, *, counts_only: bool = False) -> None:
    """Let the recording be indexed anew when this transaction has been committed."""
    session.add(SearchStale(recording_id=recording_id, counts_only=counts_only))


def mark_changed(session: Session, context: UOWTransaction, instances: object) -> None:
    """Before a flush: mark the recordings of all objects that it adds, changes or removes."""
    marks: dict[str, bool] = {}
    for changed in (session.new, session.dirty, session.deleted):
        for recording, counts_only in _touched(changed):
            marks[recording] = marks.get(recording, True) and counts_only
    for recording, counts_only in marks.items():
        session.add(SearchStale(recording_id=recording, counts_only=counts_only))


def _touched(objects: Iterable[object]) -> Iterable[tuple[str, bool]]:
    for each in objects:
        key = _WATCHED.get(type(each))  # type: ignore[arg-type]
        recording = getattr(each, key) if key else None
        if recording is None:
            # A new recording has no id yet; its resource, which follows, has.
            continue
        state = inspect(each)
        fields = {attribute.key for attribute in state.attrs if attribute.history.has_changes()}
        if fields or state.pending or state.deleted:
            yield recording, bool(fields) and fields <= _COUNTS


async def waiting(session: AsyncSession, most: int) -> Sequence[SearchStale]:
    """The oldest marks; what another server works on is passed over."""
    query = select(SearchStale).order_by(SearchStale.id).limit(most)
    return (await session.scalars(query.with_for_update(skip_locked=True))).all()


async def unmark(session: AsyncSession, marks: Iterable[SearchStale]) -> None:
    """These are done."""
    ids = [each.id for each in marks]
    await session.execute(delete(SearchStale).where(SearchStale.id.in_(ids)))


async def unmark_recording(session: AsyncSession, recording_id: str) -> None:
    """The recording is done."""
    await session.execute(delete(SearchStale).where(SearchStale.recording_id == recording_id))


async def among(session: AsyncSession, recordings: Sequence[str]) -> frozenset[str]:
    """Those of the recordings whose index may be behind in more than counts."""
    query = select(SearchStale.recording_id).where(SearchStale.recording_id.in_(recordings))
    return frozenset(await session.scalars(query.where(~SearchStale.counts_only)))


async def count(session: AsyncSession) -> int:
    """How many marks there are."""
    return await session.scalar(select(func.count()).select_from(SearchStale)) or 0
