"""Find recordings: which of them a page shows, how many there are, and how they divide."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import collections
from server.data.models import Collection, CollectionItem, SearchEntry
from server.library import access, facets
from server.library.facets import Facet, Filters
from server.library.search.combinations import Combinations
from server.library.search.index import SearchIndex
from server.library.search.query import Query
from server.library.search.sight import Sight

PAGE = 20
#: Nobody leafs further; whoever must, narrows.
MOST_PAGES = 250
Sort = Literal["newest", "watched", "scored", "relevance"]

_NEWEST = (SearchEntry.started_at.desc(), SearchEntry.id.desc())
_ORDER: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    "newest": _NEWEST,
    "watched": (SearchEntry.views.desc(), *_NEWEST),
    "scored": (SearchEntry.score.desc(), *_NEWEST),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; `begin` and `end` are Unix milliseconds, `page` counts from 1."""

    query: Query = field(default_factory=Query)
    filters: Filters = field(default_factory=Filters)
    begin: int | None = None
    end: int | None = None
    mine: bool = False
    collection: str | None = None
    sort: Sort = "newest"
    page: int = 1

    @property
    def narrowing(self) -> Hashable:
        """What decides how many there are, whatever the order and the page."""
        chosen = tuple(sorted(self.filters.chosen.items()))
        return self.query, chosen, self.begin, self.end, self.mine, self.collection


@dataclass(frozen=True, slots=True)
class Result:
    """Ids of the page's recordings in their order, the number of all, and values of facets with theirs."""

    recordings: tuple[str, ...]
    total: int
    facets: dict[Facet, list[tuple[str, int]]]

    @property
    def pages(self) -> int:
        return min(MOST_PAGES, -(-self.total // PAGE))


#: How many there are by kind and by place, as ids with counts.
_Counts = tuple[list[tuple[int, int]], list[tuple[int, int]]]
#: Whoever leafs or sorts needs no new counting. Another server may have changed something meanwhile.
COUNTS_MS, _COUNTS_KEPT = 10_000, 200


def _no_changes() -> int:
    return 0


@dataclass(slots=True)
class Finder:
    """One for the process; `changes` counts what it has indexed."""

    index: SearchIndex
    changes: Callable[[], int] = _no_changes
    combinations: Combinations = field(default_factory=Combinations)
    sight: Sight = field(init=False)
    _counted: OrderedDict[Hashable, tuple[int, _Counts]] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.sight = Sight(self.combinations)

    async def find(self, session: AsyncSession, person: Person, wish: Wish, now: int) -> Result:
        """What the person may find of what is wished for; `now` is Unix milliseconds."""
        await self.combinations.read(session, now)
        base = await self._base(session, person, wish)
        kinds, places = wish.filters.kinds(self.combinations), wish.filters.places(self.combinations)
        of_kind = self._narrowed(SearchEntry.kind_id.expression, kinds)
        of_place = self._narrowed(SearchEntry.place_id.expression, places)
        grants = frozenset((grant.role, grant.scope_id) for grant in person.grants)
        key = (person.actor, grants, self.changes(), wish.narrowing)
        by_kind, by_place = self._kept(key, now) or await self._counts(session, base, of_kind, of_place)
        self._keep(key, now, (by_kind, by_place))
        # Somebody may have published something of a new kind since the combinations were read.
        by_kind = [each for each in by_kind if each[0] in self.combinations.kinds]
        by_place = [each for each in by_place if each[0] in self.combinations.places]
        page = select(SearchEntry.recording_id).where(*base, *of_kind, *of_place)
        page = page.order_by(*self._order(wish)).limit(PAGE).offset((wish.page - 1) * PAGE)
        return Result(
            tuple(await session.scalars(page)),
            facets.total(by_kind, wish.filters, self.combinations),
            facets.counted(by_kind, by_place, wish.filters, self.combinations),
        )

    def _kept(self, key: Hashable, now: int) -> _Counts | None:
        at, counts = self._counted.get(key, (now, None))
        return counts if 0 <= now - at < COUNTS_MS else None

    def _keep(self, key: Hashable, now: int, counts: _Counts) -> None:
        if self._kept(key, now) is None:
            self._counted[key] = now, counts
            self._counted.move_to_end(key)
        while len(self._counted) > _COUNTS_KEPT:
            self._counted.popitem(last=False)

    async def seen(self, session: AsyncSession, person: Person, now: int) -> ColumnElement[bool]:
        """A condition over `SearchEntry`: what the person may find at all."""
        await self.combinations.read(session, now)
        return await self.sight.condition(session, self.index, person)

    async def among(
        self, session: AsyncSession, person: Person, recordings: Sequence[str], now: int
    ) -> list[str]:
        """Those of the recordings that the person may find, in this order."""
        query = select(SearchEntry.recording_id).where(SearchEntry.recording_id.in_(recordings))
        found = frozenset(await session.scalars(query.where(await self.seen(session, person, now))))
        return [each for each in recordings if each in found]

    async def _base(self, session: AsyncSession, person: Person, wish: Wish) -> list[ColumnElement[bool]]:
        """All conditions but the facets'."""
        found = [await self.sight.condition(session, self.index, person)]
        if wish.query.terms:
            found.append(self.index.matches(wish.query))
        if wish.begin is not None:
            found.append(SearchEntry.started_at >= wish.begin)
        if wish.end is not None:
            found.append(SearchEntry.started_at < wish.end)
        if wish.mine:
            found.append(SearchEntry.owner_id == (person.user.id if person.user else None))
        if wish.collection is not None:
            found.append(await _in_collection(session, person, wish.collection))
        return found

    def _narrowed(self, column: ColumnElement[Any], ids: list[int] | None) -> list[ColumnElement[bool]]:
        return [] if ids is None else [self.index.among(column, ids)]

    async def _counts(
        self,
        session: AsyncSession,
        base: list[ColumnElement[bool]],
        of_kind: list[ColumnElement[bool]],
        of_place: list[ColumnElement[bool]],
    ) -> _Counts:
        """How many there are by kind, under the filters by place, and by place under those by kind."""
        return (
            await _by(session, SearchEntry.kind_id.expression, [*base, *of_place]),
            await _by(session, SearchEntry.place_id.expression, [*base, *of_kind]),
        )

    def _order(self, wish: Wish) -> tuple[ColumnElement[Any], ...]:
        if wish.sort != "relevance":
            return _ORDER[wish.sort]
        if not wish.query.terms:
            return _NEWEST
        return (self.index.closeness(wish.query).desc(), *_NEWEST)


async def _in_collection(session: AsyncSession, person: Person, id: str) -> ColumnElement[bool]:
    """Nothing is in a collection that is not shared with the person."""
    shared = collections.shared_with(person, await access.nodes_of(session, person))
    items = select(CollectionItem.recording_id).join(
        Collection, Collection.id == CollectionItem.collection_id
    )
    return SearchEntry.recording_id.in_(items.where(Collection.id == id, shared))


async def _by(
    session: AsyncSession, column: ColumnElement[Any], conditions: list[ColumnElement[bool]]
) -> list[tuple[int, int]]:
    query = select(column, func.count()).where(*conditions).group_by(column)
    return [(id, count) for id, count in (await session.execute(query)).all()]
