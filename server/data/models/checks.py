"""Checks of rooms before their lessons: what is wrong with which room."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Id, Moment, Name, Reference, Word, append_only


@append_only
class RoomCheck(Base):
    """
    One check of a classroom, or of the room that a person was in; `result` is a `CheckResult` of REST.

    `school_id` is whose technicians see it.
    """

    __tablename__ = "room_check"

    id: Mapped[Id]
    classroom_id: Mapped[Reference | None] = mapped_column(ForeignKey("classroom.id"), index=True)
    user_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    school_id: Mapped[Reference | None] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[Name]
    place: Mapped[Name]
    verdict: Mapped[Word]
    at: Mapped[Moment] = mapped_column(index=True)
    result: Mapped[dict[str, Any]]
