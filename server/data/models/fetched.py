"""What classrooms have of a lesson's courseware before it is shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment, Reference


class FetchedCourseware(Base):
    """What a classroom's terminal said last: `documents` is `{document: share}`, shares 0 to 1."""

    __tablename__ = "fetched_courseware"

    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    classroom_id: Mapped[Reference] = mapped_column(ForeignKey("classroom.id"), primary_key=True)
    documents: Mapped[dict[str, Any]]
    at: Mapped[Moment]
