"""Who did or looked at what: facts that are only ever added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment, Reference, Word, append_only


@append_only
class AuditEntry(Base):
    """`actor` is a user's id, a terminal's id or `operator`; `subject` the thing it was done to."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_view", "sign_in_id", "action", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[Word]
    subject: Mapped[str] = mapped_column(String(80), index=True)
    sign_in_id: Mapped[Reference | None]
    address: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]]
