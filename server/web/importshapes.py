"""The JSON objects of imports, one class each."""

from __future__ import annotations

from typing import Literal

from server.web.jobshapes import JobCard
from server.web.shapes import ErrorText, Moment
from signaling.shape import Shape


class ImportCard(Shape):
    """
    A film that is brought in. `progress` is that of its `state`, 0 to 1.

    `upload` is where its bytes are sent (tus) while it is `uploading`; `job` does the rest, and what
    comes of it is `recording`. Of one that has `failed`, `twin` is the recording that the same film
    has become before, if that is why.
    """

    id: str
    name: str
    title: str
    subject: str
    taught_at: Moment | None
    state: Literal["uploading", "working", "ready", "failed"]
    progress: float
    bytes: int
    created_at: Moment
    upload: str | None = None
    job: JobCard | None = None
    error: ErrorText | None = None
    recording: str | None = None
    twin: str | None = None


class Imports(Shape):
    imports: list[ImportCard]
    max_bytes: int
