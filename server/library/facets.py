"""What results can be narrowed by, and how many there are of each value under all filters but its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import attrgetter
from typing import Literal, TypeVar

from server.library.search.combinations import Combinations, Kind, Place

Facet = Literal["subject", "grade", "form", "language", "scope", "teacher", "school", "region"]
KIND_FACETS: tuple[Facet, ...] = ("subject", "grade", "form", "language", "scope")
PLACE_FACETS: tuple[Facet, ...] = ("teacher", "school", "region")
FACETS = KIND_FACETS + PLACE_FACETS
#: A longer list is no choice but a search of its own.
MOST_VALUES = 40

Thing = TypeVar("Thing")
Taking = Callable[[Thing], bool]
#: How many entries have a combination, by its id.
Counted = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Filters:
    """The wanted value of each facet that narrows."""

    chosen: Mapping[Facet, str] = field(default_factory=dict)

    def without(self, facet: Facet) -> Filters:
        return Filters({name: value for name, value in self.chosen.items() if name != facet})

    def of_kind(self) -> Taking[Kind] | None:
        """Whether a kind is taken; `None` if all are."""
        wanted = [(name, self.chosen[name]) for name in KIND_FACETS if name in self.chosen]
        if not wanted:
            return None
        return lambda kind: all(getattr(kind, name) == value for name, value in wanted)

    def of_place(self, combinations: Combinations) -> Taking[Place] | None:
        """Whether a place is taken; `None` if all are."""
        wanted = {name: self.chosen[name] for name in PLACE_FACETS if name in self.chosen}
        if not wanted:
            return None
        region, above = wanted.pop("region", None), combinations.above

        def takes(place: Place) -> bool:
            if region is not None and region not in above.get(place.school, ()):
                return False
            return all(getattr(place, name) == value for name, value in wanted.items())

        return takes

    def kinds(self, combinations: Combinations) -> list[int] | None:
        """The ids of the kinds that are taken; `None` if all are."""
        takes = self.of_kind()
        return takes and [id for id, kind in combinations.kinds.items() if takes(kind)]

    def places(self, combinations: Combinations) -> list[int] | None:
        """The ids of the places that are taken; `None` if all are."""
        takes = self.of_place(combinations)
        return takes and [id for id, place in combinations.places.items() if takes(place)]


def total(kinds: Counted, filters: Filters, combinations: Combinations) -> int:
    """How many there are, of counts by kind that the filters by place have narrowed already."""
    takes = filters.of_kind()
    return sum(count for id, count in kinds if takes is None or takes(combinations.kinds[id]))


def counted(
    kinds: Counted, places: Counted, filters: Filters, combinations: Combinations
) -> dict[Facet, list[tuple[str, int]]]:
    """Values with their counts, the most frequent first; those that are unknown are left out."""
    by_kind = [(combinations.kinds[id], count) for id, count in kinds]
    by_place = [(combinations.places[id], count) for id, count in places]
    found: dict[Facet, list[tuple[str, int]]] = {}
    for facet in KIND_FACETS:
        found[facet] = _most(by_kind, attrgetter(facet), filters.without(facet).of_kind())
    for facet in PLACE_FACETS:
        takes = filters.without(facet).of_place(combinations)
        found[facet] = _most(by_place, _value_of(facet, combinations), takes)
    return found


def _value_of(facet: Facet, combinations: Combinations) -> Callable[[Place], str]:
    region = combinations.region
    if facet == "region":
        return lambda place: region.get(place.school, "")
    return attrgetter(facet)


def _most(
    rows: Iterable[tuple[Thing, int]], value: Callable[[Thing], str], takes: Taking[Thing] | None
) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for thing, count in rows:
        if takes is None or takes(thing):
            counts[value(thing)] += count
    counts.pop("", None)
    return nsmallest(MOST_VALUES, counts.items(), key=lambda each: (-each[1], each[0]))
