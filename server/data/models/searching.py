"""What is searched: one narrow row a recording, made of facts that lie elsewhere and can be made anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment, Reference, Word


class SearchKind(Base):
    """One combination of what recordings are of; such rows are never changed."""

    __tablename__ = "search_kind"
    __table_args__ = (UniqueConstraint("subject", "grade", "form", "language", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Word]
    grade: Mapped[Word]
    form: Mapped[Word]
    language: Mapped[Word]
    #: `private` while it is not published.
    scope: Mapped[Word]


class SearchPlace(Base):
    """A teacher in a school, empty where there is none; such rows are never changed."""

    __tablename__ = "search_place"
    __table_args__ = (UniqueConstraint("teacher_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[Reference]
    school_id: Mapped[Reference]


class SearchNodes(Base):
    """
    One set of nodes: schools of a lesson, or whom a recording is published to.

    `digest` is of the set; such rows are never changed.
    """

    __tablename__ = "search_nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    nodes: Mapped[list[str]] = mapped_column(JSON)


class SearchEntry(Base):
    """
    A recording that can be found; its id names it in the full text.

    `schools_id` and `audience_id` say who may find it, `kind_id` and `place_id` what it is filtered by;
    `score` is -1 while it has none.
    """

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    recording_id: Mapped[str] = mapped_column(
        String(12), ForeignKey("recording.id", ondelete="CASCADE"), unique=True
    )
    kind_id: Mapped[int] = mapped_column(ForeignKey("search_kind.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("search_place.id"))
    schools_id: Mapped[int] = mapped_column(ForeignKey("search_nodes.id"))
    audience_id: Mapped[int] = mapped_column(ForeignKey("search_nodes.id"))
    owner_id: Mapped[Reference | None] = mapped_column(index=True)
    teacher_id: Mapped[Reference | None] = mapped_column(index=True)
    started_at: Mapped[Moment]
    views: Mapped[int]
    score: Mapped[float] = mapped_column(Double)


class SearchText(Base):
    """The words of an entry as `version` has indexed them: `pieces` is `[[kind, at_ms, text], …]`."""

    __tablename__ = "search_text"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("search_entry.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int]
    pieces: Mapped[list[list[Any]]] = mapped_column(JSON)


class SearchStale(Base):
    """A recording that has changed since it was indexed; `counts_only` if its views or scores alone."""

    __tablename__ = "search_stale"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[Reference] = mapped_column(index=True)
    counts_only: Mapped[bool]


class SearchChange(Base):
    """
    That an entry was added, changed or removed, for whoever keeps a copy of entries.

    Changes are committed in the order of their ids; the oldest are removed.
    """

    __tablename__ = "search_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int]
