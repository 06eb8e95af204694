"""Asking into a lesson by its short code: for people, terminals, and guests where they are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server import members
from server.auth import tokens
from server.auth.attempts import Rate
from server.auth.person import Person
from server.auth.rights import Act
from server.data import lessons, places
from server.data.ids import new_id
from server.data.models import Duty, Lesson
from server.entrance import code_of
from server.settings import Settings
from server.terminals.codes import typed
from server.web.address import client_network
from server.web.calendar import day_bounds, local
from server.web.entrances import ice_servers
from server.web.errors import ApiError
from server.web.gate import Access, visitor_or_none
from server.web.lessons import lesson_for
from server.web.lobbyshapes import Entrance, Knocking, LobbyLesson, LobbyTicket, WantedEntrance
from server.web.noting import note
from server.web.routes import Call, Query, Route
from server.web.terminals import known_terminal
from signaling.state import Member, Role

#: Codes that an address may try.
GUESSES = web.AppKey("lesson_code_guesses", Rate)
#: Six letters of twenty-five: at this rate a school that guesses finds a lobby once in decades.
GUESSES_PER_ADDRESS = "30/5minutes"


def add_rates(app: web.Application, settings: Settings) -> None:
    """Bound how many codes an address may try."""
    app[GUESSES] = Rate("lesson code", GUESSES_PER_ADDRESS, settings.signin.limits_url)
    app.on_cleanup.append(_close_rates)


async def _close_rates(app: web.Application) -> None:
    await app[GUESSES].close()


async def show_entrance(call: Call) -> Entrance:
    """The lesson's code, for whoever teaches it to read out."""
    return _entrance(call, await lesson_for(call, Act.LEAD))


async def set_entrance(call: Call) -> Entrance:
    """Say whether guests without an account may ask too."""
    lesson = await lesson_for(call, Act.LEAD)
    wanted: WantedEntrance = call.body
    async with call.context.database.session() as session:
        stored = await session.get(Lesson, lesson.id)
        assert stored is not None, "it was read a moment ago"
        stored.guests = wanted.guests
        lesson.guests = wanted.guests
    return _entrance(call, lesson)


async def look(call: Call) -> LobbyLesson:
    """Which lesson a code is of, before one asks to be let in."""
    return _lesson(await _by_code(call, call.request.query.get("code", "")))


async def knock(call: Call) -> LobbyTicket:
    """A ticket that leads to the lesson's lobby."""
    wanted: Knocking = call.body
    lesson = await _by_code(call, wanted.code)
    member, terminal = await _bearer(call, wanted, lesson)
    expires_at = int(call.context.clock() + call.context.settings.secret.ticket_hours * 3600) * 1000
    claims = members.claims(member, lesson.id, expires_at, terminal).model_copy(update={"lobby": True})
    return LobbyTicket(
        lesson=_lesson(lesson),
        ticket=call.context.tickets.sign(claims),
        expires_at=expires_at,
        role=member.role,
        member=member.id,
        ice_servers=ice_servers(call.context),
    )


async def _bearer(call: Call, wanted: Knocking, lesson: Lesson) -> tuple[Member, str]:
    """Who asks, and the id of the terminal if it is one."""
    if wanted.key:
        return await _terminal(call, wanted)
    person = await visitor_or_none(call.request, call.context)
    if wanted.role == "master" and (person is None or not person.has(Duty.TEACHER)):
        raise ApiError("teachers_only")
    if person is not None and person.user is not None:
        return await _person(call, person, wanted, lesson), ""
    if not lesson.guests:
        raise ApiError("account_needed")
    name = wanted.name.strip()
    if not name:
        raise ApiError("name_needed")
    return Member(id=f"guest-{new_id()}", name=name, role=Role(wanted.role)), ""


async def _terminal(call: Call, wanted: Knocking) -> tuple[Member, str]:
    async with call.context.database.session() as session:
        terminal = await known_terminal(session, wanted.key)
    return members.classroom_member(terminal.classroom), terminal.id


async def _person(call: Call, person: Person, wanted: Knocking, lesson: Lesson) -> Member:
    assert person.user is not None, "the caller has looked"
    async with call.context.database.session() as session:
        note(session, call, "knock_at_lesson", lesson.id, by=person)
        school = await places.names(session, [person.user.school_id] if person.user.school_id else [])
    place = next(iter(school.values()), "")
    id, name, role = person.user.id, person.user.name, Role(wanted.role)
    if role is Role.OBSERVER:
        return Member(id=f"{id}-observer", name=name, role=role, place=place)
    return Member(id=id, name=wanted.name.strip() or name, role=role, place=place)


async def _by_code(call: Call, code: str) -> Lesson:
    """The lesson of today with this code, that is not over. Raises `ApiError`."""
    context = call.context
    if not await call.request.app[GUESSES].allow(client_network(call.request, context.settings.http)):
        raise ApiError("too_many_attempts", retry_after=60)
    wanted = typed(code)
    async with context.database.session() as session:
        for lesson in await _of_today(session, call):
            if lesson.phase != "ended" and tokens.same(code_of(lesson.id, context.secret), wanted):
                return lesson
    raise ApiError("no_such_entrance")


async def _of_today(session: AsyncSession, call: Call) -> Sequence[Lesson]:
    now, zone = call.context.now_ms(), ZoneInfo(call.context.settings.site.timezone)
    begin, end = day_bounds(local(now, zone).date(), zone)
    # A lesson shortly after midnight is prepared in the evening.
    return await lessons.between(session, begin, end + int(timedelta(hours=1).total_seconds() * 1000))


def _entrance(call: Call, lesson: Lesson) -> Entrance:
    return Entrance(code=code_of(lesson.id, call.context.secret), guests=bool(lesson.guests))


def _lesson(lesson: Lesson) -> LobbyLesson:
    return LobbyLesson(
        id=lesson.id,
        title=lesson.title,
        teacher=lesson.teacher.name if lesson.teacher else "",
        form=lesson.form,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        guests=bool(lesson.guests),
    )


_CODE = Query("code", "The lesson's code, as it was read out.", r"^.{1,40}$")

ROUTES = (
    Route(
        "GET",
        "/api/lessons/{lesson}/entrance",
        show_entrance,
        "The lesson's code.",
        answer=Entrance,
        errors=("no_such_lesson", "forbidden"),
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/entrance",
        set_entrance,
        "Say whether guests may ask to be let in.",
        body=WantedEntrance,
        answer=Entrance,
        errors=("no_such_lesson", "forbidden"),
    ),
    Route(
        "GET",
        "/api/enter",
        look,
        "Which lesson a code is of.",
        Access.ANYBODY,
        answer=LobbyLesson,
        queries=(_CODE,),
        errors=("no_such_entrance", "too_many_attempts"),
    ),
    Route(
        "POST",
        "/api/enter",
        knock,
        "Ask to be let into a lesson by its code.",
        Access.ANYBODY,
        Knocking,
        LobbyTicket,
        errors=(
            "no_such_entrance",
            "account_needed",
            "teachers_only",
            "name_needed",
            "unknown_terminal",
            "terminal_revoked",
            "too_many_attempts",
        ),
    ),
)
