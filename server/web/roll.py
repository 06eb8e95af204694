"""The roll of a lesson: who was there and for how long, and how many pupils were counted."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiohttp import web

from server.auth.rights import Act, Relation
from server.data import attendance, roll
from server.data.models import Lesson, RollCall
from server.members import classroom_member
from server.roll.sheet import sheet
from server.roll.visits import Attendant, attendants
from server.web.errors import ApiError, language
from server.web.lessons import lesson_for, rights_in
from server.web.rollshapes import Roll, RollCount, RollMember, RollVisit
from server.web.routes import Call, Route

#: Whoever teaches the lesson, or administers all its schools.
READERS = frozenset({Relation.OPERATOR, Relation.TEACHER, Relation.ADMINISTRATOR})


async def show_roll(call: Call) -> Roll:
    """For whoever teaches the lesson, and for administrators over all its schools."""
    lesson = await lesson_for(call, Act.WATCH)
    async with call.context.database.session() as session:
        rights = await rights_in(session, call, [lesson])
        if rights.relation(lesson) not in READERS:
            raise ApiError("forbidden")
        notes = await attendance.of_lesson(session, lesson.id)
        calls = await roll.of_lesson(session, lesson.id)
    there = attendants(notes, lesson.ended_at)
    return _roll(lesson, there, calls, call.context.now_ms())


async def export_roll(call: Call) -> web.Response:
    """The same as a sheet, in the language of the request."""
    found = await show_roll(call)
    zone = ZoneInfo(call.context.settings.site.timezone)
    return web.Response(
        text=sheet(found, language(call.request), zone),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="roll-{found.lesson}.csv"'},
    )


def _roll(lesson: Lesson, there: Sequence[Attendant], calls: Sequence[RollCall], now: int) -> Roll:
    """The classrooms of the timetable first, then whoever else came."""
    came = {who.member: who for who in there}
    places = {place.classroom_id: place.classroom for place in lesson.places}
    others = [member for member in came if member not in places]
    members = []
    for id in [*places, *others]:
        place = places.get(id)
        expected = classroom_member(place) if place is not None else None
        who = came.get(id) or Attendant(id, expected.name if expected else id, "rural")
        counts = [call for call in calls if call.member == id]
        members.append(
            RollMember(
                member=id,
                name=who.name,
                place=expected.place if expected else "",
                role=who.role,
                expected=place.pupils if place is not None else None,
                visits=[RollVisit(came=visit.came, left=visit.left) for visit in who.visits],
                present_ms=who.present_ms(now),
                calls=[
                    RollCount(present=each.present, absent=each.absent, by=each.by, at=each.at)
                    for each in counts
                ],
            )
        )
    return Roll(
        lesson=lesson.id,
        title=lesson.title,
        started_at=lesson.started_at,
        ended_at=lesson.ended_at,
        participations=sum(1 for each in members if each.role == "rural" and each.visits),
        pupils=sum(each.calls[-1].present for each in members if each.calls),
        members=members,
    )


_ERRORS = ("no_such_lesson", "forbidden")

ROUTES = (
    Route(
        "GET",
        "/api/lessons/{lesson}/roll",
        show_roll,
        "Who was in the lesson, and how many pupils were counted.",
        answer=Roll,
        errors=_ERRORS,
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/roll.csv",
        export_roll,
        "The same for a spreadsheet program.",
        media="text/csv",
        errors=_ERRORS,
    ),
)
