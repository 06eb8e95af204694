"""The JSON objects of a lesson's roll, one class each."""

from __future__ import annotations

from server.web.shapes import Moment
from signaling.shape import Shape


class RollVisit(Shape):
    """`left` is null while it lasts."""

    came: Moment
    left: Moment | None


class RollCount(Shape):
    """A roll call; `by` is the member who confirmed it."""

    present: int
    absent: list[str]
    by: str | None
    at: Moment


class RollMember(Shape):
    """`expected` is the enrolment where it is known; the last of `calls` counts."""

    member: str
    name: str
    place: str
    role: str
    expected: int | None
    visits: list[RollVisit]
    present_ms: int
    calls: list[RollCount]


class Roll(Shape):
    """`participations` are the classrooms that were there, however often; `pupils` are those counted."""

    lesson: str
    title: str
    started_at: Moment | None
    ended_at: Moment | None
    participations: int
    pupils: int
    members: list[RollMember]
