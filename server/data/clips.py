"""Clips, reels and the links to both in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Clip, Reel, ReelClip, ShareLink

#: Newest that a list shows.
MOST = 500


async def by_id(session: AsyncSession, clip_id: str) -> Clip | None:
    query = select(Clip).where(Clip.id == clip_id).options(selectinload(Clip.owner))
    return (await session.scalars(query)).one_or_none()


async def of_recording(session: AsyncSession, recording_id: str) -> Sequence[Clip]:
    """The clips of a recording in the order of the lesson."""
    query = select(Clip).where(Clip.recording_id == recording_id).options(selectinload(Clip.owner))
    return (await session.scalars(query.order_by(Clip.from_ms, Clip.id).limit(MOST))).all()


async def of_owner(session: AsyncSession, user_id: str | None) -> Sequence[Clip]:
    """Somebody's clips, newest first; an operator's for `None`."""
    query = select(Clip).where(Clip.owner_id == user_id).options(selectinload(Clip.owner))
    return (await session.scalars(query.order_by(Clip.created_at.desc(), Clip.id).limit(MOST))).all()


async def count_of(session: AsyncSession, user_id: str | None) -> int:
    query = select(func.count()).select_from(Clip).where(Clip.owner_id == user_id)
    return (await session.scalars(query)).one()


async def reels_of(session: AsyncSession, user_id: str | None) -> Sequence[Reel]:
    """Somebody's reels, the one that was changed last first, whole."""
    query = select(Reel).where(Reel.owner_id == user_id).options(*_REEL)
    return (await session.scalars(query.order_by(Reel.changed_at.desc(), Reel.id).limit(MOST))).all()


async def reel_by_id(session: AsyncSession, reel_id: str) -> Reel | None:
    query = select(Reel).where(Reel.id == reel_id).options(*_REEL)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def links_to(
    session: AsyncSession, *, clip_id: str | None = None, reel_id: str | None = None
) -> Sequence[ShareLink]:
    """The links to a clip or a reel that were not taken back, newest first."""
    target = ShareLink.clip_id == clip_id if clip_id is not None else ShareLink.reel_id == reel_id
    query = select(ShareLink).where(target, ShareLink.revoked_at.is_(None))
    return (await session.scalars(query.order_by(ShareLink.created_at.desc(), ShareLink.id))).all()


async def link_by_id(session: AsyncSession, link_id: str) -> ShareLink | None:
    return await session.get(ShareLink, link_id)


async def link_by_token(session: AsyncSession, token_hash: str) -> ShareLink | None:
    return (await session.scalars(select(ShareLink).where(ShareLink.token_hash == token_hash))).one_or_none()


async def count_opening(session: AsyncSession, link_id: str) -> None:
    """Somebody has opened the link once more."""
    query = update(ShareLink).where(ShareLink.id == link_id)
    await session.execute(query.values(opened=ShareLink.opened + 1))


_REEL = (selectinload(Reel.entries).selectinload(ReelClip.clip).selectinload(Clip.owner),)
