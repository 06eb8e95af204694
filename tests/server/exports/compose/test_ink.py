"""What was written is drawn where it was, and gone when it was taken away."""

from __future__ import annotations

import pytest
from PIL import Image

from server.exports.compose.ink import Ink
from server.exports.compose.letters import Letters
from server.exports.compose.strokes import smoothed
from signaling.tools.board.points import ALPHABET
from signaling.tools.board.state import BoardPointer, DrawingTool, Mark

SIZE = (800, 450)
#: The middle of the surface, in steps.
MIDDLE = 4096


def points(*numbers: int, size: int = 2) -> str:
    """Points as PROTOCOL.md codes them."""
    text, last = str(size), [0] * size
    for at, number in enumerate(numbers):
        difference = number - last[at % size]
        last[at % size] = number
        value = difference * 2 if difference >= 0 else -difference * 2 - 1
        while value >= 32:
            text += ALPHABET[value & 31 | 32]
            value >>= 5
        text += ALPHABET[value]
    return text


def mark(tool: DrawingTool, coded: str, n: int = 1, *, width: int = 20, text: str = "") -> Mark:
    return Mark(n=n, by="t", stroke=n, tool=tool, colour="#c62828", width=width, points=coded, text=text)


def drawn(*marks: Mark) -> Image.Image:
    ink = Ink(*SIZE, Letters())
    ink.show(list(marks))
    return ink.over(Image.new("RGB", SIZE, (255, 255, 255)))


def test_stroke_is_where_the_hand_was() -> None:
    picture = drawn(mark(DrawingTool.PEN, points(2048, MIDDLE, 6144, MIDDLE)))
    assert picture.getpixel((400, 225)) == (198, 40, 40)
    assert picture.getpixel((400, 260)) == (255, 255, 255)
    assert picture.getpixel((100, 225)) == (255, 255, 255)


def test_pen_that_is_pressed_harder_draws_wider() -> None:
    picture = drawn(mark(DrawingTool.PEN, points(1024, MIDDLE, 0, 7168, MIDDLE, 31, size=3), width=40))
    widths = [sum(picture.getpixel((x, y)) != (255, 255, 255) for y in range(450)) for x in (150, 650)]
    assert widths[1] > 2 * widths[0]


def test_highlighter_lets_the_page_through() -> None:
    picture = drawn(mark(DrawingTool.HIGHLIGHTER, points(2048, MIDDLE, 6144, MIDDLE), width=40))
    red, green, _ = picture.getpixel((400, 225))  # type: ignore[misc]
    assert red > 200
    assert 150 < green < 230


@pytest.mark.parametrize("tool", [DrawingTool.RECTANGLE, DrawingTool.ELLIPSE])
def test_frame_has_a_rim_and_an_empty_middle(tool: DrawingTool) -> None:
    picture = drawn(mark(tool, points(2048, 2048, 6144, 6144)))
    assert picture.getpixel((200, 225)) == (198, 40, 40)
    assert picture.getpixel((400, 225)) == (255, 255, 255)


def test_text_is_written_at_its_place() -> None:
    picture = drawn(mark(DrawingTool.TEXT, points(MIDDLE, MIDDLE), width=60, text="同课\nTongke"))
    box = Image.eval(picture.convert("L"), lambda value: 255 - value).getbbox()
    assert box is not None
    assert box[0] == pytest.approx(402, abs=8)
    assert box[1] > 225


def test_mark_that_is_taken_away_is_gone_and_the_others_stay() -> None:
    one = mark(DrawingTool.PEN, points(2048, 2048, 6144, 2048), 1)
    other = mark(DrawingTool.PEN, points(2048, 6144, 6144, 6144), 2)
    ink, white = Ink(*SIZE, Letters()), Image.new("RGB", SIZE, (255, 255, 255))
    assert ink.show([one, other])
    assert ink.show([other])
    picture = ink.over(white)
    assert picture.getpixel((400, 112)) == (255, 255, 255)
    assert picture.getpixel((400, 337)) == (198, 40, 40)


def test_points_that_can_not_be_read_draw_nothing() -> None:
    assert drawn(mark(DrawingTool.PEN, "2A")).getextrema() == ((255, 255),) * 3


def test_pointer_is_a_dot() -> None:
    ink = Ink(*SIZE, Letters())
    picture = ink.over(Image.new("RGB", SIZE), [BoardPointer(surface="board:p", x=0.5, y=0.5)])
    assert picture.getpixel((400, 225)) == (255, 30, 30)


def test_curve_passes_the_points_that_were_kept() -> None:
    kept = [(0.0, 0.0, 0.5), (100.0, 80.0, 0.5), (220.0, 40.0, 0.5)]
    line = list(smoothed(kept))
    for x, y, _ in kept:
        assert min(abs(x - a) + abs(y - b) for a, b, _ in line) < 0.01
    assert len(line) > 8
