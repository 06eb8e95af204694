"""The lines of what was drawn, by the geometry of `web_client/src/tools/board/outline.ts`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from signaling.tools.board.points import PRESSURE, STEPS, Point, read_points
from signaling.tools.board.state import Drawing, DrawingTool

#: As near to each other are the points between those that were kept, in steps.
_SPACING = 24
#: How much a pen with pressure swells.
_THINNING = 0.62
#: The length of an arrow's head by the width of its line.
_ARROW_HEAD = 4.5
_FREE = (DrawingTool.PEN, DrawingTool.HIGHLIGHTER)

#: In steps of the surface's width both ways, with the pen's pressure from 0 to 1.
Place = tuple[float, float, float]
#: A line through places, and how wide it is at each, in steps.
Line = tuple[list[Place], list[float]]


def lines_of(drawing: Drawing, ratio: float) -> list[Line]:
    """What to draw of a drawing that is no text; `ratio` is the surface's height by its width."""
    points = read_points(drawing.points)
    places = [_place(point, ratio) for point in points]
    width = line_width(drawing)
    if drawing.tool in _FREE:
        smooth = list(smoothed(places))
        is_pressed = bool(points) and len(points[0]) == 3
        return [(smooth, [_swollen(width, place[2], is_pressed) for place in smooth])]
    if len(places) < 2:
        return []
    figures = _figure(drawing.tool, places[0], places[1], width)
    return [(figure, [width] * len(figure)) for figure in figures]


def line_width(drawing: Drawing) -> float:
    """The width of a drawing's line, of a text its size, in steps."""
    return drawing.width / 1000 * STEPS


def _place(point: Point, ratio: float) -> Place:
    pressure = point[2] if len(point) == 3 else PRESSURE / 2
    return point[0], point[1] * ratio, pressure / PRESSURE


def _swollen(width: float, pressure: float, is_pressed: bool) -> float:
    return width * 2 * (0.5 - _THINNING * (0.5 - pressure)) if is_pressed else width


def smoothed(places: Sequence[Place]) -> Iterator[Place]:
    """Points on a smooth line (Catmull-Rom) through those that were kept."""
    yield from places[:1]
    for at, (start, end) in enumerate(pairwise(places)):
        before = places[at - 1] if at else start
        after = places[at + 2] if at + 2 < len(places) else end
        parts = max(1, math.ceil(math.hypot(end[0] - start[0], end[1] - start[1]) / _SPACING))
        for n in range(parts):
            yield _between(before, start, end, after, (n + 1) / parts)


def _between(before: Place, start: Place, end: Place, after: Place, share: float) -> Place:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    chord = tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
    bow = [_along(before, start, end, after, share, axis) for axis in (0, 1)]
    off = math.hypot(bow[0] - chord[0], bow[1] - chord[1])
    # A long side next to a short one would throw the line past its points.
    held = length / 4 / off if off > length / 4 else 1.0
    return chord[0] + (bow[0] - chord[0]) * held, chord[1] + (bow[1] - chord[1]) * held, chord[2]


def _along(before: Place, start: Place, end: Place, after: Place, share: float, axis: int) -> float:
    leave, arrive = _slope(before, start, end, axis), _slope(start, end, after, axis)
    s2, s3 = share**2, share**3
    first = (2 * s3 - 3 * s2 + 1) * start[axis] + (s3 - 2 * s2 + share) * leave
    return first + (-2 * s3 + 3 * s2) * end[axis] + (s3 - s2) * arrive


def _slope(a: Place, b: Place, c: Place, axis: int) -> float:
    """The tangent in the middle of three points, for the shorter of the two sides."""
    ab, bc = math.hypot(b[0] - a[0], b[1] - a[1]), math.hypot(c[0] - b[0], c[1] - b[1])
    whole = ab + bc
    return (c[axis] - a[axis]) * min(ab or bc, bc or ab) / whole if whole else 0.0


def _figure(tool: DrawingTool, start: Place, end: Place, width: float) -> list[list[Place]]:
    (x1, y1, _), (x2, y2, _) = start, end
    if tool is DrawingTool.RECTANGLE:
        return [[start, (x2, y1, 1), end, (x1, y2, 1), start]]
    if tool is DrawingTool.ELLIPSE:
        middle, half = ((x1 + x2) / 2, (y1 + y2) / 2), ((x2 - x1) / 2, (y2 - y1) / 2)
        turns = [n * math.pi / 36 for n in range(73)]
        return [[(middle[0] + half[0] * math.cos(t), middle[1] + half[1] * math.sin(t), 1) for t in turns]]
    if tool is DrawingTool.ARROW:
        return [[start, end], _arrow_head(start, end, width)]
    return [[start, end]]


def _arrow_head(start: Place, end: Place, width: float) -> list[Place]:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    length = min(width * _ARROW_HEAD, math.hypot(end[0] - start[0], end[1] - start[1]))
    sides = [
        (end[0] - length * math.cos(angle + turn), end[1] - length * math.sin(angle + turn), 1.0)
        for turn in (0.5, -0.5)
    ]
    return [sides[0], end, sides[1]]
