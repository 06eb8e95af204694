"""What was written over a page, a board or a screen, as a layer of the size it has on the film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

from server.exports.compose.letters import Letters
from server.exports.compose.strokes import Line, line_width, lines_of
from signaling.tools.board.points import STEPS, read_points
from signaling.tools.board.state import BoardPointer, Drawing, DrawingTool, Mark

#: Lines are drawn so much larger and then made smaller: that smoothes their edges.
_FINER = 3
_SEE_THROUGH = 0.38
_LINE_HEIGHT = 1.35
#: Drawn marks are kept while they may be needed again: a board holds fewer.
_KEPT = 3000
_POINTER = (255, 30, 30)


@dataclass(frozen=True, slots=True)
class _Drawn:
    picture: Image.Image
    left: int
    top: int


class Ink:
    """The marks of one surface, drawn over a place of `width` x `height` pixels."""

    def __init__(self, width: int, height: int, letters: Letters) -> None:
        self.layer = Image.new("RGBA", (width, height))
        self._letters = letters
        self._shown: Sequence[Mark] = ()
        self._drawn: dict[int, _Drawn] = {}

    def show(self, marks: Sequence[Mark]) -> bool:
        """Make the layer show these marks, later ones above; tells whether it has changed."""
        if marks is self._shown:
            return False
        known = len(self._shown)
        goes_on = [mark.n for mark in marks[:known]] == [mark.n for mark in self._shown]
        if not goes_on:
            self.layer = Image.new("RGBA", self.layer.size)
        for mark in marks[known:] if goes_on else marks:
            self._lay(self._picture(mark))
        self._shown = marks
        return True

    def over(self, picture: Image.Image, pointers: Sequence[BoardPointer] = ()) -> Image.Image:
        """The picture, of the layer's size, with the marks and the pointers on it."""
        whole = picture.convert("RGB")
        if self._shown:
            whole.paste(self.layer, mask=self.layer)
        for pointer in pointers:
            _point(whole, pointer)
        return whole

    def _picture(self, mark: Mark) -> _Drawn | None:
        if mark.n not in self._drawn:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            try:
                drawn = self._text(mark) if mark.tool is DrawingTool.TEXT else self._stroke(mark)
            except ValueError:
                drawn = None
            if drawn is None:
                return None
            self._drawn[mark.n] = drawn
        return self._drawn[mark.n]

    def _lay(self, drawn: _Drawn | None) -> None:
        if drawn is not None:
            self.layer.alpha_composite(drawn.picture, (drawn.left, drawn.top))

    def _stroke(self, mark: Mark) -> _Drawn | None:
        scale = self.layer.width / STEPS
        lines = list(_scaled(lines_of(mark, self.layer.height / self.layer.width), scale))
        if not lines:
            return None
        box = _box(lines, *self.layer.size)
        mask = Image.new("L", ((box[2] - box[0]) * _FINER, (box[3] - box[1]) * _FINER))
        pencil = ImageDraw.Draw(mask)
        for line in lines:
            _draw(pencil, line, box[0], box[1])
        mask = mask.reduce(_FINER)
        if mark.tool is DrawingTool.HIGHLIGHTER:
            mask = mask.point(lambda value: value * _SEE_THROUGH)
        return _Drawn(_coloured(mark, mask), box[0], box[1])

    def _text(self, mark: Mark) -> _Drawn | None:
        (x, y, *_), size = read_points(mark.points)[0], line_width(mark) * self.layer.width / STEPS
        mask = Image.new("L", self.layer.size)
        pencil, font = ImageDraw.Draw(mask), self._letters.font(max(1, round(size)))
        left, top = x / STEPS * mask.width, y / STEPS * mask.height
        for at, line in enumerate(mark.text.split("\n")):
            pencil.text((left, top + (at + 0.5) * size * _LINE_HEIGHT), line, 255, font, anchor="lm")
        box = mask.getbbox()
        if box is None:
            return None
        return _Drawn(_coloured(mark, mask.crop(box)), box[0], box[1])


def _coloured(drawing: Drawing, mask: Image.Image) -> Image.Image:
    picture = Image.new("RGBA", mask.size, drawing.colour)
    picture.putalpha(mask)
    return picture


def _scaled(lines: Sequence[Line], scale: float) -> Iterator[Line]:
    for places, widths in lines:
        if places:
            yield [(x * scale, y * scale, p) for x, y, p in places], [width * scale for width in widths]


def _box(lines: Sequence[Line], width: int, height: int) -> tuple[int, int, int, int]:
    """The whole pixels around the lines, as far as they lie on the surface."""
    rim = max(max(widths) for _, widths in lines) / 2 + 2
    xs = [x for places, _ in lines for x, _, _ in places]
    ys = [y for places, _ in lines for _, y, _ in places]
    left, top = max(0, int(min(xs) - rim)), max(0, int(min(ys) - rim))
    right, bottom = min(width, int(max(xs) + rim) + 1), min(height, int(max(ys) + rim) + 1)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _draw(pencil: ImageDraw.ImageDraw, line: Line, left: int, top: int) -> None:
    places, widths = line
    spots = [((x - left) * _FINER, (y - top) * _FINER) for x, y, _ in places]
    if len(set(widths)) == 1:
        pencil.line(spots, 255, round(widths[0] * _FINER), joint="curve")
        rounded = {0: widths[0], len(spots) - 1: widths[-1]}
    else:
        for at, (start, end) in enumerate(pairwise(spots)):
            pencil.line((start, end), 255, round((widths[at] + widths[at + 1]) / 2 * _FINER))
        rounded = dict(enumerate(widths))
    for at, width in rounded.items():
        (x, y), radius = spots[at], width / 2 * _FINER
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), 255)


def _point(picture: Image.Image, pointer: BoardPointer) -> None:
    x, y, radius = pointer.x * picture.width, pointer.y * picture.height, picture.width / 180
    dot = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(picture).ellipse(dot, _POINTER, (255, 255, 255), 2)
