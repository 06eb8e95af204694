"""The JSON objects of watching a recording together, one class each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.web.shapes import ClassroomName, LessonCard, Planned, Title
from signaling.shape import Identifier, Shape
from signaling.tools.playback.state import Playable


class NewWatch(Shape):
    """
    A lesson of the form `observation` in which the recording is watched; from now on without `starts_at`.

    `classrooms` and `people` (ids of accounts) are to come; others are let in by the lesson's code, with
    `guests` also those without an account.
    """

    title: Title | None = None
    starts_at: Planned | None = None
    classrooms: Annotated[list[str], Field(max_length=64)] = Field(default_factory=list)
    people: Annotated[list[Identifier], Field(max_length=64)] = Field(default_factory=list)
    record: bool = True
    guests: bool = False


class Watch(Shape):
    """The lesson, and the code by which others ask to be let in."""

    lesson: LessonCard
    code: str


class FoundClassrooms(Shape):
    classrooms: list[ClassroomName]


class BroughtRecording(Shape):
    recording: Identifier


class Playables(Shape):
    """What the lesson may watch now."""

    recordings: list[Playable]
