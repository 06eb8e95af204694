"""
Read the points of a drawing: short texts of numbers, the same in Python and TypeScript.

The first character says how many numbers a point has: `2` for x and y, `3` with the pen's
pressure. Every number is the difference to that of the point before (the first to 0),
zigzag-coded and written in groups of five bits, the lowest first, each a character of
`ALPHABET`; those of 32 and more have a successor. `web_client/src/tools/board/points.ts` writes them,
and `tests/data/board_points.json` holds both to the same texts.
"""

from __future__ import annotations

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#: x and y count the steps from the left and upper edge of the surface: a quarter of a pixel of 1920.
STEPS = 8192
#: The pen's pressure, from 0 to this.
PRESSURE = 31

Point = tuple[int, ...]
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_MORE = 32
#: A difference needs 15 bits with its sign: three characters.
_LONGEST = 15


def read_points(text: str) -> list[Point]:
    """Return the points, each `(x, y)` or `(x, y, pressure)`; raises `ValueError` on any other text."""
    size = {"2": 2, "3": 3}.get(text[:1])
    numbers = _numbers(text[1:])
    if size is None or len(numbers) % size:
        raise ValueError("not a text of points")
    points: list[Point] = []
    last: Point = (0,) * size
    for at in range(0, len(numbers), size):
        last = tuple(a + b for a, b in zip(last, numbers[at : at + size], strict=True))
        points.append(last)
    if not all(_is_inside(point) for point in points):
        raise ValueError("a point lies outside of the surface")
    return points


def _is_inside(point: Point) -> bool:
    return all(0 <= value <= most for value, most in zip(point, (STEPS, STEPS, PRESSURE), strict=False))


def _numbers(text: str) -> list[int]:
    numbers, value, shift = [], 0, 0
    for character in text:
        digit = _VALUES.get(character)
        if digit is None or shift >= _LONGEST:
            raise ValueError("not a text of points")
        value |= (digit & (_MORE - 1)) << shift
        shift += 5
        if digit < _MORE:
            numbers.append((value >> 1) ^ -(value & 1))
            value = shift = 0
    if shift:
        raise ValueError("the text of points breaks off")
    return numbers
