"""What is deleted from recordings for somebody's right to be forgotten."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Reference, Word
from server.data.models.lessons import Recording


class Forgetting(Base):
    """
    A member's takes are deleted from a recording; `takes` are those that went.

    `what` is `all`, `pictures` or `pupils_camera`. It is carried out until `done_at` is set, also by the
    next process. The row stays as the fact.
    """

    __tablename__ = "forgetting"

    id: Mapped[Id]
    recording_id: Mapped[Reference] = mapped_column(ForeignKey("recording.id"), index=True)
    member: Mapped[str] = mapped_column(String(80))
    what: Mapped[Word]
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[Moment]
    done_at: Mapped[Moment | None] = mapped_column(index=True)
    takes: Mapped[list[str]] = mapped_column(JSON, default=list)

    recording: Mapped[Recording] = relationship(lazy="raise")
