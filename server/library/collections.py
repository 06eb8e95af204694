"""With whom a collection is shared: scopes as of recordings, from where its owner stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import places
from server.data.models import Classroom, Region, ScopeKind
from server.library.publication import CLASS, REGIONS, SCHOOL
from server.library.standing import PUBLIC


async def audience_of(session: AsyncSession, person: Person, scope: str) -> set[str] | None:
    """
    The nodes whose people a scope means to somebody; `None` if it is smaller than what they stand for.

    A school for which the tree has no region of the wanted kind counts with the largest smaller one,
    else with itself: never with more. `public` is for everybody and has no nodes.
    """
    if scope == PUBLIC:
        return set()
    rooms = _granted(person, ScopeKind.CLASSROOM)
    if scope == CLASS:
        return rooms or None
    schools = await _schools(session, person, rooms)
    if scope == SCHOOL:
        return schools or None
    kinds = REGIONS[: REGIONS.index(scope) + 1]
    above = await places.regions_of(session, schools)
    nodes = {_largest(above.get(school, ()), kinds) or school for school in schools}
    for chain in await _chains(session, _granted(person, ScopeKind.REGION)):
        nodes |= {_largest(chain, kinds)} - {""}
    return nodes or None


async def _schools(session: AsyncSession, person: Person, rooms: set[str]) -> set[str]:
    own = {person.user.school_id} if person.user and person.user.school_id else set()
    found = select(Classroom.school_id).where(Classroom.id.in_(rooms))
    return own | _granted(person, ScopeKind.SCHOOL) | set(await session.scalars(found))


async def _chains(session: AsyncSession, regions: set[str]) -> list[list[tuple[str, str]]]:
    """Each region and those above it, `(id, kind)` from the nearest."""
    rows = (await session.execute(select(Region.id, Region.parent_id, Region.kind))).all()
    known = {id: (parent, kind) for id, parent, kind in rows}
    found = []
    for each in regions:
        chain: dict[str, str] = {}
        region: str | None = each
        while region is not None and region in known and region not in chain:
            parent, chain[region] = known[region]
            region = parent
        found.append(list(chain.items()))
    return found


def _largest(above: Sequence[tuple[str, str]], kinds: Sequence[str]) -> str:
    """The region of the largest of these kinds; empty where there is none of them."""
    fitting = [(kinds.index(kind), id) for id, kind in above if kind in kinds]
    return max(fitting, key=lambda each: each[0])[1] if fitting else ""


def _granted(person: Person, kind: ScopeKind) -> set[str]:
    return {grant.scope_id for grant in person.grants if grant.scope_kind == kind}
