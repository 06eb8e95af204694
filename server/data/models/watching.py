"""What a lesson may watch together and on whose word, who is asked to come, and where viewers were."""

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


class AskedPerson(Base):
    """Somebody with an account who is asked into the lesson by name, whatever the duties."""

    __tablename__ = "asked_person"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True, index=True)


class WatchedPlace(Base):
    """Where in a recording somebody was last, for all of their devices."""

    __tablename__ = "watched_place"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True, index=True)
    position_ms: Mapped[Moment]
    at: Mapped[Moment]
