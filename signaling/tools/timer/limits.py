"""The bounds of the timer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimerLimits:
    """Nothing in a lesson takes longer than an afternoon."""

    longest_ms: int = 4 * 3_600_000
