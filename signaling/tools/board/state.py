"""The pages of the whiteboard, and what lies on every surface of the lesson."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from signaling.shape import Identifier, Shape

#: What is drawn on: `board:PAGE`, `slide:DOCUMENT:PAGE` or `screen:SOURCE`.
SurfaceName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^(board|slide|screen):.")]
Share = Annotated[float, Field(ge=0, le=1)]
#: So much text holds any drawing within the limits (`signaling.tools.board.limits`).
PointText = Annotated[str, Field(max_length=24_000, pattern=r"^[23][A-Za-z0-9_-]*$")]


class DrawingTool(StrEnum):
    """Pen and highlighter have any number of points; a text has one, its upper left; the others have two."""

    PEN = "pen"
    HIGHLIGHTER = "highlighter"
    LINE = "line"
    ARROW = "arrow"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    TEXT = "text"


class Drawing(Shape):
    """
    What somebody draws in one go.

    `stroke` is its author's number for it, never used twice (Unix milliseconds of its beginning).
    `width` is that of the line, of a text its size, in thousandths of the surface's width.
    `points` are coded as PROTOCOL.md says.
    """

    stroke: int = Field(ge=0, lt=2**53)
    tool: DrawingTool
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
    width: int = Field(ge=1, le=200)
    points: PointText
    text: Annotated[str, Field(max_length=2_000)] = ""


class Mark(Drawing):
    """A drawing on its surface; `n` is the number of its cue, and so its place in the order."""

    n: int
    by: str | None


class Surface(Shape):
    """
    `count` is how many marks were added since it was last cleared.

    `marks` is None in a copy that does not hold them: ask with `fetch_surface`.
    """

    count: int = 0
    marks: list[Mark] | None = Field(default_factory=list)


class BoardPage(Shape):
    id: Identifier
    title: Annotated[str, Field(max_length=80)] = ""


class BoardPointer(Shape):
    """Where a laser pointer was last, in shares of the surface's width and height."""

    surface: str
    x: Share
    y: Share


class BoardState(Shape):
    """`shown` is a page; `writers` are the classrooms that may write without having the floor."""

    pages: list[BoardPage] = Field(default_factory=list)
    shown: str | None = None
    surfaces: dict[str, Surface] = Field(default_factory=dict)
    writers: list[str] = Field(default_factory=list)
    pointers: dict[str, BoardPointer] = Field(default_factory=dict)
