"""Clips, reels and the links to both in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Clip, Reel, ReelClip, ShareLink
from server.data.models.base import Base


async def by_id(session: AsyncSession, clip_id: str) -> Clip | None:
    query = select(Clip).where(Clip.id == clip_id).options(selectinload(Clip.owner))
    return (await session.scalars(query)).one_or_none()


async def of_recording(
    session: AsyncSession, recording_id: str, whose: ColumnElement[bool], offset: int, limit: int
) -> tuple[int, Sequence[Clip]]:
    """How many clips of a recording there are, and some of them in the order of the lesson."""
    which = and_(Clip.recording_id == recording_id, whose)
    query = select(Clip).where(which).options(selectinload(Clip.owner)).order_by(Clip.from_ms, Clip.id)
    found = await session.scalars(query.offset(offset).limit(limit))
    return await _count(session, Clip, which), found.all()


async def of_owner(
    session: AsyncSession, user_id: str | None, offset: int, limit: int
) -> tuple[int, Sequence[Clip]]:
    """How many clips somebody has, an operator for `None`, and some of them, newest first."""
    which = Clip.owner_id == user_id
    query = select(Clip).where(which).options(selectinload(Clip.owner))
    query = query.order_by(Clip.created_at.desc(), Clip.id)
    return await _count(session, Clip, which), (
        await session.scalars(query.offset(offset).limit(limit))
    ).all()


async def count_of(session: AsyncSession, user_id: str | None) -> int:
    return await _count(session, Clip, Clip.owner_id == user_id)


async def reels_of(
    session: AsyncSession, user_id: str | None, offset: int, limit: int
) -> tuple[int, Sequence[Reel]]:
    """How many reels somebody has, and some of them, whole, the one that was changed last first."""
    which = Reel.owner_id == user_id
    query = select(Reel).where(which).options(*_REEL).order_by(Reel.changed_at.desc(), Reel.id)
    return await _count(session, Reel, which), (
        await session.scalars(query.offset(offset).limit(limit))
    ).all()


async def count_reels_of(session: AsyncSession, user_id: str | None) -> int:
    return await _count(session, Reel, Reel.owner_id == user_id)


async def reel_by_id(session: AsyncSession, reel_id: str) -> Reel | None:
    query = select(Reel).where(Reel.id == reel_id).options(*_REEL)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def links_to(session: AsyncSession, target: Clip | Reel, limit: int) -> Sequence[ShareLink]:
    """The newest links to a clip or a reel that were not taken back."""
    query = select(ShareLink).where(_leads_to(target), ShareLink.revoked_at.is_(None))
    query = query.order_by(ShareLink.created_at.desc(), ShareLink.id)
    return (await session.scalars(query.limit(limit))).all()


async def count_links_to(session: AsyncSession, target: Clip | Reel, now: int) -> int:
    """How many links open a clip or a reel now."""
    is_good = or_(ShareLink.expires_at.is_(None), ShareLink.expires_at > now)
    return await _count(session, ShareLink, and_(_leads_to(target), ShareLink.revoked_at.is_(None), is_good))


async def link_by_id(session: AsyncSession, link_id: str) -> ShareLink | None:
    return await session.get(ShareLink, link_id)


async def link_by_token(session: AsyncSession, token_hash: str) -> ShareLink | None:
    return (await session.scalars(select(ShareLink).where(ShareLink.token_hash == token_hash))).one_or_none()


async def count_opening(session: AsyncSession, link_id: str) -> None:
    """Somebody has opened the link once more."""
    query = update(ShareLink).where(ShareLink.id == link_id)
    await session.execute(query.values(opened=ShareLink.opened + 1))


def _leads_to(target: Clip | Reel) -> ColumnElement[bool]:
    return ShareLink.clip_id == target.id if isinstance(target, Clip) else ShareLink.reel_id == target.id


async def _count(session: AsyncSession, what: type[Base], which: ColumnElement[bool]) -> int:
    return (await session.scalars(select(func.count()).select_from(what).where(which))).one()


_REEL = (selectinload(Reel.entries).selectinload(ReelClip.clip).selectinload(Clip.owner),)
