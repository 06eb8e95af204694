"""Sums and differences of spans of time: sorted, apart from each other, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """What lies in any of them, joined where they touch."""
    joined: list[Interval] = []
    for start, end in sorted(each for each in intervals if each[1] > each[0]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def common(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """What lies in both; each is a union."""
    found, at = [], 0
    for start, end in one:
        while at < len(other) and other[at][1] <= start:
            at += 1
        for begins, ends in other[at:]:
            if begins >= end:
                break
            found.append((max(start, begins), min(end, ends)))
    return found


def without(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """What lies in the first and not in the other; each is a union."""
    left = []
    for start, end in one:
        for begins, ends in common([(start, end)], other):
            if begins > start:
                left.append((start, begins))
            start = ends
        if end > start:
            left.append((start, end))
    return left


def total(intervals: Iterable[Interval]) -> int:
    """How long they are together."""
    return sum(end - start for start, end in intervals)
