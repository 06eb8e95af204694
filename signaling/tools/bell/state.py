"""The bell: when it rang last, and for what."""

from __future__ import annotations

from enum import StrEnum

from signaling.shape import Shape


class Ring(StrEnum):
    """What the bell says: `attention`, or the beginning or end of a part of the lesson."""

    ATTENTION = "attention"
    BEGIN = "begin"
    END = "end"


class BellState(Shape):
    """`rung_at` is Unix time in milliseconds; whoever is late hears nothing of it."""

    ring: Ring | None = None
    rung_at: int | None = None
