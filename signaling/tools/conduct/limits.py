"""The bounds of the conduct of a lesson."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConductLimits:
    """
    `late_ms` after the lesson began, whoever is not expected waits in the lobby; 0: never.

    The lobby holds `knocks`; one that is not answered ends after `knock_ms`, one whose page is gone
    after the grace period of a member. `speakers` may have taken the floor by themselves at the same time.
    """

    late_ms: int = 0
    knocks: int = 50
    knock_ms: int = 15 * 60_000
    speakers: int = 8
