"""The chapters that somebody has given a recording by hand, in place of those computed of its cues."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment


class ChapterList(Base):
    """All chapters of one recording, in the shape of `server.library.chapters.Chapter`; one row or none."""

    __tablename__ = "chapter_list"

    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True)
    chapters: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    by: Mapped[str | None] = mapped_column(String(80))
    at: Mapped[Moment]
