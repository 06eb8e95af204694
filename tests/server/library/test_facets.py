"""Facets count under all filters but their own."""

from __future__ import annotations

import numpy as np

from server.library.facets import FACETS, MOST_VALUES, Filters, counted, total
from server.library.search.combinations import Combinations, Kind, Place

COMBINATIONS = Combinations(
    kinds={
        1: Kind("语文", "3", "synchronous", "zh-CN", "city"),
        2: Kind("语文", "4", "synchronous", "zh-CN", "private"),
        3: Kind("数学", "3", "delivered", "mn", "city"),
    },
    places={1: Place("li", "s1"), 2: Place("wang", "s2"), 3: Place("", "")},
    above={"s1": frozenset({"s1", "county", "city"}), "s2": frozenset({"s2", "city"})},
    region={"s1": "county", "s2": "city"},
)
BY_KIND, BY_PLACE = np.array((0, 5, 2, 1)), np.array((0, 6, 1, 1))


def test_without_filters_every_value_is_counted_the_most_frequent_first() -> None:
    found = counted(BY_KIND, BY_PLACE, Filters(), COMBINATIONS)
    assert found["subject"] == [("语文", 7), ("数学", 1)]
    assert found["teacher"] == [("li", 6), ("wang", 1)]
    assert found["region"] == [("county", 6), ("city", 1)]
    assert total(BY_KIND, Filters(), COMBINATIONS) == 8


def test_a_filter_narrows_all_facets_but_its_own() -> None:
    filters = Filters({"subject": "语文"})
    found = counted(BY_KIND, BY_PLACE, filters, COMBINATIONS)
    assert found["subject"] == [("语文", 7), ("数学", 1)]
    assert found["grade"] == [("3", 5), ("4", 2)]
    assert total(BY_KIND, filters, COMBINATIONS) == 7


def test_two_filters_narrow_each_others_facet() -> None:
    found = counted(BY_KIND, BY_PLACE, Filters({"subject": "语文", "grade": "3"}), COMBINATIONS)
    assert (found["subject"], found["grade"]) == ([("语文", 5), ("数学", 1)], [("3", 5), ("4", 2)])


def test_a_region_takes_the_places_below_it() -> None:
    def places(**chosen: str) -> list[bool] | None:
        taken = Filters({name: chosen[name] for name in FACETS if name in chosen}).places(COMBINATIONS)
        return None if taken is None else [bool(each) for each in taken]

    assert places(region="city") == [False, True, True, False]
    assert places(region="county", teacher="wang") == [False] * 4
    assert places(grade="3") is None


def test_a_facet_has_only_so_many_values_and_of_equal_ones_the_first() -> None:
    kinds = {n: Kind(f"{n:03}", "", "", "", "") for n in range(1, MOST_VALUES + 9)}
    counts, nowhere = np.ones(MOST_VALUES + 9, np.int64), np.zeros(0, np.int64)
    found = counted(counts, nowhere, Filters(), Combinations(kinds=kinds))
    assert found["subject"] == [(f"{n:03}", 1) for n in range(1, MOST_VALUES + 1)]


def test_what_is_newer_than_the_combinations_is_counted_and_no_choice() -> None:
    newer = np.array((0, 5, 2, 1, 3))
    assert total(newer, Filters(), COMBINATIONS) == 11
    assert counted(newer, BY_PLACE, Filters(), COMBINATIONS)["subject"] == [("语文", 7), ("数学", 1)]
