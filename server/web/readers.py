"""Who may fetch a lesson's courseware: people, its terminals by their key, members by their ticket."""

from __future__ import annotations

from server.auth import tokens
from server.auth.rights import Act
from server.data import lessons, recordings, terminals
from server.data.models import Lesson, Terminal
from server.library import watching
from server.web.errors import ApiError
from server.web.gate import reader_of
from server.web.lessons import lesson_for
from server.web.routes import Call
from signaling.claims import Claims, TicketRefused


async def lesson_to_read(call: Call, act: Act = Act.SEE) -> Lesson:
    """
    The lesson of the path, if whoever asks may do `act` with it, or is to be in it.

    Raises `ApiError`: `no_such_lesson`, `forbidden`, `bad_token`, `terminal_revoked`.
    """
    if call.visitor is not None:
        return await lesson_for(call, act)
    lesson = await _lesson(call)
    claims = _claims(call)
    if claims is not None:
        # Of somebody who waits in the lobby, or was sent there, a ticket opens nothing.
        is_let_in = call.context.rooms.admits(claims) and (
            claims.lesson == lesson.id or await _watches(call, claims.lesson, lesson.id)
        )
    else:
        is_let_in = _takes_part(await terminal_of(call), lesson)
    if not is_let_in:
        raise ApiError("forbidden")
    return lesson


async def _watches(call: Call, room: str, lesson_id: str) -> bool:
    """Whether the lesson's recording is open in that room, which sees its slides too."""
    async with call.context.database.session() as session:
        recording = await recordings.of_lesson(session, lesson_id)
        if recording is None or not call.context.rooms.plays(room, recording.id):
            return False
        return await watching.is_open_to(session, room, recording.id)


async def _lesson(call: Call) -> Lesson:
    async with call.context.database.session() as session:
        lesson = await lessons.by_id(session, call.part("lesson"))
    if lesson is None:
        raise ApiError("no_such_lesson")
    return lesson


def _claims(call: Call) -> Claims | None:
    try:
        return call.context.tickets.verify(reader_of(call.request), call.context.now_ms())
    except TicketRefused:
        return None


async def terminal_of(call: Call) -> Terminal:
    """The terminal whose key the request bears. Raises `ApiError`: `bad_token`, `terminal_revoked`."""
    async with call.context.database.session() as session:
        terminal = await terminals.by_key(session, tokens.digest(reader_of(call.request)))
    if terminal is None:
        raise ApiError("bad_token")
    if terminal.revoked_at is not None:
        raise ApiError("terminal_revoked")
    return terminal


def _takes_part(terminal: Terminal, lesson: Lesson) -> bool:
    places = {place.classroom_id for place in lesson.places} | {lesson.master_classroom_id}
    return terminal.classroom_id in places
