"""Imports in the database: films on their way into the library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Import, Job, Resource

#: States of a job that nobody goes on with by itself.
GIVEN_UP = ("failed", "cancelled")


async def by_id(session: AsyncSession, import_id: str) -> Import | None:
    return await session.get(Import, import_id)


async def newest(session: AsyncSession, by: str | None, most: int) -> Sequence[Import]:
    """The last ones, of one actor or of all."""
    query = select(Import).order_by(Import.created_at.desc(), Import.id).limit(most)
    return (await session.scalars(query.where(Import.by == by) if by is not None else query)).all()


async def made_of(session: AsyncSession, sha256: str) -> Import | None:
    """The import that has made a recording of the same bytes, if its files are still there."""
    query = select(Import).join(Resource, Resource.recording_id == Import.recording_id)
    query = query.where(Import.sha256 == sha256, Resource.removed_at.is_(None))
    return (await session.scalars(query.limit(1))).first()


async def uploading(session: AsyncSession) -> Sequence[Import]:
    """Those that have not come whole."""
    return (await session.scalars(select(Import).where(Import.sha256.is_(None)))).all()


async def unbegun(session: AsyncSession, job_kind: str) -> Sequence[Import]:
    """Those that have come whole and have no job, because a crash came between."""
    begun = select(Job.subject).where(Job.kind == job_kind)
    query = select(Import).where(Import.sha256.is_not(None), Import.recording_id.is_(None))
    return (await session.scalars(query.where(Import.id.not_in(begun)))).all()


async def failed_before(session: AsyncSession, job_kind: str, moment: int) -> Sequence[Import]:
    """Those whose job has ended before then (Unix milliseconds) without a recording."""
    ended = select(Job.subject).where(Job.kind == job_kind, Job.state.in_(GIVEN_UP), Job.ended_at < moment)
    query = select(Import).where(Import.recording_id.is_(None), Import.id.in_(ended))
    return (await session.scalars(query)).all()


async def under_way(session: AsyncSession, job_kind: str, by: str, now: int) -> tuple[int, int]:
    """How many of one actor, and of all, are uploaded, wait, or are worked on."""
    ended = select(Job.subject).where(Job.kind == job_kind, Job.state.in_(GIVEN_UP))
    query = select(func.count().filter(Import.by == by), func.count()).select_from(Import)
    query = query.where(Import.recording_id.is_(None), Import.id.not_in(ended))
    query = query.where(or_(Import.expires_at.is_(None), Import.expires_at >= now))
    own, all = (await session.execute(query)).one()
    return own, all


async def forget(session: AsyncSession, import_id: str) -> bool:
    """Remove the row of one that has made no recording; False when there is none."""
    gone = delete(Import).where(Import.id == import_id, Import.recording_id.is_(None))
    return await session.scalar(gone.returning(Import.id)) is not None
