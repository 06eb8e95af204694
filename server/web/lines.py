"""What a technician sees of the lines: the rooms that are open now, their curves, the rooms' passports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Rights, schools_of
from server.data import lessons, lines
from server.data.models import Duty, Lesson, LineRecord
from server.live.linehistory import FIGURES, LineHistory, RoomLines, Sample, figure_of
from server.web.errors import ApiError
from server.web.lessons import rights_in
from server.web.lineshapes import (
    Curves,
    Figure,
    LiveLine,
    LiveRoom,
    LiveRooms,
    Passport,
    PassportPage,
    Passports,
)
from server.web.routes import Call, Route
from signaling.state import Member, Role

PAGES = 2000


async def list_lines(call: Call) -> LiveRooms:
    """The open rooms and the members whose lines the person may see."""
    _technicians_only(call)
    found: list[LiveRoom] = []
    async with call.context.database.session() as session:
        for room in call.context.rooms.lines():
            lesson = await lessons.by_id(session, room.lesson)
            if lesson is not None:
                rights = await rights_in(session, call, [lesson])
                found += _live_room(room, lesson, rights)
    return LiveRooms(rooms=found)


async def show_curves(call: Call) -> Curves:
    """The last minutes of one member's line."""
    _technicians_only(call)
    room = next((each for each in call.context.rooms.lines() if each.lesson == call.part("lesson")), None)
    if room is None:
        raise ApiError("no_such_lesson")
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, room.lesson)
        rights = await rights_in(session, call, [lesson] if lesson else [])
    member = call.part("member")
    if lesson is None or not may_see(rights, lesson, member):
        raise ApiError("no_such_lesson")
    return curves(room.history, member)


async def list_passports(call: Call) -> Passports:
    """The rooms whose lines the person may see, with what their last lessons were like."""
    _technicians_only(call)
    since = call.context.now_ms() - call.context.settings.retention.passport_ms
    async with call.context.database.session() as session:
        records = await lines.since(session, since, PAGES)
        rights = await _rights(session, call, records)
    seen = [record for record in records if may_see(rights, record.lesson, record.member)]
    return Passports(passports=_passports(seen))


def may_see(rights: Rights, lesson: Lesson, member: str) -> bool:
    """An operator sees every line, an administrator those of the rooms in the own schools."""
    if rights.person.is_operator:
        return True
    scopes = rights.person.scopes(Duty.ADMINISTRATOR)
    place = next((each.classroom for each in lesson.places if each.classroom_id == member), None)
    # Whoever is no classroom belongs to the lesson as a whole.
    schools = {place.school_id} if place is not None else schools_of(lesson)
    return bool(schools) and all(
        rights.ancestors.get(school, frozenset({school})) & scopes for school in schools
    )


def curves(history: LineHistory, member: str) -> Curves:
    """One member's samples as columns; empty when there are none."""
    kept = history.members.get(member)
    samples: list[Sample] = list(kept.samples) if kept is not None else []
    return Curves(
        at=[sample.at for sample in samples],
        quality=[sample.line.quality for sample in samples],
        curves={
            f"{side}_{name}": [figure_of(sample, side, name) for sample in samples] for side, name in FIGURES
        },
    )


def _technicians_only(call: Call) -> None:
    if not call.person.has(Duty.ADMINISTRATOR):
        raise ApiError("forbidden")


async def _rights(session: AsyncSession, call: Call, records: Iterable[LineRecord]) -> Rights:
    return await rights_in(
        session, call, list({record.lesson_id: record.lesson for record in records}.values())
    )


def _live_room(room: RoomLines, lesson: Lesson, rights: Rights) -> list[LiveRoom]:
    seen = [member for id, member in room.state.members.items() if may_see(rights, lesson, id)]
    if not seen:
        return []
    card = LiveRoom(
        lesson=lesson.id,
        title=lesson.title,
        teacher=lesson.teacher.name if lesson.teacher else "",
        phase=room.state.lesson.phase,
        started_at=room.state.lesson.started_at,
        members=[_live_line(member, room.history) for member in seen],
    )
    return [card]


def _live_line(member: Member, history: LineHistory) -> LiveLine:
    kept = history.members.get(member.id)
    last = kept.samples[-1] if kept is not None else None
    return LiveLine(
        member=member.id,
        name=member.name,
        place=member.place,
        role=member.role,
        present=member.present,
        at=last.at if last else None,
        line=last.line if last else None,
        up=last.up if last else None,
        down=last.down if last else None,
    )


def _passports(records: Iterable[LineRecord]) -> list[Passport]:
    by_member: dict[str, list[LineRecord]] = {}
    for record in records:
        by_member.setdefault(record.member, []).append(record)
    return [
        Passport(
            member=member,
            name=found[0].name,
            place=found[0].place,
            role=Role(found[0].role),
            pages=[_page(record) for record in found],
        )
        for member, found in by_member.items()
    ]


def _page(record: LineRecord) -> PassportPage:
    figures: Mapping[str, Mapping[str, float]] = record.figures
    return PassportPage(
        lesson=record.lesson_id,
        title=record.lesson.title,
        began_at=record.began_at,
        ended_at=record.ended_at,
        quality=record.quality,
        qualities=record.qualities,
        paths=record.paths,
        figures={name: Figure(**figure) for name, figure in figures.items()},
    )


_ERRORS = ("forbidden",)

ROUTES = (
    Route(
        "GET",
        "/api/lines",
        list_lines,
        "The lines of the rooms that are open now.",
        answer=LiveRooms,
        errors=_ERRORS,
    ),
    Route(
        "GET",
        "/api/lines/{lesson}/{member}",
        show_curves,
        "The last minutes of one member's line.",
        answer=Curves,
        errors=(*_ERRORS, "no_such_lesson"),
    ),
    Route(
        "GET",
        "/api/passports",
        list_passports,
        "How rooms' lines were in past lessons.",
        answer=Passports,
        errors=_ERRORS,
    ),
)
