"""One property of all combinations as a column of numbers, to be filtered and counted at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from server.library.search.entries import Mask, Numbers


class Column:
    """Made of the ids of combinations with the value that each has; an empty one is none."""

    def __init__(self, size: int, values: Iterable[tuple[int, str]]) -> None:
        codes = {"": 0}
        self._codes: NDArray[np.int32] = np.zeros(size, np.int32)
        for id, value in values:
            self._codes[id] = codes.setdefault(value, len(codes))
        self._values = list(codes)

    def having(self, takes: Callable[[str], bool]) -> Mask:
        """Which combinations have a value that is taken, by their ids."""
        taken = np.array([takes(value) for value in self._values])
        found: Mask = taken[self._codes]
        return found

    def most(self, numbers: Numbers, count: int) -> list[tuple[str, int]]:
        """
        The most frequent values with the sums of their combinations' numbers.

        Combinations that are newer than the column are left out.
        """
        both = min(len(numbers), len(self._codes))
        sums = np.bincount(self._codes[:both], numbers[:both], len(self._values)).astype(np.int64)
        sums[0] = 0
        if len(sums) > count:
            sums[sums < np.partition(sums, -count)[-count]] = 0
        found = [(self._values[code], int(sums[code])) for code in np.flatnonzero(sums)]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:count]
