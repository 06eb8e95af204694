"""Cameras, encoders and recording hosts that stand in classrooms and are pulled into their lessons."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word
from server.data.models.places import Classroom


class Camera(Base):
    """
    One source of a classroom: `kind` is `camera` or `board`, each at most once.

    `address` is the URL without user and password, for people; `sealed` is the whole
    URL, encrypted by the server's secret.
    """

    __tablename__ = "camera"
    __table_args__ = (UniqueConstraint("classroom_id", "kind"),)

    id: Mapped[Id]
    classroom_id: Mapped[Reference] = mapped_column(ForeignKey("classroom.id"))
    name: Mapped[Name]
    kind: Mapped[Word]
    sound: Mapped[bool]
    address: Mapped[str] = mapped_column(String(500))
    sealed: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]

    classroom: Mapped[Classroom] = relationship(lazy="raise")
