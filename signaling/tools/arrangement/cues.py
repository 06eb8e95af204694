"""What can happen with the arrangement."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.arrangement.state import Layout


class LayoutChanged(Shape):
    type: Literal["layout_changed"] = "layout_changed"
    layout: Layout


class SpotlightChanged(Shape):
    """`source` has the stage from now on; None: it is whoever's who speaks."""

    type: Literal["spotlight_changed"] = "spotlight_changed"
    source: str | None
