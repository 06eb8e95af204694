"""The bounds of the roll."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollLimits:
    """The largest class that is believed, and how many empty seats are listed."""

    pupils: int = 500
    absent: int = 200
