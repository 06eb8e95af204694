"""Which entries somebody may find: decided on the few combinations of schools and audiences."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from sqlalchemy import ColumnElement, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.auth.rights import OVERSEEING
from server.data import stale
from server.data.models import Resource, SearchEntry, User
from server.library import access
from server.library.search.combinations import EVERYBODY, Combinations
from server.library.search.entries import Entries, Ids, Mask, ids_of
from server.library.search.index import SearchIndex
from server.review.membership import reviewed_by

#: People of one place with the same duties find the same.
_REMEMBERED = 500


async def still_seen(session: AsyncSession, person: Person, found: Sequence[str]) -> list[str]:
    """Those of the recordings that were found, without what was withdrawn before the index knew."""
    changed = await stale.among(session, found)
    if not changed:
        return list(found)
    seen = select(Resource.recording_id).where(Resource.recording_id.in_(changed))
    left = frozenset(await session.scalars(seen.where(access.visible_to(person))))
    return [each for each in found if each not in changed or each in left]


@dataclass(slots=True)
class _Reaching:
    """Which sets of nodes open a recording to somebody, of the first `decided` ones."""

    schools: set[int] = field(default_factory=set)
    audiences: set[int] = field(default_factory=set)
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """What opens a recording to somebody: sets of nodes, and entries of one's own."""

    reaching: _Reaching
    own: Ids

    def over(self, entries: Entries) -> Mask:
        """The entries that the person may find."""
        schools = entries.having("schools", _mask(self.reaching.schools))
        audiences = entries.having("audience", _mask(self.reaching.audiences))
        return schools | audiences | entries.among(self.own)


@dataclass(slots=True)
class Sight:
    """Remembers what reaches whom, and decides on what is new."""

    combinations: Combinations
    _known: OrderedDict[tuple[frozenset[str], frozenset[str]], _Reaching] = field(default_factory=OrderedDict)
    _nodes: dict[int, frozenset[str]] = field(default_factory=dict)

    async def condition(
        self, session: AsyncSession, index: SearchIndex, person: Person
    ) -> ColumnElement[bool]:
        """Whether the person may find an entry; as `access.visible_to`, when the index is fresh."""
        if person.user is None:
            return true()
        reaching = self._reaching(await access.nodes_of(session, person), person.scopes(*OVERSEEING))
        # The sum keeps a database from looking each of very many sets up: it reads all entries.
        return or_(
            index.among(SearchEntry.schools_id + 0, reaching.schools),
            index.among(SearchEntry.audience_id + 0, reaching.audiences),
            _own(person.user),
        )

    async def reach(self, session: AsyncSession, person: Person) -> Reach | None:
        """The same for a copy of the entries; `None` is all."""
        if person.user is None:
            return None
        nodes = await access.nodes_of(session, person)
        own = await ids_of(session, _own(person.user))
        return Reach(self._reaching(nodes, person.scopes(*OVERSEEING)), own)

    def _reaching(self, nodes: frozenset[str], duties: frozenset[str]) -> _Reaching:
        found = self.combinations.nodes
        if found is not self._nodes:
            self._known.clear()
            self._nodes = found
        known = self._known.setdefault((nodes, duties), _Reaching())
        self._known.move_to_end((nodes, duties))
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if known.decided < len(found):
            self._decide(known, nodes | {EVERYBODY}, duties)
        return known

    def _decide(self, known: _Reaching, nodes: frozenset[str], duties: frozenset[str]) -> None:
        found, covered = self.combinations.nodes, self.combinations.schools_under(duties)
        for id, each in islice(found.items(), known.decided, None):
            if each and each <= covered:
                known.schools.add(id)
            if not nodes.isdisjoint(each):
                known.audiences.add(id)
        known.decided = len(found)


def _own(user: User) -> ColumnElement[bool]:
    entry = select(SearchEntry.id)
    mine = union_all(
        entry.where(SearchEntry.owner_id == user.id),
        entry.where(SearchEntry.teacher_id == user.id),
        entry.where(SearchEntry.recording_id.in_(reviewed_by(user.id))),
    )
    return SearchEntry.id.in_(mine)


def _mask(ids: set[int]) -> Mask:
    found = np.zeros(max(ids, default=0) + 1, np.bool_)
    found[list(ids)] = True
    return found
