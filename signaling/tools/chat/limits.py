"""The bounds of the chat."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """`text` in characters; one member says at most `burst` messages in `burst_ms`."""

    text: int = 500
    burst: int = 5
    burst_ms: int = 10_000
