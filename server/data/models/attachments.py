"""Files beside a recording: the lesson plan, and what belongs to it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Id, Moment, Reference, Word


class Attachment(Base):
    """`kind` is `plan` or `attachment`; the file lies in the recording's folder under the row's id."""

    __tablename__ = "attachment"

    id: Mapped[Id]
    recording_id: Mapped[Reference] = mapped_column(
        ForeignKey("recording.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Word]
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    bytes: Mapped[Moment]
    sha256: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Moment]
