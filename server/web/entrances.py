"""Tickets into a lesson: for people, for scripts, and for the terminals that join by themselves."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from server import members
from server.auth import tokens
from server.auth.rights import Act
from server.data import audit, lessons, places
from server.data.ids import new_id
from server.data.models import AuditEntry, Lesson, Terminal
from server.web.address import client_address
from server.web.calendar import day_bounds, local
from server.web.cards import classroom_name, lesson_card
from server.web.context import Context
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.lessons import lesson_for, rights_in
from server.web.routes import Call, Route
from server.web.shapes import Entrance, IceServer, TerminalKey, TerminalName, Ticket, WantedRole, WantedTicket
from signaling.state import Member, Role

_NAMES = {Role.MASTER: "主讲教师", Role.RURAL: "教室", Role.OBSERVER: "观摩"}


async def own_ticket(call: Call) -> Ticket:
    """A ticket for oneself; looking into somebody else's lesson is written into the audit."""
    lesson = await lesson_for(call, Act.SEE)
    if lesson.phase == "ended":
        raise ApiError("lesson_over")
    if call.person.user is None:
        raise ApiError("forbidden", "POST …/tickets")
    async with call.context.database.session() as session:
        rights = await rights_in(session, call, [lesson])
        role = rights.role(lesson, call.body.role)
        if role is None:
            raise ApiError("forbidden")
        if not rights.may(Act.LEAD, lesson):
            audit.write(session, _look(call, lesson))
    return _sign(call.context, members.person_member(call.person.user, lesson, role), lesson)


async def any_ticket(call: Call) -> Ticket:
    """A ticket for anybody, for whoever holds the server's secret."""
    lesson = await lesson_for(call, Act.LEAD)
    wanted: WantedTicket = call.body
    member = Member(
        id=wanted.member or new_id(), name=wanted.name or _NAMES[wanted.role], role=wanted.role, place=""
    )
    return _sign(call.context, member, lesson)


async def enter(call: Call) -> Entrance:
    """What the terminal with this key has to do now; it asks again later."""
    context, now = call.context, call.context.now_ms()
    async with context.database.session() as session:
        terminal = await places.terminal_by_key(session, tokens.digest(call.body.key))
        if terminal is None:
            raise ApiError("unknown_terminal")
        terminal.seen_at = now
        zone = ZoneInfo(context.settings.site.timezone)
        _, midnight = day_bounds(local(now, zone).date(), zone)
        lesson = await lessons.for_classroom(session, terminal.classroom_id, now, midnight)
    return _entrance(context, terminal, lesson, now)


def _entrance(context: Context, terminal: Terminal, lesson: Lesson | None, now: int) -> Entrance:
    ticket = None
    if lesson and (
        lesson.phase == "live" or now >= lesson.starts_at - context.settings.room.enter_before_min * 60_000
    ):
        ticket = _sign(context, members.classroom_member(terminal.classroom), lesson)
    return Entrance(
        terminal=TerminalName(id=terminal.id, name=terminal.name),
        classroom=classroom_name(terminal.classroom),
        lesson=lesson_card(lesson) if lesson else None,
        ticket=ticket.ticket if ticket else None,
        expires_at=ticket.expires_at if ticket else None,
        ice_servers=_ice_servers(context),
        server_time=now,
    )


def _sign(context: Context, member: Member, lesson: Lesson) -> Ticket:
    # Whole seconds, for that is what a JWT's expiry is written in.
    expires_at = int(context.clock() + context.settings.secret.ticket_hours * 3600) * 1000
    signed = context.tickets.sign(members.claims(member, lesson.id, expires_at))
    return Ticket(
        ticket=signed,
        expires_at=expires_at,
        role=member.role,
        member=member.id,
        ice_servers=_ice_servers(context),
    )


def _ice_servers(context: Context) -> list[IceServer]:
    """What the page's peer connections need to get out of a school that lets nothing through."""
    return [
        IceServer(
            urls=list(server.urls),
            username=server.username,
            credential=server.credential.get_secret_value(),
        )
        for server in context.settings.media.ice_servers
    ]


def _look(call: Call, lesson: Lesson) -> AuditEntry:
    return AuditEntry(
        at=call.context.now_ms(),
        actor=call.person.actor,
        action="observe_lesson",
        subject=lesson.id,
        sign_in_id=call.person.sign_in.id if call.person.sign_in else None,
        address=client_address(call.request, call.context.settings.http),
        detail={},
    )


ROUTES = (
    Route(
        "POST",
        "/api/lessons/{lesson}/ticket",
        own_ticket,
        "A ticket for oneself, with the wanted or the best role.",
        body=WantedRole,
        answer=Ticket,
        errors=("no_such_lesson", "forbidden", "lesson_over"),
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/tickets",
        any_ticket,
        "A ticket for anybody.",
        Access.OPERATOR,
        WantedTicket,
        Ticket,
        errors=("no_such_lesson",),
    ),
    Route(
        "POST",
        "/api/terminals/enter",
        enter,
        "What a terminal has to do now.",
        Access.ANYBODY,
        TerminalKey,
        Entrance,
        errors=("unknown_terminal",),
    ),
)
