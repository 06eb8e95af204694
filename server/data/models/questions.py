"""Questions that teachers prepare, and the questions and answers of lessons."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word, append_only


class QuestionSet(Base):
    """A teacher's prepared questions, changed as a whole; each as `server.questions.prepared` has it."""

    __tablename__ = "question_set"

    id: Mapped[Id]
    owner_id: Mapped[Reference] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changed_at: Mapped[Moment]


class LessonQuestionSet(Base):
    """A set that is at hand in a lesson; `position` is its order there."""

    __tablename__ = "lesson_question_set"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), primary_key=True)
    set_id: Mapped[str] = mapped_column(
        ForeignKey("question_set.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]

    set: Mapped[QuestionSet] = relationship(lazy="raise")


@append_only
class AskedQuestion(Base):
    """A question of a lesson as `signaling` has it, named as there, with its right answer."""

    __tablename__ = "asked_question"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    question: Mapped[dict[str, Any]]
    answer: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[Moment]


@append_only
class GivenAnswer(Base):
    """
    One vote that counted; of the votes of one voter (place, way, seat) the one that was pressed last stands.

    `seat` and `pupil` (a name, if one was typed) are about minors: the lesson's teacher alone sees them.
    """

    __tablename__ = "given_answer"
    __table_args__ = (UniqueConstraint("lesson_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(80))
    way: Mapped[Word]
    seat: Mapped[int | None]
    pupil: Mapped[str] = mapped_column(String(40))
    given: Mapped[list[str]] = mapped_column(JSON)
    counts: Mapped[dict[str, Any]]
    pressed_at: Mapped[Moment]
    uncertainty_ms: Mapped[int]
    at: Mapped[Moment]
