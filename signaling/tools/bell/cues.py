"""What can happen with the bell."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.bell.state import Ring


class BellRung(Shape):
    """Every screen sounds it once; a screen that learns of it more than a few seconds later stays silent."""

    type: Literal["bell_rung"] = "bell_rung"
    ring: Ring
