"""Who has spoken: how often, when last, and for how long."""

from __future__ import annotations

from pydantic import Field

from signaling.shape import Shape


class Turn(Shape):
    """`last_at` is when the last turn began, or ended if it has; `total_ms` counts ended turns."""

    count: int
    last_at: int
    total_ms: int = 0


class TurnsState(Shape):
    """By member; `since` is when each of those began who speak now. Times are Unix milliseconds."""

    spoken: dict[str, Turn] = Field(default_factory=dict)
    since: dict[str, int] = Field(default_factory=dict)
