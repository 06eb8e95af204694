"""The shapes in which pupils' phones and the server talk."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.web.shapes import Moment
from signaling.shape import Shape
from signaling.tools.questions.state import Given

Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Entering(Shape):
    """
    A pupil says where he sits, by the link that was scanned or the code that was typed.

    `device` is a random word that the phone keeps; `name` may be left out.
    """

    link: Annotated[str, Field(max_length=300)] = ""
    code: Annotated[str, Field(max_length=20)] = ""
    seat: Annotated[int, Field(ge=0, le=99_999)]
    name: Annotated[str, Field(max_length=20)] = ""
    device: Word


class PupilPass(Shape):
    """`token` goes with every further request as a bearer token; `alias` is the pupil's own among racers."""

    token: str
    alias: str
    lesson: str
    title: str
    place: str
    seat: int
    server_time: Moment


class ClockReading(Shape):
    """A phone that asks learns how its clock differs, give or take half of what the asking took."""

    server_time: Moment


class PupilAnswer(Shape):
    """
    `key` is made once for each press and sent with every repetition of it.

    `pressed_at` is on the server's clock as the phone knows it, give or take `uncertainty_ms`.
    """

    key: Word
    question: Annotated[str, Field(min_length=1, max_length=80)]
    given: Given = Field(default_factory=list)
    pressed_at: Moment
    uncertainty_ms: Annotated[int, Field(ge=0, le=3_600_000)] = 0


class Counted(Shape):
    """The answer counts, also if it had come before."""

    counted: bool = True
