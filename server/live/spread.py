"""Tell the median and the worst of many figures without keeping them: counts in steps of about 10 %."""

from __future__ import annotations

import math

#: Two neighbouring steps differ by this factor: the error of a quantile is at most half of it.
STEP = 1.1
#: Below this everything is zero: a tenth of a per mille as a share.
LEAST = 1e-4


class Spread:
    """How many figures (none negative) fell into which step; at most a few hundred steps ever exist."""

    def __init__(self) -> None:
        self.count = 0
        self._steps: dict[int, int] = {}

    def add(self, value: float) -> None:
        """Count one figure."""
        step = -1 if value < LEAST else int(math.log(value / LEAST, STEP))
        self._steps[step] = self._steps.get(step, 0) + 1
        self.count += 1

    def quantile(self, share: float) -> float:
        """Return the figure that `share` (0 to 1) of all do not exceed, to about 5 %; 0 without any."""
        wanted, seen = share * self.count, 0
        for step in sorted(self._steps):
            seen += self._steps[step]
            if seen >= wanted:
                return 0.0 if step < 0 else LEAST * STEP ** (step + 0.5)
        return 0.0
