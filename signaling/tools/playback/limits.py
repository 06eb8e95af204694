"""The bounds of recordings that are watched together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaybackLimits:
    """Counts, and times in milliseconds."""

    #: All of them are in every snapshot.
    recordings: int = 20
    #: It starts so long after the wish that the cue is everywhere, and what a jump needs is mostly fetched.
    lead_ms: int = 600
