"""Who may fetch a lesson's courseware: people, its terminals by their key, members by their ticket."""

from __future__ import annotations

from server.auth import tokens
from server.auth.rights import Act
from server.data import lessons, terminals
from server.data.models import Lesson, Terminal
from server.web.errors import ApiError
from server.web.gate import bearer_of
from server.web.lessons import lesson_for
from server.web.routes import Call
from signaling.claims import TicketRefused


async def lesson_to_read(call: Call, act: Act = Act.SEE) -> Lesson:
    """
    The lesson of the path, if whoever asks may do `act` with it, or is to be in it.

    Raises `ApiError`: `no_such_lesson`, `forbidden`, `bad_token`, `terminal_revoked`.
    """
    if call.visitor is not None:
        return await lesson_for(call, act)
    lesson = await _lesson(call)
    if not (_has_ticket(call, lesson) or await _is_its_terminal(call, lesson)):
        raise ApiError("forbidden")
    return lesson


async def _lesson(call: Call) -> Lesson:
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, call.part("lesson"))
    if lesson is None:
        raise ApiError("no_such_lesson")
    return lesson


def _has_ticket(call: Call, lesson: Lesson) -> bool:
    """Of somebody who waits in the lobby a ticket opens nothing yet."""
    try:
        claims = call.context.tickets.verify(bearer_of(call.request), call.context.now_ms())
    except TicketRefused:
        return False
    return claims.lesson == lesson.id and not claims.lobby


async def _is_its_terminal(call: Call, lesson: Lesson) -> bool:
    async with call.context.database.session() as session:
        terminal = await terminals.by_key(session, tokens.digest(bearer_of(call.request)))
    if terminal is None:
        raise ApiError("bad_token")
    if terminal.revoked_at is not None:
        raise ApiError("terminal_revoked")
    return _takes_part(terminal, lesson)


def _takes_part(terminal: Terminal, lesson: Lesson) -> bool:
    places = {place.classroom_id for place in lesson.places} | {lesson.master_classroom_id}
    return terminal.classroom_id in places
