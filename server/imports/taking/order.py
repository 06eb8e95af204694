"""What the importing process is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """
    `source` is read; the takes of the member's camera (`member`/camera) are written into `folder`.

    `started_at` is the lesson clock's zero (Unix milliseconds), which the film's beginning shall be.
    `cpu_s` is the processor's time that the whole may take, `max_s` how long the film may be, `height` what a
    picture that must be converted gets at most.
    """

    source: str
    folder: str
    member: str
    started_at: int
    max_s: int = 12 * 3600
    height: int = 720
    memory_mb: int = 2048
    cpu_s: int = 86_400


@dataclass(frozen=True, slots=True)
class Taken:
    """What there is now: `tracks` are `audio` or `video`; those `converted` were not taken as they are."""

    duration_ms: int
    tracks: list[str]
    converted: list[str]
