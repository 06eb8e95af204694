"""What can happen on the board and on what is drawn over."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.board.state import BoardPage, Drawing, Share, SurfaceName


class MarkAdded(Shape):
    """The cue's number and member become those of the mark; it lies over all that came before."""

    type: Literal["mark_added"] = "mark_added"
    surface: SurfaceName
    drawing: Drawing


class MarkRemoved(Shape):
    type: Literal["mark_removed"] = "mark_removed"
    surface: SurfaceName
    n: int


class SurfaceCleared(Shape):
    type: Literal["surface_cleared"] = "surface_cleared"
    surface: SurfaceName


class BoardPageAdded(Shape):
    type: Literal["board_page_added"] = "board_page_added"
    page: BoardPage


class BoardPageRemoved(Shape):
    """Its ink goes with it; if it was shown, the page after it takes its place, else the one before."""

    type: Literal["board_page_removed"] = "board_page_removed"
    page: str


class BoardShown(Shape):
    type: Literal["board_shown"] = "board_shown"
    page: str


class BoardClosed(Shape):
    type: Literal["board_closed"] = "board_closed"


class WritersChanged(Shape):
    """Exactly these classrooms may write from now on without having the floor."""

    type: Literal["writers_changed"] = "writers_changed"
    members: list[str]


class PointedAt(Shape):
    """A laser pointer, a few times a second while it moves; without x and y it is switched off."""

    type: Literal["pointed_at"] = "pointed_at"
    surface: SurfaceName
    x: Share | None
    y: Share | None
