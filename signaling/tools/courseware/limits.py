"""The bounds of courseware in a room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CoursewareLimits:
    """Counts, and times in milliseconds."""

    #: All of them are in every snapshot: 60 measure about 10 kB.
    documents: int = 60
    #: A clip starts so long after the wish that the cue has reached a classroom on a slow line.
    lead_ms: int = 400
