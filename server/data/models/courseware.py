"""Courseware: what was made of an uploaded file, and which lessons have it under which title."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word


class Content(Base):
    """
    A file that was uploaded, by the SHA-256 of its bytes, and what was made of it.

    `files` is `{"files": [{name, bytes, sha256, type}, …]}`, empty until `is_ready`; they lie in
    the courseware folder under the hash. Several lessons may have the same content.
    """

    __tablename__ = "courseware_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Of the uploaded file's name: what its first bytes leave open.
    suffix: Mapped[Word]
    is_ready: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[Word] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=0)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    duration_ms: Mapped[Moment | None]
    bytes: Mapped[Moment]
    files: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[Moment]


class LessonDocument(Base):
    """
    A document of a lesson; without a content it is still being uploaded, until `expires_at`.

    A removed one stays for as long as the lesson's recording needs its files.
    """

    __tablename__ = "lesson_document"

    id: Mapped[Id]
    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id"), index=True)
    content_id: Mapped[str | None] = mapped_column(
        String(64), ForeignKey("courseware_content.sha256"), index=True
    )
    title: Mapped[Name]
    suffix: Mapped[Word]
    #: `slides`, `image`, `audio` or `video`: what the name promises, and later what it is.
    kind: Mapped[Word]
    position: Mapped[int]
    #: Bytes of the uploaded file.
    length: Mapped[Moment]
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    removed_at: Mapped[Moment | None]

    content: Mapped[Content | None] = relationship(lazy="raise")
