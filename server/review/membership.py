"""Who reviews which recording: the members of the rounds that it is in."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data.models import RoundMember, RoundRecording


def reviewed_by(user_id: str) -> Select[str]:
    """The ids of the recordings that somebody reviews, for `in_` of another query."""
    query = select(RoundRecording.recording_id)
    query = query.join(RoundMember, RoundMember.round_id == RoundRecording.round_id)
    return query.where(RoundMember.user_id == user_id)


async def reviews(session: AsyncSession, person: Person, recording_id: str) -> bool:
    """Whether the person is in a round on the recording."""
    if person.user is None:
        return False
    query = reviewed_by(person.user.id).where(RoundRecording.recording_id == recording_id).limit(1)
    return (await session.scalars(query)).first() is not None
