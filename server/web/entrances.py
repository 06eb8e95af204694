"""Tickets into a lesson: for people and for scripts."""

from __future__ import annotations

from server import members
from server.auth.rights import Act, Rights
from server.data.ids import new_id
from server.data.models import Lesson
from server.web.asking import WATCHING
from server.web.context import Context
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.lessons import lesson_for, rights_in
from server.web.noting import note
from server.web.routes import Call, Route
from server.web.shapes import IceServer, Ticket, WantedRole, WantedTicket
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
        role = _role(rights, lesson, call.body.role)
        if role is None:
            raise ApiError("forbidden")
        if not rights.may(Act.LEAD, lesson):
            note(session, call, "observe_lesson", lesson.id)
    return sign(call.context, members.person_member(call.person.user, lesson, role), lesson)


def _role(rights: Rights, lesson: Lesson, wanted: Role | None) -> Role | None:
    """Where a recording is watched, whoever may look on may take part in the talk about it."""
    takes_part = wanted is Role.RURAL and lesson.form == WATCHING
    if takes_part:
        return Role.RURAL if rights.may(Act.OBSERVE, lesson) else None
    return rights.role(lesson, wanted)


async def any_ticket(call: Call) -> Ticket:
    """A ticket for anybody, for whoever holds the server's secret."""
    lesson = await lesson_for(call, Act.LEAD)
    wanted: WantedTicket = call.body
    member = Member(
        id=wanted.member or new_id(), name=wanted.name or _NAMES[wanted.role], role=wanted.role, place=""
    )
    return sign(call.context, member, lesson)


def sign(context: Context, member: Member, lesson: Lesson, terminal: str = "") -> Ticket:
    """A ticket for the lesson; `terminal` is the id of the device that fetches it, if it is one."""
    # Whole seconds, for that is what a JWT's expiry is written in.
    expires_at = int(context.clock() + context.settings.secret.ticket_hours * 3600) * 1000
    signed = context.tickets.sign(members.claims(member, lesson.id, expires_at, terminal))
    return Ticket(
        ticket=signed,
        expires_at=expires_at,
        role=member.role,
        member=member.id,
        ice_servers=ice_servers(context),
    )


def ice_servers(context: Context) -> list[IceServer]:
    """What the page's peer connections need to get out of a school that lets nothing through."""
    return [
        IceServer(
            urls=list(server.urls),
            username=server.username,
            credential=server.credential.get_secret_value(),
        )
        for server in context.settings.media.ice_servers
    ]


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
)
