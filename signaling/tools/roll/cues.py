"""What can happen with the roll."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from signaling.shape import Shape


class RollConfirmed(Shape):
    """A classroom was counted; it replaces what was counted there before."""

    type: Literal["roll_confirmed"] = "roll_confirmed"
    member: str
    present: int
    absent: list[str] = Field(default_factory=list)
