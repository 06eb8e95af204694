"""Imports in the database: films on their way into the library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Import, Job, Resource


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


async def forget(session: AsyncSession, import_id: str) -> None:
    """Remove the row of one that has made no recording."""
    await session.execute(delete(Import).where(Import.id == import_id, Import.recording_id.is_(None)))
