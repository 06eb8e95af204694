"""Find people by name: colleagues to invite into a round, and those who may watch a recording."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.auth.rights import Act, Rights, all_schools
from server.data import people, places
from server.data.models import Classroom, Grant, Recording, Region, Resource, School, User
from server.library import access, tree
from server.library.standing import Reader, acts, standing
from server.review import membership

#: Names that are offered, and how many of those found are looked at for their rights.
OFFERED = 20
LOOKED_AT = 60


async def named(session: AsyncSession, q: str, limit: int = OFFERED) -> Sequence[tuple[User, str]]:
    """People whose name or login begins with or contains `q`, each with the school's name."""
    return await _listed(session, _matches(q), 0, limit)


async def colleagues(
    session: AsyncSession, person: Person, q: str, page: int
) -> tuple[int, Sequence[tuple[User, str]]]:
    """
    How many people by name there are for the person to ask, and a page of them.

    They are those of the person's own province, or whatever region is the largest there; people of
    elsewhere are found by their whole login alone.
    """
    found = _matches(q)
    if person.user is not None:
        found = and_(found, or_(User.login == q, await _near(session, person)))
    total = await session.scalar(select(func.count()).select_from(User).where(User.active, found))
    return total or 0, await _listed(session, found, (page - 1) * OFFERED, OFFERED)


async def _near(session: AsyncSession, person: Person) -> ColumnElement[bool]:
    """A condition over `User`: who belongs to the regions that are above the person and below none."""
    nodes = await access.nodes_of(session, person)
    largest = select(Region.id).where(Region.id.in_(nodes), Region.parent_id.is_(None))
    tops = frozenset(await session.scalars(largest))
    regions, schools = tree.regions_within(tops), tree.schools_within(tops)
    rooms = select(Classroom.id).where(Classroom.school_id.in_(schools))
    places = or_(Grant.scope_id.in_(regions), Grant.scope_id.in_(schools), Grant.scope_id.in_(rooms))
    return or_(User.school_id.in_(schools), User.id.in_(select(Grant.user_id).where(places)))


def _matches(q: str) -> ColumnElement[bool]:
    pattern = f"%{_escaped(q)}%"
    return or_(User.name.ilike(pattern, escape="\\"), User.login.ilike(pattern, escape="\\"))


async def _listed(
    session: AsyncSession, found: ColumnElement[bool], first: int, most: int
) -> Sequence[tuple[User, str]]:
    query = select(User, School.name).outerjoin(School, School.id == User.school_id)
    query = query.where(User.active, found).order_by(User.name, User.id).offset(first).limit(most)
    return [(user, school or "") for user, school in await session.execute(query)]


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
