"""Who reviews which recording: the members of its rounds, and whoever has made one with it."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data.models import ReviewRound, RoundMember, RoundRecording


def reviewed_by(user_id: str) -> Select[tuple[str]]:
    """The ids of the recordings that somebody reviews, for `in_` of another query."""
    mine = select(RoundMember.round_id).where(RoundMember.user_id == user_id)
    query = select(RoundRecording.recording_id).join(ReviewRound, ReviewRound.id == RoundRecording.round_id)
    return query.where(or_(ReviewRound.id.in_(mine), ReviewRound.owner_id == user_id))


async def reviews(session: AsyncSession, person: Person, recording_id: str) -> bool:
    """Whether the person is in a round on the recording."""
    if person.user is None:
        return False
    query = reviewed_by(person.user.id).where(RoundRecording.recording_id == recording_id).limit(1)
    return (await session.scalars(query)).first() is not None
