"""What a client may ask of the bell."""

from __future__ import annotations

from typing import Literal

from signaling.shape import ClientMessage
from signaling.tools.bell.state import Ring


class RingBell(ClientMessage):
    type: Literal["ring_bell"] = "ring_bell"
    ring: Ring = Ring.ATTENTION
