"""Courseware: which documents the lesson has, which page is shown, and which clip is open."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from signaling.shape import Identifier, Shape

Page = Annotated[int, Field(ge=1, le=100_000)]
#: A day: no clip is longer.
Position = Annotated[int, Field(ge=0, le=86_400_000)]


class DocumentKind(StrEnum):
    """`slides` and `image` have pages, `audio` and `video` a duration."""

    SLIDES = "slides"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


class Document(Shape):
    """
    A document that is ready; its files are fetched by REST, before the lesson.

    `width` and `height` are those of the first page or of the picture, in pixels (0 where there is
    none), `duration_ms` that of a clip, `bytes` all its files together.
    """

    id: Identifier
    kind: DocumentKind
    title: Annotated[str, Field(max_length=200)]
    pages: int = Field(default=0, ge=0)
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    duration_ms: int | None = Field(default=None, ge=0)
    bytes: int = Field(default=0, ge=0)


class ShownPage(Shape):
    """`page` counts from 1."""

    document: Identifier
    page: Page


class Clip(Shape):
    """
    An open clip: at server time `at` (Unix ms) it is at `position_ms`.

    While it plays it is at `position_ms + now - at`; `at` may lie a little in the future.
    """

    document: Identifier
    playing: bool
    position_ms: Position
    at: int


class CoursewareState(Shape):
    """`documents` are in the order in which they became ready."""

    documents: dict[str, Document] = Field(default_factory=dict)
    shown: ShownPage | None = None
    clip: Clip | None = None
