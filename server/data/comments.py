"""Comments in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Comment, CommentMention, Recording, Resource

_WHOLE = (selectinload(Comment.author), selectinload(Comment.mentions).selectinload(CommentMention.user))


def seen_by(user_id: str | None, rounds: Collection[str]) -> ColumnElement[bool]:
    """What somebody may read: what is for everybody, their own, and what is for these rounds."""
    seen = [Comment.visibility == "everybody", Comment.round_id.in_(rounds)]
    return or_(*seen, Comment.author_id == user_id) if user_id else or_(*seen)


async def changed(
    session: AsyncSession,
    recording_id: str,
    seen: ColumnElement[bool],
    after: tuple[int, str],
    limit: int,
) -> Sequence[Comment]:
    """Comments that were made or changed after a moment, the newest change last, whole."""
    at, id = after
    later = or_(Comment.changed_at > at, and_(Comment.changed_at == at, Comment.id > id))
    query = select(Comment).where(Comment.recording_id == recording_id, later, seen).options(*_WHOLE)
    return (await session.scalars(query.order_by(Comment.changed_at, Comment.id).limit(limit))).all()


async def by_id(session: AsyncSession, comment_id: str) -> Comment | None:
    """A comment, whole."""
    query = select(Comment).where(Comment.id == comment_id).options(*_WHOLE)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def count(session: AsyncSession, recording_id: str) -> int:
    """How many comments a recording has, those without the deleted."""
    query = select(func.count()).select_from(Comment)
    query = query.where(Comment.recording_id == recording_id, Comment.deleted_at.is_(None))
    return (await session.scalars(query)).one()


async def count_of(session: AsyncSession, recording_id: str, author_id: str | None) -> int:
    """How many places somebody's comments have in a recording, those of the deleted included."""
    query = select(func.count()).select_from(Comment)
    query = query.where(Comment.recording_id == recording_id, Comment.author_id == author_id)
    return (await session.scalars(query)).one()


async def mentioning(
    session: AsyncSession, user_id: str, limit: int
) -> Sequence[tuple[Comment, int | None, str]]:
    """The newest comments that name somebody, each with when that was seen and the recording's title."""
    query = select(Comment, CommentMention.seen_at, Resource.title)
    query = query.join(CommentMention, CommentMention.comment_id == Comment.id)
    query = query.join(Resource, Resource.recording_id == Comment.recording_id)
    query = query.where(CommentMention.user_id == user_id, Comment.deleted_at.is_(None))
    query = query.options(
        selectinload(Comment.author), selectinload(Comment.recording).load_only(Recording.id)
    )
    rows = await session.execute(query.order_by(Comment.created_at.desc(), Comment.id).limit(limit))
    return [(comment, seen, title) for comment, seen, title in rows]


async def see_mentions(session: AsyncSession, user_id: str, now: int) -> None:
    """All that names somebody has been seen."""
    query = update(CommentMention).where(CommentMention.user_id == user_id, CommentMention.seen_at.is_(None))
    await session.execute(query.values(seen_at=now))
