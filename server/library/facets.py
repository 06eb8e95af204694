"""What results can be narrowed by, and how many there are of each value under all filters but its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from server.library.search.combinations import Combinations, Kind, Place

Facet = Literal["subject", "grade", "form", "language", "scope", "teacher", "school", "region"]
KIND_FACETS: tuple[Facet, ...] = ("subject", "grade", "form", "language", "scope")
PLACE_FACETS: tuple[Facet, ...] = ("teacher", "school", "region")
FACETS = KIND_FACETS + PLACE_FACETS
#: A longer list is no choice but a search of its own.
MOST_VALUES = 40

#: How many entries have a combination, by its id.
Counted = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Filters:
    """The wanted value of each facet that narrows."""

    chosen: Mapping[Facet, str] = field(default_factory=dict)

    def without(self, facet: Facet) -> Filters:
        return Filters({name: value for name, value in self.chosen.items() if name != facet})

    def takes_kind(self, kind: Kind) -> bool:
        return all(getattr(kind, name) == self.chosen[name] for name in KIND_FACETS if name in self.chosen)

    def takes_place(self, place: Place, combinations: Combinations) -> bool:
        wanted = self.chosen
        if "teacher" in wanted and place.teacher != wanted["teacher"]:
            return False
        if "school" in wanted and place.school != wanted["school"]:
            return False
        above = combinations.above.get(place.school, frozenset())
        return "region" not in wanted or wanted["region"] in above

    def kinds(self, combinations: Combinations) -> list[int] | None:
        """The ids of the kinds that are taken; `None` if all are."""
        if not any(name in self.chosen for name in KIND_FACETS):
            return None
        return [id for id, kind in combinations.kinds.items() if self.takes_kind(kind)]

    def places(self, combinations: Combinations) -> list[int] | None:
        """The ids of the places that are taken; `None` if all are."""
        if not any(name in self.chosen for name in PLACE_FACETS):
            return None
        return [id for id, place in combinations.places.items() if self.takes_place(place, combinations)]


def total(kinds: Counted, filters: Filters, combinations: Combinations) -> int:
    """How many there are, of counts by kind that the filters by place have narrowed already."""
    return sum(count for id, count in kinds if filters.takes_kind(combinations.kinds[id]))


def counted(
    kinds: Counted, places: Counted, filters: Filters, combinations: Combinations
) -> dict[Facet, list[tuple[str, int]]]:
    """Values with their counts, the most frequent first; those that are unknown are left out."""
    found: dict[Facet, Counter[str]] = {facet: Counter() for facet in FACETS}
    by_kind = [(combinations.kinds[id], count) for id, count in kinds]
    by_place = [(combinations.places[id], count) for id, count in places]
    for facet in KIND_FACETS:
        others = filters.without(facet)
        for kind, count in by_kind:
            if others.takes_kind(kind):
                found[facet][getattr(kind, facet)] += count
    for facet in PLACE_FACETS:
        others = filters.without(facet)
        for place, count in by_place:
            if others.takes_place(place, combinations):
                found[facet][_value(place, facet, combinations)] += count
    return {facet: _most(values) for facet, values in found.items()}


def _value(place: Place, facet: Facet, combinations: Combinations) -> str:
    if facet == "region":
        return combinations.region.get(place.school, "")
    return place.teacher if facet == "teacher" else place.school


def _most(values: Counter[str]) -> list[tuple[str, int]]:
    ordered = sorted(values.items(), key=lambda each: (-each[1], each[0]))
    return [(value, count) for value, count in ordered if value][:MOST_VALUES]
