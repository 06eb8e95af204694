"""Lessons: series, timetable entries, who took part, and the numbered cues of each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word, append_only
from server.data.models.people import User
from server.data.models.places import Classroom


class Course(Base):
    """A series of lessons of one pairing."""

    __tablename__ = "course"

    id: Mapped[Id]
    pairing_id: Mapped[Reference | None] = mapped_column(ForeignKey("pairing.id"), index=True)
    teacher_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    subject: Mapped[Word]


class LessonClassroom(Base):
    """A rural classroom that takes part; `position` is its order on the teacher's wall."""

    __tablename__ = "lesson_classroom"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    classroom_id: Mapped[str] = mapped_column(ForeignKey("classroom.id"), primary_key=True, index=True)
    position: Mapped[int]

    classroom: Mapped[Classroom] = relationship(lazy="raise")


class Lesson(Base):
    """
    `phase` is `waiting`, `live` or `ended`; `form` is one of the forms of lesson.

    With `guests` people without an account may ask to be let in by the lesson's code.
    """

    __tablename__ = "lesson"

    id: Mapped[Id]
    course_id: Mapped[Reference | None] = mapped_column(ForeignKey("course.id"), index=True)
    teacher_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    master_classroom_id: Mapped[Reference | None] = mapped_column(ForeignKey("classroom.id"), index=True)
    title: Mapped[Name]
    subject: Mapped[Word]
    form: Mapped[Word] = mapped_column(default="synchronous")
    phase: Mapped[Word] = mapped_column(default="waiting", index=True)
    record: Mapped[bool] = mapped_column(default=True)
    guests: Mapped[bool | None]
    starts_at: Mapped[Moment] = mapped_column(index=True)
    ends_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    created_at: Mapped[Moment]

    teacher: Mapped[User | None] = relationship(lazy="raise")
    master: Mapped[Classroom | None] = relationship(lazy="raise")
    places: Mapped[list[LessonClassroom]] = relationship(lazy="raise", order_by=LessonClassroom.position)
    recording: Mapped[Recording | None] = relationship(lazy="raise", back_populates="lesson")


class Recording(Base):
    """`state` is `recording`, `ready`, `recovered`, `empty` or `failed`; its folder bears the lesson's id."""

    __tablename__ = "recording"

    id: Mapped[Id]
    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id"), unique=True)
    state: Mapped[Word]
    started_at: Mapped[Moment] = mapped_column(index=True)
    duration_ms: Mapped[Moment] = mapped_column(default=0)
    bytes: Mapped[Moment] = mapped_column(default=0)

    lesson: Mapped[Lesson] = relationship(lazy="raise", back_populates="recording")


@append_only
class LessonCue(Base):
    """Cue `n` of a lesson, as `signaling.cues.Cue` has it."""

    __tablename__ = "cue"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    by: Mapped[str | None] = mapped_column(String(80))
    event: Mapped[dict[str, Any]]


@append_only
class Attendance(Base):
    """Somebody came (`present`) or went; participation is computed from these."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[Reference] = mapped_column(ForeignKey("lesson.id"), index=True)
    member: Mapped[str] = mapped_column(String(80))
    name: Mapped[Name]
    role: Mapped[Word]
    present: Mapped[bool]
    at: Mapped[Moment]


@append_only
class RollCall(Base):
    """A classroom was counted by cue `n`; the last one of a member counts. `absent` names seats."""

    __tablename__ = "roll_call"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(String(80))
    name: Mapped[Name]
    present: Mapped[int]
    absent: Mapped[list[str]] = mapped_column(JSON)
    by: Mapped[str | None] = mapped_column(String(80))
    at: Mapped[Moment]
