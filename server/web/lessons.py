"""The timetable: seeing, making, starting and ending lessons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act, Rights, all_schools
from server.data import lessons, places, watching
from server.data.models import Duty, Lesson
from server.live.opening import NoRoom
from server.web.calendar import day_bounds, local
from server.web.cards import lesson_card
from server.web.drafts import draft
from server.web.errors import ApiError
from server.web.routes import Call, Query, Route
from server.web.shapes import LessonCard, Lessons, NewLesson


async def list_lessons(call: Call) -> Lessons:
    """The lessons of one day that the person may see; today without `day`."""
    async with call.context.database.session() as session:
        found = await _wanted(session, call)
        rights = await rights_in(session, call, found)
        seen = [lesson for lesson in found if rights.may(Act.SEE, lesson)]
        return Lessons(lessons=[lesson_card(lesson, rights.role(lesson)) for lesson in seen])


async def create_lesson(call: Call) -> LessonCard:
    """Put a lesson into the timetable."""
    if not call.person.has(Duty.TEACHER, Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    body: NewLesson = call.body
    async with call.context.database.session() as session:
        lesson = await draft(session, call.context, call.person, body)
        return lesson_card(await lessons.add(session, lesson, body.classrooms))


async def show_lesson(call: Call) -> LessonCard:
    lesson = await lesson_for(call, Act.SEE)
    async with call.context.database.session() as session:
        rights = await rights_in(session, call, [lesson])
    return lesson_card(lesson, rights.role(lesson))


async def start_lesson(call: Call) -> LessonCard:
    """Start it as the teacher's button does; a lesson that runs already stays as it is."""
    lesson = await lesson_for(call, Act.LEAD)
    if lesson.phase == "ended":
        raise ApiError("lesson_over")
    with _named():
        await call.context.rooms.start(lesson.id)
    return lesson_card(await lesson_for(call, Act.LEAD))


async def end_lesson(call: Call) -> LessonCard:
    """End it as the teacher's button does, once; returns when its recording is on disk."""
    lesson = await lesson_for(call, Act.LEAD)
    if lesson.phase == "waiting":
        raise ApiError("lesson_not_live")
    if lesson.phase == "live":
        with _named():
            await call.context.rooms.end(lesson.id)
    return lesson_card(await lesson_for(call, Act.LEAD))


@contextmanager
def _named() -> Iterator[None]:
    """A room that can't be opened, as an error of this interface."""
    try:
        yield
    except NoRoom as failure:
        raise ApiError(_NO_ROOM.get(failure.code, "internal")) from None


async def lesson_for(call: Call, act: Act) -> Lesson:
    """
    The lesson of the path, loaded whole, if the person may do `act` with it.

    Whoever was let into the room as another teacher may do there what the first may. Raises
    `ApiError`: `no_such_lesson` when it may not even be seen, else `forbidden`.
    """
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, call.part("lesson"))
        if lesson is None:
            raise ApiError("no_such_lesson")
        rights = await rights_in(session, call, [lesson])
    if act in TEACHING and call.context.rooms.is_taught_by(lesson.id, call.person.actor):
        return lesson
    if not rights.may(Act.SEE, lesson):
        raise ApiError("no_such_lesson")
    if not rights.may(act, lesson):
        raise ApiError("forbidden")
    return lesson


async def rights_in(session: AsyncSession, call: Call, found: Sequence[Lesson]) -> Rights:
    """The person's rights in these lessons."""
    user = call.person.user
    asked = await watching.asked_into(session, user.id) if user else frozenset()
    return Rights(call.person, await places.ancestors(session, all_schools(found)), asked)


async def _wanted(session: AsyncSession, call: Call) -> Sequence[Lesson]:
    day = call.request.query.get("day")
    if day == "all":
        return await lessons.all_lessons(session)
    zone = ZoneInfo(call.context.settings.site.timezone)
    try:
        wanted = date.fromisoformat(day) if day else local(call.context.now_ms(), zone).date()
        bounds = day_bounds(wanted, zone)
    except (ValueError, OverflowError):
        raise ApiError("invalid_field", "day: YYYY-MM-DD") from None
    return await lessons.between(session, *bounds)


_NO_ROOM = {
    "unknown_lesson": "no_such_lesson",
    "lesson_over": "lesson_over",
    "database_gone": "database_gone",
}
#: What teaching a lesson needs; its recording stays with its own teacher.
TEACHING = frozenset({Act.SEE, Act.LEAD, Act.PREPARE})
_LESSON_ERRORS = ("no_such_lesson",)
_DAY = Query("day", "A day, or `all`; today without it.", r"^(\d{4}-\d{2}-\d{2}|all)$")

ROUTES = (
    Route(
        "GET",
        "/api/lessons",
        list_lessons,
        "The lessons of one day.",
        answer=Lessons,
        queries=(_DAY,),
        errors=("invalid_field",),
    ),
    Route(
        "POST",
        "/api/lessons",
        create_lesson,
        "Put a lesson into the timetable.",
        body=NewLesson,
        answer=LessonCard,
        status=201,
        errors=("forbidden", "foreign_classroom", "no_such_classroom"),
    ),
    Route(
        "GET", "/api/lessons/{lesson}", show_lesson, "One lesson.", answer=LessonCard, errors=_LESSON_ERRORS
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/start",
        start_lesson,
        "Start the lesson.",
        answer=LessonCard,
        errors=(*_LESSON_ERRORS, "forbidden", "lesson_over"),
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/end",
        end_lesson,
        "End the lesson.",
        answer=LessonCard,
        errors=(*_LESSON_ERRORS, "forbidden", "lesson_not_live"),
    ),
)
