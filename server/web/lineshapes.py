"""The JSON objects of the technician's routes, one class each."""

from __future__ import annotations

from typing import Literal

from server.web.shapes import Moment
from signaling.messages import Line, LinkReport
from signaling.shape import Shape
from signaling.state import Phase, Role

Quality = Literal["good", "fair", "poor"]


class LiveLine(Shape):
    """A member's line as it is now; without `at` (of the last report) nothing is known yet."""

    member: str
    name: str
    place: str
    role: Role
    present: bool
    at: Moment | None
    line: Line | None
    up: LinkReport | None
    down: LinkReport | None


class LiveRoom(Shape):
    lesson: str
    title: str
    teacher: str
    phase: Phase
    started_at: Moment | None
    members: list[LiveLine]


class LiveRooms(Shape):
    rooms: list[LiveRoom]


class Curves(Shape):
    """
    The last minutes of one member's line, oldest first: `curves[name][n]` is the figure at `at[n]`.

    A figure that was not known is null. Names are those of a passport's figures.
    """

    at: list[Moment]
    quality: list[str]
    curves: dict[str, list[float | None]]


class Figure(Shape):
    """`worst`: nineteen of twenty reports were better."""

    median: float
    worst: float


class PassportPage(Shape):
    """How a room's line was in one lesson; `qualities` and `paths` count its reports."""

    lesson: str
    title: str
    began_at: Moment
    ended_at: Moment
    quality: Quality
    qualities: dict[str, int]
    paths: dict[str, int]
    figures: dict[str, Figure]


class Passport(Shape):
    """One room's lessons, newest first."""

    member: str
    name: str
    place: str
    role: Role
    pages: list[PassportPage]


class Passports(Shape):
    passports: list[Passport]
