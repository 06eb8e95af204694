"""Which entries somebody may find: decided on the few combinations of schools and audiences."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.auth.rights import OVERSEEING
from server.data import stale
from server.data.models import Resource, SearchEntry
from server.library import access
from server.library.search.combinations import EVERYBODY, Combinations, Reach
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
class Sight:
    """Remembers which combinations reach whom, until there are others."""

    combinations: Combinations
    _known: OrderedDict[tuple[frozenset[str], frozenset[str]], frozenset[int] | None] = field(
        default_factory=OrderedDict
    )
    _reaches: dict[int, Reach] = field(default_factory=dict)
    _count: int = 0

    async def condition(
        self, session: AsyncSession, index: SearchIndex, person: Person
    ) -> ColumnElement[bool]:
        """Whether the person may find an entry; as `access.visible_to`, when the index is fresh."""
        if person.user is None:
            return true()
        nodes = await access.nodes_of(session, person)
        ids = self._ids(nodes, person.scopes(*OVERSEEING))
        if ids is None:
            return true()
        me = person.user.id
        own = select(SearchEntry.id).where(or_(SearchEntry.owner_id == me, SearchEntry.teacher_id == me))
        reviewed = select(SearchEntry.id).where(SearchEntry.recording_id.in_(reviewed_by(me)))
        mine = SearchEntry.id.in_(own.union_all(reviewed))
        return or_(index.among(SearchEntry.reach_id.expression, ids), mine)

    def _ids(self, nodes: frozenset[str], duties: frozenset[str]) -> frozenset[int] | None:
        """The combinations that reach somebody; `None` if all do."""
        reaches = self.combinations.reaches
        if reaches is not self._reaches or len(reaches) != self._count:
            self._known.clear()
            self._reaches, self._count = reaches, len(reaches)
        key = (nodes, duties)
        if key not in self._known:
            self._known[key] = self._decided(nodes, duties)
        self._known.move_to_end(key)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return self._known[key]

    def _decided(self, nodes: frozenset[str], duties: frozenset[str]) -> frozenset[int] | None:
        covered, wanted = self.combinations.schools_under(duties), nodes | {EVERYBODY}
        reaches = self.combinations.reaches
        found = frozenset(
            id
            for id, reach in reaches.items()
            if not wanted.isdisjoint(reach.audience) or (reach.schools and reach.schools <= covered)
        )
        return found if len(found) < len(reaches) else None
