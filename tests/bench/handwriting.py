"""Strokes as a hand writes them, for the bench of the board: half a second each, with a pen's pressure."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from signaling.tools.board.points import PRESSURE, STEPS
from tests.support.ink import drawing, written

Point = tuple[int, int, int]
SAMPLES = 30
#: Of a hand's samples about half are needed to draw its line.
KEPT = 16
INK_PIECES = 5


@dataclass(frozen=True)
class Stroke:
    """One stroke; `pieces` are what goes out while it is drawn, each with the number of its first point."""

    number: int
    points: list[Point]

    @property
    def drawing(self) -> dict[str, Any]:
        return drawing(self.number, written(self.points))

    @property
    def pieces(self) -> Iterator[tuple[int, str]]:
        size = math.ceil(len(self.points) / INK_PIECES)
        for start in range(0, len(self.points), size):
            yield start, written(self.points[start : start + size])


def stroke(number: int, chance: random.Random) -> Stroke:
    """A bow of a Chinese character's size somewhere on the surface."""
    x, y = chance.uniform(0.1, 0.9) * STEPS, chance.uniform(0.1, 0.9) * STEPS
    heading, turn = chance.uniform(0, 2 * math.pi), chance.uniform(-0.25, 0.25)
    points = []
    for sample in range(SAMPLES):
        speed = 38 * math.sin(math.pi * (sample + 1) / (SAMPLES + 1))
        heading += turn + chance.uniform(-0.12, 0.12)
        x, y = x + speed * math.cos(heading), y + speed * math.sin(heading)
        points.append(_held(x, y, sample))
    return Stroke(number, points[:: max(1, SAMPLES // KEPT)])


def _held(x: float, y: float, sample: int) -> Point:
    pressure = round(PRESSURE * (0.35 + 0.3 * math.sin(math.pi * sample / SAMPLES)))
    return (max(0, min(STEPS, round(x))), max(0, min(STEPS, round(y))), pressure)
