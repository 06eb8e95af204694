"""Bounds of what is drawn in one lesson."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardLimits:
    """Counts of one room; the shapes bound what a single message may hold."""

    #: Pages of the whiteboard.
    pages: int = 60
    #: Surfaces with ink: a document of 300 pages may be written on from end to end.
    surfaces: int = 400
    #: Marks on one surface: an hour of one person's writing; whoever needs more takes a new page.
    marks: int = 3_000
    #: Marks of a whole lesson, about 1 kB of memory each.
    all_marks: int = 20_000
    #: Points of one mark: a minute of scribbling without lifting the pen.
    points: int = 3_000
    #: Characters and lines of one text.
    text: int = 500
    lines: int = 20
