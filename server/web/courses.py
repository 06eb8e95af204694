"""Courses: series of lessons, with the recordings that they have led to."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from server.data import collections
from server.data.models import Course, User
from server.library.search.sight import still_seen
from server.web.collectionshapes import MOST_ITEMS, CourseCard, Courses, CourseWhole
from server.web.errors import ApiError
from server.web.finding import FINDER
from server.web.resourcecards import cards
from server.web.routes import Call, Route
from server.web.shapes import TeacherName


async def list_courses(call: Call) -> Courses:
    """Series of lessons with recordings that the person may watch, the one with the newest first."""
    async with call.context.database.session() as session:
        seen = await _seen(session, call)
        found = await collections.courses(session, seen)
        firsts = await collections.recordings_of(session, [course.id for course, *_ in found], seen)
    return Courses(
        courses=[_course(*each, firsts[each[0].id][0]) for each in found if firsts.get(each[0].id)]
    )


async def show_course(call: Call) -> CourseWhole:
    async with call.context.database.session() as session:
        seen = await _seen(session, call)
        found = await collections.courses(session, seen, call.part("course"))
        if not found:
            raise ApiError("no_such_course")
        course = found[0][0]
        of_course = (await collections.recordings_of(session, [course.id], seen))[course.id][:MOST_ITEMS]
        shown = await cards(session, call.person, await still_seen(session, call.person, of_course))
    return CourseWhole.model_validate({**_course(*found[0], of_course[0]).model_dump(), "recordings": shown})


async def _seen(session: AsyncSession, call: Call) -> ColumnElement[bool]:
    return await call.request.app[FINDER].seen(session, call.person, call.context.now_ms())


def _course(course: Course, teacher: User | None, count: int, last_at: int, cover: str) -> CourseCard:
    return CourseCard(
        id=course.id,
        title=course.title,
        subject=course.subject,
        teacher=TeacherName(id=teacher.id, name=teacher.name) if teacher else None,
        count=count,
        cover=cover,
        last_at=last_at,
    )


ROUTES = (
    Route("GET", "/api/courses", list_courses, "Series of lessons with recordings.", answer=Courses),
    Route(
        "GET",
        "/api/courses/{course}",
        show_course,
        "One series with its recordings.",
        answer=CourseWhole,
        errors=("no_such_course",),
    ),
)
