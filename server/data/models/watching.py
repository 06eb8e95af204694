"""Which recordings a lesson may watch together, and on whose word."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment, Reference


class WatchedRecording(Base):
    """
    A recording that the lesson may watch as long as `user_id` may show it.

    Without one an operator has brought it.
    """

    __tablename__ = "watched_recording"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True, index=True)
    user_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[Moment]
