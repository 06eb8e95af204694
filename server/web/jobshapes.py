"""The JSON objects of jobs, of exports and of imports, one class each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from server.exports.compose.order import Layout
from server.exports.wanted import LessonMs
from server.web.shapes import ErrorText, Moment
from signaling.shape import Shape

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]


class JobCard(Shape):
    """
    One piece of work; `subject` is what it is about (of an export the recording, of an import itself).

    `progress` is 0 to 1, `remaining_s` what that promises while it runs; `detail` says more of a
    failure in technical words.
    """

    id: str
    kind: str
    subject: str
    state: JobState
    progress: float
    remaining_s: int | None = None
    error: ErrorText | None = None
    detail: str = ""
    created_at: Moment
    started_at: Moment | None = None
    ended_at: Moment | None = None


class Jobs(Shape):
    jobs: list[JobCard]


class NewExport(Shape):
    """
    Milliseconds of the lesson clock; without `end_ms` up to its end.

    With `watermark` the name of whoever asks stands on the film.
    """

    layout: Layout = "lesson"
    start_ms: LessonMs = 0
    end_ms: LessonMs | None = None
    sound_only: bool = False
    watermark: bool = False

    @model_validator(mode="after")
    def _has_a_span(self) -> NewExport:
        if self.end_ms is not None and self.end_ms <= self.start_ms:
            raise ValueError("end_ms must lie behind start_ms")
        return self


class ExportCard(Shape):
    """
    A film; its `job` says how far it is.

    `file` is its address once it is done, until `expires_at`; `mine` tells whether the asker has made
    it, `by` the name of whoever has.
    """

    id: str
    job: JobCard
    layout: Layout
    start_ms: int
    end_ms: int | None
    sound_only: bool
    watermark: bool
    by: str
    mine: bool
    bytes: int | None = None
    expires_at: Moment | None = None
    file: str | None = None


class Expected(Shape):
    """For one second of the lesson: how many are made in a second, and bytes of film."""

    speed: Annotated[float, Field(gt=0)]
    bytes_per_s: int


class Exports(Shape):
    """
    `ahead` are the exports of others that wait or run; `takes` is where the takes are, for who may.

    `duration_ms` is the recording's.
    """

    duration_ms: int
    exports: list[ExportCard]
    picture: Expected
    sound: Expected
    ahead: int
    takes: str | None
