"""The bases of everything that travels on the signalling websocket."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(min_length=1, max_length=80)]


class Shape(BaseModel):
    """Base of everything that travels: closed against unknown fields, immutable."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, json_schema_serialization_defaults_required=True
    )


class ClientMessage(Shape):
    """What a client says; a reply repeats the `id` as `re`."""

    id: Annotated[int, Field(ge=0, lt=2**53)] | None = None


class ServerMessage(Shape):
    """What the server says; `re` is the `id` of the message that it answers."""

    re: int | None = None
