"""What a client may say of the roll."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import ClientMessage, Identifier

Seat = Annotated[str, Field(min_length=1, max_length=20)]


class ConfirmRoll(ClientMessage):
    """Say how many pupils are here, and which seats are empty; a master may say it of any classroom."""

    type: Literal["confirm_roll"] = "confirm_roll"
    present: Annotated[int, Field(ge=0, le=100_000)]
    absent: Annotated[list[Seat], Field(max_length=1000)] = Field(default_factory=list)
    member: Identifier | None = None
