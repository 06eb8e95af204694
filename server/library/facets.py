"""What results can be narrowed by, and how many there are of each value under all filters but its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import numpy as np

from server.library.search.combinations import Combinations
from server.library.search.entries import Mask, Numbers

KindFacet = Literal["subject", "grade", "form", "language", "scope"]
PlaceFacet = Literal["teacher", "school", "region"]
Facet = KindFacet | PlaceFacet
KIND_FACETS: tuple[KindFacet, ...] = ("subject", "grade", "form", "language", "scope")
PLACE_FACETS: tuple[PlaceFacet, ...] = ("teacher", "school", "region")
FACETS: tuple[Facet, ...] = KIND_FACETS + PLACE_FACETS
#: A longer list is no choice but a search of its own.
MOST_VALUES = 40


@dataclass(frozen=True, slots=True)
class Filters:
    """The wanted value of each facet that narrows."""

    chosen: Mapping[Facet, str] = field(default_factory=dict)

    def without(self, facet: Facet) -> Filters:
        return Filters({name: value for name, value in self.chosen.items() if name != facet})

    def kinds(self, combinations: Combinations) -> Mask | None:
        """Which kinds are taken, by their ids; `None` if all are."""
        return self._taken(KIND_FACETS, combinations)

    def places(self, combinations: Combinations) -> Mask | None:
        """Which places are taken, by their ids; `None` if all are."""
        return self._taken(PLACE_FACETS, combinations)

    def _taken(self, facets: Sequence[Facet], combinations: Combinations) -> Mask | None:
        masks = [_having(each, self.chosen[each], combinations) for each in facets if each in self.chosen]
        return reduce(np.logical_and, masks) if masks else None


def _having(facet: Facet, value: str, combinations: Combinations) -> Mask:
    if facet != "region":
        return combinations.column(facet).having(lambda each: each == value)
    # A region is all below it, too.
    above = combinations.above
    return combinations.column("school").having(lambda school: value in above.get(school, ()))


def total(kinds: Numbers, filters: Filters, combinations: Combinations) -> int:
    """How many there are, of counts by kind that the filters by place have narrowed already."""
    return int(_of(kinds, filters.kinds(combinations)).sum())


def counted(
    kinds: Numbers, places: Numbers, filters: Filters, combinations: Combinations
) -> dict[Facet, list[tuple[str, int]]]:
    """
    Values with their counts, the most frequent first; those that are unknown are left out.

    `kinds` and `places` are how many there are of each, by their ids.
    """

    def most(facet: Facet) -> list[tuple[str, int]]:
        others = filters.without(facet)
        if facet in KIND_FACETS:
            numbers = _of(kinds, others.kinds(combinations))
        else:
            numbers = _of(places, others.places(combinations))
        return combinations.column(facet).most(numbers, MOST_VALUES)

    return {facet: most(facet) for facet in FACETS}


def _of(numbers: Numbers, taken: Mask | None) -> Numbers:
    """The numbers of those that are taken; of what is newer than the mask nothing."""
    if taken is None:
        return numbers
    both = min(len(numbers), len(taken))
    return numbers[:both] * taken[:both]
