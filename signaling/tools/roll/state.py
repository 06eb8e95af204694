"""How many pupils are expected in each classroom, and how many were counted."""

from __future__ import annotations

from pydantic import Field

from signaling.shape import Shape


class RollCall(Shape):
    """`absent` names seats (a number, or what is written there); `by` has confirmed it at `at` (Unix ms)."""

    present: int
    absent: list[str] = Field(default_factory=list)
    by: str | None = None
    at: int


class RollState(Shape):
    """By member: pupils enrolled, where that is known, and the last roll call."""

    expected: dict[str, int] = Field(default_factory=dict)
    confirmed: dict[str, RollCall] = Field(default_factory=dict)
