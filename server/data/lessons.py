"""Lessons in the database: the timetable, and the phase each lesson is in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from server.data import recordings
from server.data.models import Classroom, Lesson, LessonClassroom


def whole_lesson() -> tuple[_AbstractLoad, ...]:
    """Loader options for a lesson with its teacher, its places and its recording."""
    return (
        selectinload(Lesson.teacher),
        selectinload(Lesson.master).selectinload(Classroom.school),
        selectinload(Lesson.places).selectinload(LessonClassroom.classroom).selectinload(Classroom.school),
        selectinload(Lesson.recording),
    )


async def by_id(session: AsyncSession, lesson_id: str) -> Lesson | None:
    """The lesson with everything that belongs to it, or `None`."""
    query = select(Lesson).where(Lesson.id == lesson_id).options(*whole_lesson())
    # A row already in the session is read anew, so that what was just changed is seen whole.
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def add(session: AsyncSession, lesson: Lesson, classroom_ids: Sequence[str]) -> Lesson:
    """Store a new lesson with its rural classrooms, in the order of `classroom_ids`."""
    session.add(lesson)
    await session.flush()
    for position, classroom_id in enumerate(dict.fromkeys(classroom_ids)):
        session.add(LessonClassroom(lesson_id=lesson.id, classroom_id=classroom_id, position=position))
    await session.flush()
    stored = await by_id(session, lesson.id)
    assert stored is not None, "it was stored a moment ago"
    return stored


async def between(session: AsyncSession, begin: int, end: int) -> Sequence[Lesson]:
    """Lessons that touch [begin, end) by plan, and those that run now; earliest first."""
    inside = (Lesson.starts_at < end) & (Lesson.ends_at > begin)
    return await _matching(session, or_(inside, Lesson.phase == "live"))


async def all_lessons(session: AsyncSession) -> Sequence[Lesson]:
    return await _matching(session, Lesson.id.is_not(None))


async def live(session: AsyncSession) -> Sequence[Lesson]:
    """Lessons that are live, for a control process that comes back."""
    return await _matching(session, Lesson.phase == "live")


async def for_classroom(session: AsyncSession, classroom_id: str, now: int, end: int) -> Lesson | None:
    """
    The lesson that runs in a classroom now, else the one that is due, else the next before `end`.

    Of several that are due the latest is meant: the one before it was not held.
    """
    takes_part = Lesson.places.any(LessonClassroom.classroom_id == classroom_id)
    wanted = or_(Lesson.phase == "live", (Lesson.ends_at > now) & (Lesson.starts_at < end))
    found = await _matching(session, takes_part & (Lesson.phase != "ended") & wanted)
    due = [lesson for lesson in found if lesson.starts_at <= now]
    running = [lesson for lesson in found if lesson.phase == "live"]
    return next(iter(running or due[-1:] or found), None)


async def of_classroom(session: AsyncSession, classroom_id: str, begin: int, end: int) -> Sequence[Lesson]:
    """The lessons of a classroom that touch [begin, end) by plan; earliest first."""
    takes_part = Lesson.places.any(LessonClassroom.classroom_id == classroom_id)
    return await _matching(session, takes_part & (Lesson.starts_at < end) & (Lesson.ends_at > begin))


async def set_phase(session: AsyncSession, lesson_id: str, phase: str, at: int) -> None:
    """
    Store that a lesson became `live` or `ended` at `at`; its first start and last end count.

    A lesson that shall be recorded gets its recording's row with the start.
    """
    lesson = await session.get(Lesson, lesson_id)
    if lesson is None:
        return
    lesson.phase = phase
    if phase == "live" and lesson.started_at is None:
        lesson.started_at = at
        if lesson.record:
            await recordings.begin(session, lesson_id, at)
    if phase == "ended":
        lesson.ended_at = at


async def _matching(session: AsyncSession, condition: ColumnElement[bool]) -> Sequence[Lesson]:
    query = select(Lesson).where(condition).options(*whole_lesson()).order_by(Lesson.starts_at, Lesson.id)
    return (await session.scalars(query)).all()
