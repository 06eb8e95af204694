"""Rounds of review in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import ReviewRound, RoundMember, RoundRecording, ScoreSheet

_WHOLE = (
    selectinload(ReviewRound.owner),
    selectinload(ReviewRound.recordings),
    selectinload(ReviewRound.members).selectinload(RoundMember.user),
    selectinload(ReviewRound.sheets),
)
#: Newest rounds that a list shows.
MOST = 200


async def by_id(session: AsyncSession, round_id: str) -> ReviewRound | None:
    """A round, whole."""
    query = select(ReviewRound).where(ReviewRound.id == round_id).options(*_WHOLE)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def of_user(session: AsyncSession, user_id: str | None) -> Sequence[ReviewRound]:
    """The rounds that somebody has made or is a member of, newest first, whole; all of them for `None`."""
    query = select(ReviewRound).options(*_WHOLE).order_by(ReviewRound.created_at.desc(), ReviewRound.id)
    if user_id is not None:
        mine = select(RoundMember.round_id).where(RoundMember.user_id == user_id)
        query = query.where(or_(ReviewRound.owner_id == user_id, ReviewRound.id.in_(mine)))
    return (await session.scalars(query.limit(MOST))).all()


async def of_recording(session: AsyncSession, recording_id: str) -> Sequence[ReviewRound]:
    """All rounds on a recording, newest first, whole."""
    on = select(RoundRecording.round_id).where(RoundRecording.recording_id == recording_id)
    query = select(ReviewRound).where(ReviewRound.id.in_(on)).options(*_WHOLE)
    return (await session.scalars(query.order_by(ReviewRound.created_at.desc(), ReviewRound.id))).all()


async def sheet_of(
    session: AsyncSession, round_id: str, recording_id: str, user_id: str
) -> ScoreSheet | None:
    return await session.get(ScoreSheet, (round_id, recording_id, user_id))
