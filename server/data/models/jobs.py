"""Work that is done beside the lessons, and outlives the process that does it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Id, Moment, Word


class Job(Base):
    """
    One piece of work: `kind` says which, `subject` on what.

    `state` is `waiting`, `running`, `done`, `failed` or `cancelled`; of a failed one
    `error` is the code and `detail` says more in technical words. `by` is the actor who has ordered it,
    if it was somebody.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_about", "kind", "subject"),)

    id: Mapped[Id]
    kind: Mapped[Word]
    subject: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]]
    by: Mapped[str | None] = mapped_column(String(80), index=True)
    state: Mapped[Word] = mapped_column(default="waiting", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[Word | None]
    detail: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
