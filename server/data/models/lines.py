"""How rooms' lines were in past lessons: the pages of their passports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Moment, Name, Reference, Word, append_only
from server.data.models.lessons import Lesson


@append_only
class LineRecord(Base):
    """
    One member's line in one lesson.

    `figures` is `{name: {"median": …, "worst": …}}`, `qualities` and `paths` count the reports
    that found them. After a restart of the server in the middle of a lesson there are two.
    """

    __tablename__ = "line_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id"), index=True)
    member: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[Name]
    place: Mapped[Name]
    role: Mapped[Word]
    began_at: Mapped[Moment] = mapped_column(index=True)
    ended_at: Mapped[Moment]
    quality: Mapped[Word]
    qualities: Mapped[dict[str, Any]]
    paths: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]

    lesson: Mapped[Lesson] = relationship(lazy="raise")
