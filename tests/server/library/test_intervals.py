"""Sums and differences of spans, held against sets of milliseconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.library.intervals import Interval, common, total, union, without

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8).map(
    lambda pairs: union((min(pair), max(pair)) for pair in pairs)
)


def points(intervals: list[Interval]) -> set[int]:
    return {at for start, end in intervals for at in range(start, end)}


@given(SPANS, SPANS)
def test_they_are_what_sets_are(one: list[Interval], other: list[Interval]) -> None:
    assert points(common(one, other)) == points(one) & points(other)
    assert points(without(one, other)) == points(one) - points(other)
    assert points(union(one + other)) == points(one) | points(other)
    assert total(one) == len(points(one))


def test_what_touches_is_one() -> None:
    assert union([(5, 9), (0, 5), (7, 7)]) == [(0, 9)]
