"""Checking a room before its lessons, and what technicians see of it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.checks.open import Checked
from server.data import checks, places
from server.data.ids import new_id
from server.data.models import Duty, RoomCheck, School, User
from server.web.checkshapes import (
    BegunCheck,
    CheckedRoom,
    CheckedRooms,
    CheckResult,
    FinishedCheck,
    KeptCheck,
    WantedCheck,
)
from server.web.entrances import ice_servers
from server.web.errors import ApiError
from server.web.gate import Access, visitor_or_none
from server.web.routes import Call, Route
from server.web.terminals import known_terminal
from signaling.claims import Claims, TicketRefused
from signaling.state import Role

MOST = 2000
#: Of one room so many are shown.
HISTORY = 20


async def begin_check(call: Call) -> BegunCheck:
    """Open a room on a media worker for one member, whose own picture comes back to it."""
    context, now = call.context, call.context.now_ms()
    rooms = context.checks
    async with context.database.session() as session:
        checked = await _who(session, call, rooms.until(now))
        before = await checks.last(session, checked.classroom, checked.user)
    if not rooms.begin(checked, now):
        raise ApiError("checks_busy", retry_after=60)
    # A master's line is tried, for it is the one that carries the most.
    claims = Claims(
        sub="room",
        lesson=checked.id,
        role=Role.MASTER,
        name=checked.name,
        place=checked.place,
        exp=checked.until // 1000 * 1000,
    )
    return BegunCheck(
        check=checked.id,
        ticket=context.tickets.sign(claims),
        ice_servers=ice_servers(context),
        name=checked.name,
        place=checked.place,
        until=checked.until,
        last=before.at if before else None,
    )


async def finish_check(call: Call) -> KeptCheck:
    """Keep what the page has found in the room's passport."""
    body: FinishedCheck = call.body
    now = call.context.now_ms()
    checked = call.context.checks.find(call.part("check"), now)
    try:
        claims = call.context.tickets.verify(body.ticket, now)
    except TicketRefused:
        raise ApiError("no_such_check") from None
    if checked is None or claims.lesson != checked.id:
        raise ApiError("no_such_check")
    row = RoomCheck(
        id=checked.id,
        classroom_id=checked.classroom,
        user_id=checked.user,
        school_id=checked.school,
        name=checked.name,
        place=checked.place,
        verdict=body.result.verdict,
        at=now,
        result=body.result.model_dump(mode="json"),
    )
    async with call.context.database.session() as session:
        await checks.keep(session, row)
    return KeptCheck(id=checked.id, at=now, result=body.result)


async def list_checks(call: Call) -> CheckedRooms:
    """The checked rooms that the person looks after, those checked last first."""
    if not call.person.has(Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    since = call.context.now_ms() - call.context.settings.retention.passport_ms
    async with call.context.database.session() as session:
        found = await checks.since(session, since, MOST)
        seen = await _seen(session, call.person, found)
    by_room: dict[str, list[RoomCheck]] = {}
    for row in seen:
        by_room.setdefault(row.classroom_id or row.user_id or row.id, []).append(row)
    return CheckedRooms(rooms=[_room(room, rows) for room, rows in by_room.items()])


async def _seen(session: AsyncSession, person: Person, rows: Iterable[RoomCheck]) -> list[RoomCheck]:
    if person.is_operator:
        return list(rows)
    scopes = person.scopes(Duty.ADMINISTRATOR)
    kept = [row for row in rows if row.school_id is not None]
    above = await places.ancestors(session, {row.school_id for row in kept if row.school_id})
    return [row for row in kept if above.get(row.school_id or "", frozenset()) & scopes]


def _room(room: str, rows: list[RoomCheck]) -> CheckedRoom:
    kept = [
        KeptCheck(id=row.id, at=row.at, result=CheckResult.model_validate(row.result))
        for row in rows[:HISTORY]
    ]
    return CheckedRoom(room=room, name=rows[0].name, place=rows[0].place, checks=kept)


async def _who(session: AsyncSession, call: Call, until: int) -> Checked:
    """Which room is checked. Raises `ApiError`."""
    wanted: WantedCheck = call.body
    if wanted.key:
        return await _terminal(session, wanted.key, until)
    person = await visitor_or_none(call.request, call.context)
    if person is None or person.user is None:
        raise ApiError("not_signed_in")
    return await _teachers(session, person.user, until)


async def _terminal(session: AsyncSession, key: str, until: int) -> Checked:
    room = (await known_terminal(session, key)).classroom
    return Checked(new_id(), room.name, room.school.name, room.id, None, room.school_id, until)


async def _teachers(session: AsyncSession, user: User, until: int) -> Checked:
    """The master classroom of the person's school, where there is one."""
    school = await session.get(School, user.school_id) if user.school_id else None
    room = await places.master_classroom(session, school.id) if school else None
    return Checked(
        new_id(),
        room.name if room else user.name,
        school.name if school else "",
        room.id if room else None,
        user.id,
        school.id if school else None,
        until,
    )


ROUTES = (
    Route(
        "POST",
        "/api/checks",
        begin_check,
        "Begin to check a room.",
        Access.ANYBODY,
        WantedCheck,
        BegunCheck,
        201,
        errors=("not_signed_in", "unknown_terminal", "terminal_revoked", "checks_busy"),
    ),
    Route(
        "POST",
        "/api/checks/{check}/result",
        finish_check,
        "Keep what a check has found.",
        Access.ANYBODY,
        FinishedCheck,
        KeptCheck,
        errors=("no_such_check",),
    ),
    Route(
        "GET",
        "/api/checks",
        list_checks,
        "Rooms with their checks.",
        answer=CheckedRooms,
        errors=("forbidden",),
    ),
)
