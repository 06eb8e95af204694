"""Films that come from elsewhere, and become recordings like any other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Id, Moment, Name, Reference


class Import(Base):
    """
    A film on its way into the library; an upload until it has come whole, at `expires_at` at the latest.

    `words` say what it is: title, subject, when it was taught and by whom. `sha256` is that of a whole
    file, `recording_id` what it has become.
    """

    __tablename__ = "import"

    id: Mapped[Id]
    by: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[Name]
    #: Bytes of the file.
    length: Mapped[Moment]
    words: Mapped[dict[str, Any]]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    recording_id: Mapped[Reference | None] = mapped_column(ForeignKey("recording.id"))
