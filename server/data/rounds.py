"""Rounds of review in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import ReviewRound, RoundMember, RoundRecording, ScoreSheet

_AROUND = (
    selectinload(ReviewRound.owner),
    selectinload(ReviewRound.recordings),
    selectinload(ReviewRound.members).selectinload(RoundMember.user),
)
_WHOLE = (*_AROUND, selectinload(ReviewRound.sheets))
#: How a round stands is told by who has submitted what; a sheet's words are some kilobytes each.
_STANDING = (*_AROUND, selectinload(ReviewRound.sheets).defer(ScoreSheet.sheet, raiseload=True))
_NEWEST = (ReviewRound.created_at.desc(), ReviewRound.id)


async def by_id(session: AsyncSession, round_id: str) -> ReviewRound | None:
    """A round, whole."""
    query = select(ReviewRound).where(ReviewRound.id == round_id).options(*_WHOLE)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def of_user(
    session: AsyncSession, user_id: str | None, offset: int, limit: int
) -> tuple[int, Sequence[ReviewRound]]:
    """How many rounds somebody has made or is in, and some of them, newest first; of all for `None`."""
    taken = _taken(user_id)
    total = (await session.scalars(select(func.count()).select_from(ReviewRound).where(taken))).one()
    query = select(ReviewRound).where(taken).options(*_STANDING).order_by(*_NEWEST)
    return total, (await session.scalars(query.offset(offset).limit(limit))).all()


async def of_recording(session: AsyncSession, recording_id: str) -> Sequence[ReviewRound]:
    """All rounds on a recording, newest first, without the words of their sheets."""
    return await _on(session, recording_id, true())


async def of_user_on(session: AsyncSession, user_id: str | None, recording_id: str) -> Sequence[ReviewRound]:
    """Those of them that somebody has made or is in; all for `None`."""
    return await _on(session, recording_id, _taken(user_id))


async def count_of(session: AsyncSession, user_id: str | None) -> int:
    """How many rounds somebody has made; an operator for `None`."""
    query = select(func.count()).select_from(ReviewRound).where(ReviewRound.owner_id == user_id)
    return (await session.scalars(query)).one()


async def count_on(session: AsyncSession, recording_id: str) -> int:
    """How many rounds a recording is in."""
    query = select(func.count()).select_from(RoundRecording)
    return (await session.scalars(query.where(RoundRecording.recording_id == recording_id))).one()


async def due(session: AsyncSession, now: int) -> ReviewRound | None:
    """One round whose deadline has passed and whose scores were not settled since."""
    query = select(ReviewRound).where(ReviewRound.deadline <= now, ReviewRound.settled_at.is_(None))
    query = query.options(selectinload(ReviewRound.recordings)).order_by(ReviewRound.deadline, ReviewRound.id)
    return (await session.scalars(query.limit(1))).one_or_none()


async def sheet_of(
    session: AsyncSession, round_id: str, recording_id: str, user_id: str
) -> ScoreSheet | None:
    return await session.get(ScoreSheet, (round_id, recording_id, user_id))


def _taken(user_id: str | None) -> ColumnElement[bool]:
    if user_id is None:
        return true()
    mine = select(RoundMember.round_id).where(RoundMember.user_id == user_id)
    return or_(ReviewRound.owner_id == user_id, ReviewRound.id.in_(mine))


async def _on(session: AsyncSession, recording_id: str, which: ColumnElement[bool]) -> Sequence[ReviewRound]:
    on = select(RoundRecording.round_id).where(RoundRecording.recording_id == recording_id)
    query = select(ReviewRound).where(ReviewRound.id.in_(on), which).options(*_STANDING)
    return (await session.scalars(query.order_by(*_NEWEST))).all()
