"""Find recordings: which of them a page shows, how many there are, and how they divide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import collections
from server.data.models import Collection, CollectionItem, SearchEntry
from server.library import access, facets
from server.library.facets import Facet, Filters
from server.library.search.combinations import Combinations
from server.library.search.entries import Entries, Ids, Mask, ids_of
from server.library.search.index import SearchIndex
from server.library.search.query import Query
from server.library.search.sight import Reach, Sight

PAGE = 20
#: Nobody leafs further; whoever must, narrows.
MOST_PAGES = 250
Sort = Literal["newest", "watched", "scored", "relevance"]
#: How close words are: in the title, in what is told about the whole, elsewhere. Below it is the moment.
_TIER_BITS = 48


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
    def rows(self) -> tuple[int, int]:
        """Of all that fits, in order, the page's first and the one behind its last."""
        return (self.page - 1) * PAGE, self.page * PAGE


@dataclass(frozen=True, slots=True)
class Result:
    """Ids of the page's recordings in their order, the number of all, and values of facets with theirs."""

    recordings: tuple[str, ...]
    total: int
    facets: dict[Facet, list[tuple[str, int]]]

    @property
    def pages(self) -> int:
        return min(MOST_PAGES, -(-self.total // PAGE))


@dataclass(slots=True)
class Finder:
    """One for the process."""

    index: SearchIndex
    combinations: Combinations = field(default_factory=Combinations)
    entries: Entries = field(default_factory=Entries)
    sight: Sight = field(init=False)

    def __post_init__(self) -> None:
        self.sight = Sight(self.combinations)

    async def read(self, session: AsyncSession, now: int) -> None:
        """Take what is new; combinations last, so that what entries point to is known."""
        await self.entries.read(session)
        await self.combinations.read(session, now)

    async def find(self, session: AsyncSession, person: Person, wish: Wish, now: int) -> Result:
        """What the person may find of what is wished for; `now` is Unix milliseconds."""
        await self.read(session, now)
        reach = await self.sight.reach(session, person)
        within = await self._within(session, person, wish)
        closer = await self._closer(session, wish)
        # The copy may have grown by now. From here on nothing waits, so that it stays as it is.
        fits = self._base(reach, within, wish)
        of_kind, of_place = self._narrowed(wish.filters)
        by_kind = self.entries.counts("kind", fits & of_place)
        by_place = self.entries.counts("place", fits & of_kind)
        page = self.entries.first(fits & of_kind & of_place, self._rank(wish, closer), *wish.rows)
        return Result(
            await _recordings(session, page),
            facets.total(by_kind, wish.filters, self.combinations),
            facets.counted(by_kind, by_place, wish.filters, self.combinations),
        )

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

    async def _within(self, session: AsyncSession, person: Person, wish: Wish) -> list[Ids]:
        """Entries to which words, one's own and a collection each narrow the search."""
        found = []
        if wish.query.terms:
            found.append(await self.index.find(session, wish.query, "all"))
        if wish.mine:
            me = person.user.id if person.user else None
            found.append(await ids_of(session, SearchEntry.owner_id == me))
        if wish.collection is not None:
            found.append(await ids_of(session, await _in_collection(session, person, wish.collection)))
        return found

    async def _closer(self, session: AsyncSession, wish: Wish) -> list[Ids]:
        """Entries that have all words in the title, and in what is told about the whole."""
        if wish.sort != "relevance" or not wish.query.terms:
            return []
        return [
            await self.index.find(session, wish.query, "title"),
            await self.index.find(session, wish.query, "told"),
        ]

    def _base(self, reach: Reach | None, within: Iterable[Ids], wish: Wish) -> Mask:
        """What fits but for the facets."""
        entries = self.entries
        fits = entries.rows["there"] if reach is None else entries.rows["there"] & reach.over(entries)
        for ids in within:
            fits = fits & entries.among(ids)
        if wish.begin is not None:
            fits = fits & (entries.rows["newest"] >= wish.begin)
        if wish.end is not None:
            fits = fits & (entries.rows["newest"] < wish.end)
        return fits

    def _narrowed(self, filters: Filters) -> tuple[Mask | np.bool_, Mask | np.bool_]:
        """What the facets by kind and those by place take."""
        kinds, places = filters.kinds(self.combinations), filters.places(self.combinations)
        return (
            np.True_ if kinds is None else self.entries.having("kind", kinds),
            np.True_ if places is None else self.entries.having("place", places),
        )

    def _rank(self, wish: Wish, closer: Sequence[Ids]) -> Ids:
        if wish.sort != "relevance":
            return self.entries.rows[wish.sort]
        tiers = sum((self.entries.among(ids).astype(np.int64) for ids in closer), start=np.int64(0))
        return self.entries.rows["newest"] + (tiers << _TIER_BITS)


async def _recordings(session: AsyncSession, entries: Sequence[int]) -> tuple[str, ...]:
    """The recordings of these entries, without those that were removed just now."""
    query = select(SearchEntry.id, SearchEntry.recording_id).where(SearchEntry.id.in_(entries))
    found = dict((await session.execute(query)).all())
    return tuple(found[each] for each in entries if each in found)


async def _in_collection(session: AsyncSession, person: Person, id: str) -> ColumnElement[bool]:
    """Nothing is in a collection that is not shared with the person."""
    shared = collections.shared_with(person, await access.nodes_of(session, person))
    items = select(CollectionItem.recording_id).join(
        Collection, Collection.id == CollectionItem.collection_id
    )
    return SearchEntry.recording_id.in_(items.where(Collection.id == id, shared))
