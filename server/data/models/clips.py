"""Spans of recordings that somebody has cut out without copying them, reels of such, and links to both."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word
from server.data.models.lessons import Recording
from server.data.models.people import User


class Clip(Base):
    """A span of a recording, in milliseconds since its start."""

    __tablename__ = "clip"

    id: Mapped[Id]
    recording_id: Mapped[Reference] = mapped_column(ForeignKey("recording.id"), index=True)
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    from_ms: Mapped[Moment]
    to_ms: Mapped[Moment]
    created_at: Mapped[Moment]

    owner: Mapped[User | None] = relationship(lazy="raise")
    recording: Mapped[Recording] = relationship(lazy="raise")


class Reel(Base):
    """Clips that are played one after the other."""

    __tablename__ = "reel"

    id: Mapped[Id]
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    entries: Mapped[list[ReelClip]] = relationship(
        lazy="raise", order_by="ReelClip.position", cascade="all, delete-orphan"
    )


class ReelClip(Base):
    """A clip of a reel; `position` is its order there."""

    __tablename__ = "reel_clip"

    reel_id: Mapped[str] = mapped_column(ForeignKey("reel.id", ondelete="CASCADE"), primary_key=True)
    clip_id: Mapped[str] = mapped_column(
        ForeignKey("clip.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]

    clip: Mapped[Clip] = relationship(lazy="raise")


class ShareLink(Base):
    """
    A link to a clip or a reel; of its token only the hash is kept.

    `scope` is `anybody` or `signed_in`. It opens nothing once it has expired or was revoked.
    """

    __tablename__ = "share_link"

    id: Mapped[Id]
    clip_id: Mapped[Reference | None] = mapped_column(ForeignKey("clip.id", ondelete="CASCADE"), index=True)
    reel_id: Mapped[Reference | None] = mapped_column(ForeignKey("reel.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[Word]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]
    opened: Mapped[int] = mapped_column(default=0)
