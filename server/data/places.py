"""The tree of places: which region, school and classroom lie within which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.data.models import Classroom, PairedSchool, Pairing, Region, School, Terminal


async def ancestors(session: AsyncSession, school_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each school the ids of its scopes: itself, its centre school, and every region above."""
    wanted = School.id.in_(set(school_ids))
    above = select(School.id.label("school"), School.region_id.label("node")).where(wanted)
    regions = above.cte("above", recursive=True)
    # A union leaves out what is there already: a circle of regions ends too.
    parent = select(regions.c.school, Region.parent_id).join(Region, Region.id == regions.c.node)
    regions = regions.union(parent.where(Region.parent_id.is_not(None)))
    rows = union_all(
        select(regions.c.school, regions.c.node),
        select(School.id, School.id).where(wanted),
        select(School.id, School.centre_id).where(wanted, School.centre_id.is_not(None)),
    )
    found: dict[str, set[str]] = {}
    for school, node in await session.execute(rows):
        found.setdefault(school, set()).add(node)
    return {school: frozenset(nodes) for school, nodes in found.items()}


async def regions_of(session: AsyncSession, school_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """For each school the regions above it, `(id, kind)` from the nearest."""
    rows = await session.execute(select(Region.id, Region.parent_id, Region.kind))
    known = {id: (parent, kind) for id, parent, kind in rows}
    found: dict[str, list[tuple[str, str]]] = {}
    for school in await session.scalars(select(School).where(School.id.in_(set(school_ids)))):
        above: dict[str, str] = {}
        region: str | None = school.region_id
        while region in known and region not in above:
            parent, above[region] = known[region]
            region = parent
        found[school.id] = list(above.items())
    return found


async def names(session: AsyncSession, ids: Iterable[str]) -> dict[str, str]:
    """The names of regions, schools and classrooms by id."""
    wanted = set(ids)
    found: dict[str, str] = {}
    for model in (Region, School, Classroom):
        rows = await session.execute(select(model.id, model.name).where(model.id.in_(wanted)))
        found.update(rows.all())
    return found


async def classrooms(session: AsyncSession, ids: Iterable[str]) -> Sequence[Classroom]:
    """Those of the wanted classrooms that exist, with their schools."""
    query = select(Classroom).where(Classroom.id.in_(set(ids))).options(selectinload(Classroom.school))
    return (await session.scalars(query)).all()


async def master_classroom(session: AsyncSession, school_id: str) -> Classroom | None:
    """A school's first master classroom."""
    query = select(Classroom).where(Classroom.school_id == school_id, Classroom.kind == "master")
    return (await session.scalars(query.order_by(Classroom.name).limit(1))).first()


async def paired_with(session: AsyncSession, school_ids: Iterable[str]) -> frozenset[str]:
    """Ids of the schools that these lead by a pairing."""
    query = select(PairedSchool.school_id).join(Pairing, Pairing.id == PairedSchool.pairing_id)
    return frozenset(await session.scalars(query.where(Pairing.lead_school_id.in_(set(school_ids)))))


async def with_terminals(
    session: AsyncSession, q: str, schools: Select[str] | None, limit: int
) -> Sequence[Classroom]:
    """Classrooms of these schools (`None`: of all) with a terminal, by a part of a name."""
    query = select(Classroom).join(School, School.id == Classroom.school_id)
    paired = select(Terminal.classroom_id).where(Terminal.revoked_at.is_(None))
    named = or_(School.name.icontains(q, autoescape=True), Classroom.name.icontains(q, autoescape=True))
    query = query.where(Classroom.id.in_(paired), named)
    if schools is not None:
        query = query.where(School.id.in_(schools))
    query = query.options(selectinload(Classroom.school)).order_by(School.name, Classroom.name, Classroom.id)
    return (await session.scalars(query.limit(limit))).all()
