"""What the server says of private words."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ServerMessage


class Whispered(ServerMessage):
    """Told to both, to nobody else, and never kept. `at` is Unix time in milliseconds."""

    type: Literal["whispered"] = "whispered"
    sender: str
    to: str
    text: str
    at: int
