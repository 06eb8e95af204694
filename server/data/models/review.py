"""What people say about recordings: comments, rubrics, rounds of review and their score sheets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word
from server.data.models.lessons import Recording
from server.data.models.people import User


class Comment(Base):
    """
    Something said at a moment of a recording, or over a span of it; an answer has a `parent_id`.

    `at_ms` and `until_ms` are milliseconds since the recording's start. `visibility` is `everybody`, `round`
    or `self`. Of a deleted one the place is left, without its words. An operator's has no author.
    """

    __tablename__ = "review_comment"

    id: Mapped[Id]
    recording_id: Mapped[Reference] = mapped_column(ForeignKey("recording.id"), index=True)
    parent_id: Mapped[Reference | None] = mapped_column(ForeignKey("review_comment.id"), index=True)
    author_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    round_id: Mapped[Reference | None] = mapped_column(
        ForeignKey("review_round.id", ondelete="SET NULL"), index=True
    )
    visibility: Mapped[Word]
    at_ms: Mapped[Moment]
    until_ms: Mapped[Moment | None]
    text: Mapped[str] = mapped_column(String(2000))
    drawing: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(index=True)
    edited: Mapped[bool] = mapped_column(default=False)
    resolved_at: Mapped[Moment | None]
    resolved_by: Mapped[str | None] = mapped_column(String(80))
    deleted_at: Mapped[Moment | None]

    author: Mapped[User | None] = relationship(lazy="raise")
    mentions: Mapped[list[CommentMention]] = relationship(lazy="raise", cascade="all, delete-orphan")
    recording: Mapped[Recording] = relationship(lazy="raise")


class CommentMention(Base):
    """Somebody who is named in a comment; `seen_at` when they looked at their list."""

    __tablename__ = "comment_mention"

    comment_id: Mapped[str] = mapped_column(
        ForeignKey("review_comment.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True, index=True)
    seen_at: Mapped[Moment | None]

    user: Mapped[User] = relationship(lazy="raise")
    comment: Mapped[Comment] = relationship(lazy="raise", overlaps="mentions")


class Rubric(Base):
    """A sheet of weighted items, each as `server.review.rubric` has it; shared with the node `scope_id`."""

    __tablename__ = "rubric"

    id: Mapped[Id]
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    scope_id: Mapped[Reference | None] = mapped_column(index=True)
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(String(1000))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changed_at: Mapped[Moment]

    owner: Mapped[User | None] = relationship(lazy="raise")


class ReviewRound(Base):
    """
    Several people score recordings by one rubric until a deadline.

    `rubric` is the rubric as it was when the round was made: scores keep what they were given with.
    `settled_at` is when the library was given the scores of a round that is past its deadline.
    """

    __tablename__ = "review_round"

    id: Mapped[Id]
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(String(2000))
    rubric: Mapped[dict[str, Any]]
    blind: Mapped[bool]
    deadline: Mapped[Moment | None]
    created_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    settled_at: Mapped[Moment | None]

    owner: Mapped[User | None] = relationship(lazy="raise")
    recordings: Mapped[list[RoundRecording]] = relationship(
        lazy="raise", order_by="RoundRecording.position", cascade="all, delete-orphan"
    )
    members: Mapped[list[RoundMember]] = relationship(lazy="raise", cascade="all, delete-orphan")
    sheets: Mapped[list[ScoreSheet]] = relationship(lazy="raise", cascade="all, delete-orphan")


class RoundRecording(Base):
    """A recording of a round; `position` is its order there."""

    __tablename__ = "round_recording"

    round_id: Mapped[str] = mapped_column(ForeignKey("review_round.id", ondelete="CASCADE"), primary_key=True)
    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True, index=True)
    position: Mapped[int]


class RoundMember(Base):
    """Somebody who scores in a round."""

    __tablename__ = "round_member"

    round_id: Mapped[str] = mapped_column(ForeignKey("review_round.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True, index=True)

    user: Mapped[User] = relationship(lazy="raise")


class ScoreSheet(Base):
    """What one member of a round gives one recording (`server.review.sheet`); a draft until submitted."""

    __tablename__ = "score_sheet"

    round_id: Mapped[str] = mapped_column(ForeignKey("review_round.id", ondelete="CASCADE"), primary_key=True)
    recording_id: Mapped[str] = mapped_column(ForeignKey("recording.id"), primary_key=True, index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    sheet: Mapped[dict[str, Any]]
    total: Mapped[float | None] = mapped_column(Double)
    changed_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]
