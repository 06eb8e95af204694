"""Up and down the tree of places within one query of the database."""

from __future__ import annotations

from sqlalchemy import CompoundSelect, Select, or_, select, union

from server.auth.person import Person
from server.data.models import Classroom, Region, School


def nodes_of(person: Person) -> CompoundSelect[str] | None:
    """
    Ids of the nodes whose people the person belongs to: the own school, the grants' scopes, and what
    is above them (a school's centre school and regions, a region's regions). `None` for an operator.
    """
    if person.user is None:
        return None
    own = {grant.scope_id for grant in person.grants} | {person.user.school_id or ""}
    of_classrooms = select(Classroom.school_id).where(Classroom.id.in_(own))
    mine = or_(School.id.in_(own), School.id.in_(of_classrooms))
    first = or_(Region.id.in_(own), Region.id.in_(select(School.region_id).where(mine)))
    regions = select(Region.id, Region.parent_id).where(first).cte("above", recursive=True)
    regions = regions.union(
        select(Region.id, Region.parent_id).join(regions, Region.id == regions.c.parent_id)
    )
    return union(
        select(regions.c.id),
        select(School.id).where(mine),
        select(School.centre_id).where(mine, School.centre_id.is_not(None)),
        select(Classroom.id).where(Classroom.id.in_(own)),
    )


def regions_within(scopes: frozenset[str]) -> Select[str]:
    """Ids of the regions among these nodes, and of all below them."""
    below = select(Region.id).where(Region.id.in_(scopes)).cte(recursive=True)
    below = below.union(select(Region.id).join(below, Region.parent_id == below.c.id))
    return select(below.c.id)


def schools_within(scopes: frozenset[str]) -> Select[str]:
    """Ids of the schools below these nodes; a centre school's are those that it leads as well."""
    within = or_(
        School.id.in_(scopes),
        School.centre_id.in_(scopes),
        School.region_id.in_(regions_within(scopes)),
    )
    return select(School.id).where(within)
