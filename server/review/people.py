"""Find people by name: colleagues to invite into a round, and those who may watch a recording."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.auth.rights import Act, Rights, all_schools
from server.data import people, places
from server.data.models import Recording, Resource, School, User
from server.library import access
from server.library.standing import Reader, acts, standing
from server.review import membership

#: Names that are offered, and how many of those found are looked at for their rights.
OFFERED = 20
LOOKED_AT = 60


async def named(session: AsyncSession, q: str, limit: int = OFFERED) -> Sequence[tuple[User, str]]:
    """People whose name or login begins with or contains `q`, each with the school's name."""
    pattern = f"%{_escaped(q)}%"
    query = select(User, School.name).outerjoin(School, School.id == User.school_id)
    matches = or_(User.name.ilike(pattern, escape="\\"), User.login.ilike(pattern, escape="\\"))
    rows = await session.execute(query.where(User.active, matches).order_by(User.name, User.id).limit(limit))
    return [(user, school or "") for user, school in rows]


async def active(session: AsyncSession, ids: Sequence[str]) -> Sequence[User]:
    """Those of the ids that are people with an account that is not locked."""
    return (await session.scalars(select(User).where(User.id.in_(set(ids)), User.active))).all()


async def may(session: AsyncSession, user: User, act: Act, recording: Recording, resource: Resource) -> bool:
    """Whether somebody else than the asker may do `act` with the recording; its lesson is loaded whole."""
    person = Person(user, None, await people.grants_of(session, user.id))
    rights = Rights(person, await places.ancestors(session, all_schools([recording.lesson])))
    reader = Reader(person, rights, await access.nodes_of(session, person))
    audience = await access.audience(session, recording.id)
    reviews = await membership.reviews(session, person, recording.id)
    stands = standing(reader, recording.lesson, resource, audience, reviews=reviews)
    return act in acts(stands, resource)


async def watchers(
    session: AsyncSession, q: str, recording: Recording, resource: Resource
) -> Sequence[tuple[User, str]]:
    """People by name who may watch the recording."""
    found = await named(session, q, LOOKED_AT)
    watching = [each for each in found if await may(session, each[0], Act.WATCH, recording, resource)]
    return watching[:OFFERED]


def _escaped(q: str) -> str:
    return q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
