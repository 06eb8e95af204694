"""
Copies of the few combinations that the many entries point to, and who is reached by which.

A hundred thousand recordings have some thousand combinations of subject, place and schools: who may
find what, and how many there are of what, is decided on those. Their rows are never changed, so
that a copy only misses what is new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Region, School, SearchKind, SearchNodes, SearchPlace
from server.library.search.column import Column

#: In the audience of what is public.
EVERYBODY = "*"
#: Schools move in their tree once in years; another server's new rows may come out of order.
FRESH_MS = 600_000
_NONE: Mapping[int, Any] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    subject: str
    grade: str
    form: str
    language: str
    scope: str


@dataclass(frozen=True, slots=True)
class Place:
    """Ids; empty where there is none."""

    teacher: str
    school: str


def digest_of(nodes: frozenset[str]) -> str:
    return hashlib.sha256(json.dumps(sorted(nodes)).encode()).hexdigest()


@dataclass(slots=True)
class Combinations:
    """`read` it before use; what can change at all (the tree of places) may then be ten minutes old."""

    kinds: dict[int, Kind] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    #: Schools of lessons, and nodes to which recordings are published.
    nodes: dict[int, frozenset[str]] = field(default_factory=dict)
    #: For each school its scopes: itself, its centre school, and every region above.
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: The region in which a school lies.
    region: Mapping[str, str] = field(default_factory=dict)
    _columns: dict[str, Column] = field(default_factory=dict)
    _read_at: int | None = None

    async def read(self, session: AsyncSession, now: int) -> None:
        """Take what is new; everything anew every ten minutes (`now` in Unix milliseconds)."""
        if self._read_at is None or not 0 <= now - self._read_at < FRESH_MS:
            await self._read_anew(session, now)
        kinds, places, nodes = (await session.execute(_NEWEST)).one()
        if kinds != _last(self.kinds):
            self.kinds.update(await _kinds(session, self.kinds))
            self._columns.clear()
        if places != _last(self.places):
            self.places.update(await _places(session, self.places))
            self._columns.clear()
        if nodes != _last(self.nodes):
            self.nodes.update(await _nodes(session, self.nodes))

    async def _read_anew(self, session: AsyncSession, now: int) -> None:
        """All is put in place at once: whoever asks meanwhile decides by what was known, never by half."""
        region, above = await _schools(session)
        kinds, places, nodes = await _kinds(session), await _places(session), await _nodes(session)
        self.region, self.above = region, above
        self.kinds, self.places, self.nodes = kinds, places, nodes
        self._columns.clear()
        self._read_at = now

    def column(self, name: str) -> Column:
        """A field of all kinds or of all places, or the region of places, by their ids."""
        if name not in self._columns:
            self._columns[name] = self._column(name)
        return self._columns[name]

    def _column(self, name: str) -> Column:
        if name == "region":
            values = ((id, self.region.get(place.school, "")) for id, place in self.places.items())
            return Column(_size(self.places), values)
        table = self.kinds if name in Kind.__dataclass_fields__ else self.places
        return Column(_size(table), ((id, getattr(each, name)) for id, each in table.items()))

    def schools_under(self, scopes: frozenset[str]) -> frozenset[str]:
        """The schools that lie within one of these nodes."""
        return frozenset(school for school, above in self.above.items() if above & scopes)


def line_up(parents: Mapping[str, str | None], region: str) -> list[str]:
    """A region and all above it."""
    found: list[str] = []
    above: str | None = region
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return found


async def kind_id(session: AsyncSession, kind: Kind) -> int:
    """The id of a combination, which is stored if it is new."""
    subject, grade, form, language, scope = astuple(kind)
    same = {"subject": subject, "grade": grade, "form": form, "language": language, "scope": scope}
    return await _stored(session, SearchKind, same)


async def place_id(session: AsyncSession, place: Place) -> int:
    return await _stored(session, SearchPlace, {"teacher_id": place.teacher, "school_id": place.school})


async def nodes_id(session: AsyncSession, nodes: frozenset[str]) -> int:
    return await _stored(session, SearchNodes, {"digest": digest_of(nodes)}, {"nodes": sorted(nodes)})


async def _stored(
    session: AsyncSession, model: Any, same: dict[str, Any], more: dict[str, Any] | None = None
) -> int:
    found = await session.scalar(select(model.id).filter_by(**same))
    if found is not None:
        return int(found)
    row = model(**same, **(more or {}))
    session.add(row)
    await session.flush()
    return int(row.id)


async def _schools(session: AsyncSession) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The region of each school, and its scopes."""
    parents = dict((await session.execute(select(Region.id, Region.parent_id))).all())
    rows = (await session.execute(select(School.id, School.region_id, School.centre_id))).all()
    above = {
        school: frozenset(line_up(parents, region)) | {school, centre or school}
        for school, region, centre in rows
    }
    return {school: region for school, region, _ in rows}, above


async def _kinds(session: AsyncSession, known: Mapping[int, Kind] = _NONE) -> dict[int, Kind]:
    rows = await _after(session, SearchKind, known)
    return {row.id: Kind(row.subject, row.grade, row.form, row.language, row.scope) for row in rows}


async def _places(session: AsyncSession, known: Mapping[int, Place] = _NONE) -> dict[int, Place]:
    return {row.id: Place(row.teacher_id, row.school_id) for row in await _after(session, SearchPlace, known)}


async def _nodes(
    session: AsyncSession, known: Mapping[int, frozenset[str]] = _NONE
) -> dict[int, frozenset[str]]:
    return {row.id: frozenset(row.nodes) for row in await _after(session, SearchNodes, known)}


async def _after(session: AsyncSession, model: Any, known: Mapping[int, Any]) -> Any:
    """Rows of `model` with ids greater than all that are known, as tuples."""
    query = select(*model.__table__.columns).order_by(model.id)
    return (await session.execute(query.where(model.id > (_last(known) or 0)))).all()


def _size(known: Mapping[int, Any]) -> int:
    return (_last(known) or 0) + 1


def _last(known: Mapping[int, Any]) -> int | None:
    return next(reversed(known), None)


#: The newest of each, in one query: mostly there is nothing new.
_NEWEST = select(
    *(select(func.max(model.id)).scalar_subquery() for model in (SearchKind, SearchPlace, SearchNodes))
)
