"""Write drawings as a client does; `signaling.tools.board.points` reads their points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from signaling.tools.board.points import ALPHABET


def written(points: Iterable[tuple[int, ...]]) -> str:
    """The text of these points, all of the same size (2, or 3 with pressure)."""
    rows = list(points)
    size = len(rows[0])
    last, text = (0,) * size, str(size)
    for row in rows:
        text += "".join(_number(a - b) for a, b in zip(row, last, strict=True))
        last = row
    return text


def _number(difference: int) -> str:
    value = difference * 2 if difference >= 0 else -difference * 2 - 1
    text = ""
    while value >= 32:
        text += ALPHABET[value % 32 + 32]
        value //= 32
    return text + ALPHABET[value]


def drawing(stroke: int, points: str = "2ggEggEEB", **fields: Any) -> dict[str, Any]:
    """A stroke of a pen, or what `fields` make of it."""
    return {"stroke": stroke, "tool": "pen", "colour": "#1d2426", "width": 4, "points": points, **fields}
