"""Facets count under all filters but their own."""

from __future__ import annotations

from server.library.facets import MOST_VALUES, Filters, counted, total
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
BY_KIND, BY_PLACE = [(1, 5), (2, 2), (3, 1)], [(1, 6), (2, 1), (3, 1)]


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
    assert Filters({"region": "city"}).places(COMBINATIONS) == [1, 2]
    assert Filters({"region": "county", "teacher": "wang"}).places(COMBINATIONS) == []
    assert Filters({"grade": "3"}).places(COMBINATIONS) is None


def test_a_facet_has_only_so_many_values() -> None:
    kinds = {n: Kind(str(n), "", "", "", "") for n in range(MOST_VALUES + 9)}
    found = counted([(n, 1) for n in kinds], [], Filters(), Combinations(kinds=kinds))
    assert len(found["subject"]) == MOST_VALUES
