"""Which classrooms somebody is responsible for."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import places
from server.data.models import Classroom, Duty


async def responsible_for(
    session: AsyncSession, person: Person, rooms: Collection[Classroom], *duties: Duty
) -> frozenset[str]:
    """Ids of those classrooms at or above which the person has one of these duties; an operator has all."""
    if person.is_operator:
        return frozenset(room.id for room in rooms)
    scopes = person.scopes(*duties)
    above = await places.ancestors(session, {room.school_id for room in rooms})
    return frozenset(
        room.id for room in rooms if scopes & (above.get(room.school_id, frozenset()) | {room.id})
    )
