"""What a client may ask of the board, and what is said of it live."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import ClientMessage, Identifier, ServerMessage, Shape
from signaling.tools.board.state import Drawing, DrawingTool, Mark, PointText, Share, SurfaceName


class AddMark(ClientMessage):
    """A stroke that comes again is one mark: what an interruption left unanswered is sent anew."""

    type: Literal["add_mark"] = "add_mark"
    surface: SurfaceName
    drawing: Drawing


class RemoveMarks(ClientMessage):
    """One's own, or as master anybody's; what is gone already is left out."""

    type: Literal["remove_marks"] = "remove_marks"
    surface: SurfaceName
    marks: Annotated[list[int], Field(max_length=100)]


class ClearSurface(ClientMessage):
    type: Literal["clear_surface"] = "clear_surface"
    surface: SurfaceName


class AddBoardPage(ClientMessage):
    """Add a page behind the others, and show it."""

    type: Literal["add_board_page"] = "add_board_page"
    title: Annotated[str, Field(max_length=80)] = ""


class RemoveBoardPage(ClientMessage):
    type: Literal["remove_board_page"] = "remove_board_page"
    page: Identifier


class ShowBoard(ClientMessage):
    """Show a page; without one the first, which is added if there is none."""

    type: Literal["show_board"] = "show_board"
    page: Identifier | None = None


class CloseBoard(ClientMessage):
    type: Literal["close_board"] = "close_board"


class SetWriters(ClientMessage):
    type: Literal["set_writers"] = "set_writers"
    members: Annotated[list[Identifier], Field(max_length=100)]


class FetchSurface(ClientMessage):
    """Ask for the marks of a surface that the snapshot left out."""

    type: Literal["fetch_surface"] = "fetch_surface"
    surface: SurfaceName


class SurfaceMarks(ServerMessage):
    """All marks of a surface as of the last cue that was sent before."""

    type: Literal["surface"] = "surface"
    surface: str
    marks: list[Mark]


class Ink(ClientMessage):
    """
    A stroke that is being drawn: its points from number `start` on, about ten times a second.

    Never recorded, and shown until its mark comes. `gone` takes it back.
    """

    type: Literal["ink"] = "ink"
    surface: SurfaceName
    stroke: int = Field(ge=0, lt=2**53)
    tool: DrawingTool
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
    width: int = Field(ge=1, le=200)
    start: int = Field(ge=0, le=10_000)
    points: PointText
    gone: bool = False


class PointAt(ClientMessage):
    """Where one's laser pointer is; without x and y it is switched off."""

    type: Literal["point"] = "point"
    surface: SurfaceName
    x: Share | None
    y: Share | None


class InkUnderWay(Shape):
    """A piece of somebody's stroke: what is known of it from number `start` on is replaced by `points`."""

    by: str
    surface: str
    stroke: int
    tool: DrawingTool
    colour: str
    width: int
    start: int
    points: str
    gone: bool


class PointerUnderWay(Shape):
    by: str
    surface: str
    x: float | None
    y: float | None


class Inked(ServerMessage):
    """What the others have drawn and pointed at since the last one; left out on a line that is too thin."""

    type: Literal["inked"] = "inked"
    strokes: list[InkUnderWay]
    pointers: list[PointerUnderWay]
