"""What a client may ask of the arrangement."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage, Identifier
from signaling.tools.arrangement.state import Layout


class SetLayout(ClientMessage):
    type: Literal["set_layout"] = "set_layout"
    layout: Layout


class SetSpotlight(ClientMessage):
    """Put a source on every stage; None takes the spotlight away."""

    type: Literal["set_spotlight"] = "set_spotlight"
    source: Identifier | None = None
