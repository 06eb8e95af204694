"""Pairing terminals with classrooms, listing, renaming, moving and revoking them; for those responsible."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.data import places, terminals
from server.data.models import Classroom, Duty, Terminal
from server.terminals.codes import typed
from server.web.cards import classroom_name
from server.web.errors import ApiError
from server.web.noting import note
from server.web.pages import newest_build
from server.web.responsible import responsible_for
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.terminals import GUESSES
from server.web.terminalshapes import ChangedTerminal, NewTerminal, TerminalCard, Terminals

#: Who may pair the terminals of the own school or region: those who stand in front of them, too.
RESPONSIBLE = (Duty.ADMINISTRATOR, Duty.TEACHER, Duty.ASSISTANT)
#: A terminal that waits asks every 10 s.
ONLINE_MS = 30_000


async def list_terminals(call: Call) -> Terminals:
    """Those of the classrooms that the person is responsible for, and these classrooms."""
    _responsible_only(call)
    async with call.context.database.session() as session:
        rooms = await terminals.rural_classrooms(session)
        mine = await _mine(session, call, rooms)
        found = [each for each in await terminals.every(session) if each.classroom_id in mine]
    return Terminals(
        terminals=[_card(call, each) for each in found],
        classrooms=[classroom_name(room) for room in rooms if room.id in mine],
    )


async def pair(call: Call) -> TerminalCard:
    """Give the terminal that shows this code to a classroom; the code is used up by it."""
    _responsible_only(call)
    body: NewTerminal = call.body
    if not await call.request.app[GUESSES].allow(call.person.actor):
        raise ApiError("too_many_attempts", retry_after=300)
    now = call.context.now_ms()
    try:
        async with call.context.database.session() as session:
            room = await _classroom(session, call, body.classroom)
            secret_hash = await terminals.take_code(session, typed(body.code), now)
            if secret_hash is None:
                raise ApiError("no_such_code")
            terminal = Terminal(name=body.name or room.name, key_hash=secret_hash, paired_at=now)
            terminal.classroom = room
            session.add(terminal)
            await session.flush()
            _note(session, call, "terminal_paired", terminal)
    except IntegrityError:
        # Somebody has typed the same code in the same moment.
        raise ApiError("no_such_code") from None
    await call.request.app[GUESSES].forgive(call.person.actor)
    return _card(call, terminal)


async def change(call: Call) -> TerminalCard:
    """Rename a terminal, or move it to another classroom: it leaves the lesson of the old one at once."""
    body: ChangedTerminal = call.body
    async with call.context.database.session() as session:
        terminal = await _terminal(session, call)
        before = terminal.classroom_id
        if body.name is not None and body.name != terminal.name:
            terminal.name = body.name
            _note(session, call, "terminal_renamed", terminal)
        if body.classroom is not None and body.classroom != before:
            terminal.classroom = await _classroom(session, call, body.classroom)
            _note(session, call, "terminal_moved", terminal, before=before)
        await session.flush()
    if terminal.classroom_id != before:
        call.context.tickets.give_back(terminal.id, terminal.classroom_id)
        _show_out(call, terminal.id, before, "terminal_moved")
    return _card(call, terminal)


async def revoke(call: Call) -> Nothing:
    """Shut a terminal out at once and for good: its key, its tickets, and the lesson that it is in."""
    async with call.context.database.session() as session:
        terminal = await _terminal(session, call)
        terminal.revoked_at = call.context.now_ms()
        _note(session, call, "terminal_revoked", terminal)
    _show_out(call, terminal.id, terminal.classroom_id, "terminal_revoked")
    return Nothing()


def _show_out(call: Call, terminal: str, member: str, code: str) -> None:
    call.context.tickets.take_back(terminal, member, code)
    call.context.present.show_out(terminal, code)


def _responsible_only(call: Call) -> None:
    if not call.person.has(*RESPONSIBLE):
        raise ApiError("forbidden")


async def _mine(session: AsyncSession, call: Call, rooms: Collection[Classroom]) -> frozenset[str]:
    return await responsible_for(session, call.person, rooms, *RESPONSIBLE)


async def _classroom(session: AsyncSession, call: Call, classroom_id: str) -> Classroom:
    found = await places.classrooms(session, [classroom_id])
    if not found or found[0].kind != "rural":
        raise ApiError("no_such_classroom")
    if not await _mine(session, call, found):
        raise ApiError("forbidden")
    return found[0]


async def _terminal(session: AsyncSession, call: Call) -> Terminal:
    terminal = await terminals.by_id(session, call.part("terminal"))
    if terminal is None or not await _mine(session, call, [terminal.classroom]):
        raise ApiError("no_such_terminal")
    return terminal


def _card(call: Call, terminal: Terminal) -> TerminalCard:
    lesson = call.context.present.lesson_of(terminal.id)
    asked = terminal.seen_at is not None and call.context.now_ms() - terminal.seen_at < ONLINE_MS
    newest = newest_build(call.context.settings.http.web_folder)
    return TerminalCard(
        id=terminal.id,
        name=terminal.name,
        classroom=classroom_name(terminal.classroom),
        online=asked or lesson is not None,
        lesson=lesson,
        seen_at=terminal.seen_at,
        client=terminal.client or "",
        is_current=bool(newest) and terminal.client == newest,
    )


def _note(session: AsyncSession, call: Call, action: str, terminal: Terminal, before: str = "") -> None:
    """`before` is the classroom that it was moved from."""
    moved = {"before": before} if before else {}
    detail = {"classroom": terminal.classroom.id, "name": terminal.name, **moved}
    note(session, call, action, terminal.id, by=None, **detail)


ROUTES = (
    Route("GET", "/api/terminals", list_terminals, "The terminals.", answer=Terminals, errors=("forbidden",)),
    Route(
        "POST",
        "/api/terminals",
        pair,
        "Pair the terminal that shows a code with a classroom.",
        body=NewTerminal,
        answer=TerminalCard,
        status=201,
        errors=("forbidden", "no_such_code", "no_such_classroom", "too_many_attempts"),
    ),
    Route(
        "PUT",
        "/api/terminals/{terminal}",
        change,
        "Rename a terminal or move it to another classroom.",
        body=ChangedTerminal,
        answer=TerminalCard,
        errors=("forbidden", "no_such_terminal", "no_such_classroom"),
    ),
    Route(
        "DELETE",
        "/api/terminals/{terminal}",
        revoke,
        "Shut a terminal out at once and for good.",
        answer=Nothing,
        errors=("no_such_terminal",),
    ),
)
