"""Shapes of the REST interface that are about courseware."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import ErrorText
from signaling.shape import Shape

State = Literal["uploading", "waiting", "converting", "ready", "failed"]
Kind = Literal["slides", "image", "audio", "video"]


class FileCard(Shape):
    """A file of a document; it never changes, and `sha256` is that of its bytes."""

    name: str
    bytes: int
    sha256: str
    type: str


class DocumentCard(Shape):
    """
    A document of a lesson. `progress` is 0 to 1 while it is uploaded or converted.

    Sizes are in pixels; `bytes` those of all files, before it is ready those of the upload.
    """

    id: str
    kind: Kind
    title: str
    state: State
    progress: float
    error: ErrorText | None
    pages: int
    width: int
    height: int
    duration_ms: int | None
    bytes: int
    files: list[FileCard]


class Documents(Shape):
    """A lesson's documents in their order."""

    documents: list[DocumentCard]


class EarlierDocument(Shape):
    """A document of another lesson of the same teacher, which can be taken into this one."""

    id: str
    kind: Kind
    title: str
    pages: int
    duration_ms: int | None
    bytes: int
    lesson: str
    lesson_title: str
    starts_at: int


class EarlierDocuments(Shape):
    documents: list[EarlierDocument]


class NewTitle(Shape):
    title: Annotated[str, Field(min_length=1, max_length=120)]


class WantedOrder(Shape):
    """Ids of the lesson's documents; those that are not named follow in the order they had."""

    documents: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=200)]
