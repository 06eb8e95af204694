"""What the library knows of a recording: whose it is, what it is about, and who may find it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word, append_only
from server.data.models.lessons import Recording
from server.data.models.people import User


class Resource(Base):
    """
    A recording in the library; every recording has one from its beginning.

    `scope` is null as long as it is private, else `class`, `school`, `county`, `city`, `province` or
    `public`. `pupils_picture` and `classroom_sound` say what of the classrooms goes along. One in the
    trash has `trashed_at`; where the files are gone for good and the fact alone is left, `removed_at`.
    `watched_at` is when an open player said so last, to within `server.library.watchers.NOTED_EVERY_MS`.
    """

    __tablename__ = "resource"

    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True)
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    description: Mapped[str] = mapped_column(String(4000), default="")
    subject: Mapped[Word] = mapped_column(default="")
    grade: Mapped[Word] = mapped_column(default="")
    language: Mapped[Word] = mapped_column(default="zh-CN")
    curriculum: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[Word] = mapped_column(default="all_rights")
    scope: Mapped[Word | None]
    pupils_picture: Mapped[bool] = mapped_column(default=False)
    classroom_sound: Mapped[bool] = mapped_column(default=False)
    cover_ms: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[Moment | None] = mapped_column(index=True)
    keep_until: Mapped[Moment | None] = mapped_column(index=True)
    trashed_at: Mapped[Moment | None] = mapped_column(index=True)
    removed_at: Mapped[Moment | None]
    watched_at: Mapped[Moment | None]
    views: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None]
    scores: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[Moment]

    owner: Mapped[User | None] = relationship(lazy="raise")
    recording: Mapped[Recording] = relationship(lazy="raise")


class ResourceAudience(Base):
    """A node of the tree (classroom, school, region) whose people a published resource is for."""

    __tablename__ = "resource_audience"

    recording_id: Mapped[str] = mapped_column(ForeignKey("resource.recording_id"), primary_key=True)
    node: Mapped[Reference] = mapped_column(primary_key=True, index=True)


class ResourceTag(Base):
    """A word that the owner has put on a resource."""

    __tablename__ = "resource_tag"

    recording_id: Mapped[str] = mapped_column(ForeignKey("resource.recording_id"), primary_key=True)
    tag: Mapped[Word] = mapped_column(primary_key=True, index=True)


@append_only
class ResourceVersion(Base):
    """What a resource was from a moment on: its own words and its publication, as `data`."""

    __tablename__ = "resource_version"

    id: Mapped[Id]
    recording_id: Mapped[Reference] = mapped_column(ForeignKey("resource.recording_id"), index=True)
    n: Mapped[int]
    at: Mapped[Moment]
    by: Mapped[str | None] = mapped_column(String(80))
    data: Mapped[dict[str, Any]]
