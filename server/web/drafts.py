"""A new lesson from what was asked for, with everything left out filled in sensibly."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import people, places
from server.data.models import Classroom, Lesson, User
from server.web.asking import check_classrooms
from server.web.calendar import local
from server.web.context import Context
from server.web.errors import ApiError
from server.web.shapes import NewLesson

#: One school hour.
LESSON_MS = 45 * 60_000


async def draft(session: AsyncSession, context: Context, person: Person, wanted: NewLesson) -> Lesson:
    """
    The lesson to store. An operator's falls to the first teacher, if there is one.

    Raises `ApiError`: `no_such_classroom`, `foreign_classroom`, `invalid_field`.
    """
    await check_classrooms(session, person, wanted.classrooms, wanted.form)
    now = context.now_ms()
    teacher = person.user if person.user else await people.first_teacher(session)
    master = await _master(session, teacher)
    starts_at = now if wanted.starts_at is None else wanted.starts_at
    ends_at = starts_at + LESSON_MS if wanted.ends_at is None else wanted.ends_at
    if ends_at <= starts_at:
        raise ApiError("invalid_field", "ends_at")
    return Lesson(
        title=wanted.title or _title(now, context),
        subject=wanted.subject,
        form=wanted.form,
        teacher_id=teacher.id if teacher else None,
        master_classroom_id=master.id if master else None,
        starts_at=starts_at,
        ends_at=ends_at,
        record=wanted.record,
        created_at=now,
    )


def _title(now: int, context: Context) -> str:
    moment = local(now, ZoneInfo(context.settings.site.timezone))
    return f"同步课堂 {moment:%m-%d %H:%M}"


async def _master(session: AsyncSession, teacher: User | None) -> Classroom | None:
    if teacher is None or teacher.school_id is None:
        return None
    return await places.master_classroom(session, teacher.school_id)
