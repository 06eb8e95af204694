"""What the drawing process is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: Of one tile, and how many make a sheet; a picture of another shape gets black borders.
WIDTH, HEIGHT, COLUMNS, ROWS = 160, 90, 10, 10
TILES = COLUMNS * ROWS


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes of a take's file."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """
    One take: the `init` section and fragments that begin with keyframes, one for each picture wanted.

    `offset_ms` is lesson time less file time; a picture is wanted once each `interval_ms` of the lesson.
    """

    take: str
    path: str
    offset_ms: float
    interval_ms: int
    pieces: list[Piece]
    #: Spans of the lesson in which it may give the cover.
    stage: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Still:
    """The picture that the owner has chosen: the last one not after `file_ms` in the pieces of a take."""

    take: str
    path: str
    file_ms: int
    at_ms: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Order:
    """Files are written into `folder`; `cpu_s` is the processor's time that the whole may take."""

    folder: str
    takes: list[TakeOrder] = field(default_factory=list)
    still: Still | None = None
    memory_mb: int = 1024
    cpu_s: int = 1800


def parsed(order: dict[str, Any]) -> Order:
    """An order out of its JSON."""
    takes = [TakeOrder(**{**take, "pieces": _pieces(take)}) for take in order["takes"]]
    still = order["still"]
    chosen = Still(**{**still, "pieces": _pieces(still)}) if still else None
    return Order(**{**order, "takes": takes, "still": chosen})


def _pieces(part: dict[str, Any]) -> list[Piece]:
    return [Piece(**piece) for piece in part["pieces"]]
