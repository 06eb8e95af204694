"""Hold a drawing to what its tool can draw."""

from __future__ import annotations

from signaling.tools.board.limits import BoardLimits
from signaling.tools.board.points import read_points
from signaling.tools.board.state import Drawing, DrawingTool

_FREE = (DrawingTool.PEN, DrawingTool.HIGHLIGHTER)


def fault(drawing: Drawing, limits: BoardLimits) -> str | None:
    """Return the error code of a drawing that cannot be drawn, or None."""
    if drawing.tool is DrawingTool.TEXT and len(drawing.text) > limits.text:
        return "board_text_too_long"
    try:
        points = len(read_points(drawing.points))
    except ValueError:
        return "bad_drawing"
    if points > limits.points:
        return "stroke_too_long"
    return None if _fits(drawing, points, limits) else "bad_drawing"


def _fits(drawing: Drawing, points: int, limits: BoardLimits) -> bool:
    if drawing.tool is DrawingTool.TEXT:
        return points == 1 and _is_text(drawing.text, limits)
    enough = points >= 1 if drawing.tool in _FREE else points == 2
    return enough and not drawing.text


def _is_text(text: str, limits: BoardLimits) -> bool:
    lines = text.split("\n")
    return bool(text.strip()) and len(lines) <= limits.lines and all(line.isprintable() for line in lines)
