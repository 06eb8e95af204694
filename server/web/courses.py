"""Courses: series of lessons, with the recordings that they have led to."""

from __future__ import annotations

from server.data import collections
from server.data.models import Course, User
from server.library.search.sight import still_seen
from server.web import resourcecards
from server.web.collectionshapes import MOST_ITEMS, PAGE, CourseCard, Courses, CourseWhole
from server.web.errors import ApiError
from server.web.finding import seen_by
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.routes import Call, Route
from server.web.shapes import TeacherName


async def list_courses(call: Call) -> Courses:
    """Series of lessons with recordings that the person may watch, the one with the newest first."""
    page = page_of(call)
    async with call.context.database.session() as session:
        seen = await seen_by(session, call)
        total, found = await collections.courses(session, seen, (page - 1) * PAGE, PAGE)
        firsts = await collections.recordings_of(session, [course.id for course, *_ in found], seen)
    cards = [_course(*each, firsts[each[0].id][0]) for each in found if firsts.get(each[0].id)]
    return Courses(total=total, page=page, pages=pages_of(total, PAGE), courses=cards)


async def show_course(call: Call) -> CourseWhole:
    async with call.context.database.session() as session:
        seen = await seen_by(session, call)
        found = await collections.course(session, seen, call.part("course"))
        if found is None:
            raise ApiError("no_such_course")
        id = found[0].id
        of_course = (await collections.recordings_of(session, [id], seen))[id][:MOST_ITEMS]
        shown = await resourcecards.cards(
            session, call.person, await still_seen(session, call.person, of_course)
        )
    return CourseWhole.model_validate({**_course(*found, of_course[0]).model_dump(), "recordings": shown})


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
    Route(
        "GET",
        "/api/courses",
        list_courses,
        "Series of lessons with recordings.",
        answer=Courses,
        queries=(PAGE_QUERY,),
        errors=("invalid_field",),
    ),
    Route(
        "GET",
        "/api/courses/{course}",
        show_course,
        "One series with its recordings.",
        answer=CourseWhole,
        errors=("no_such_course",),
    ),
)
