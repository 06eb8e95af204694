"""What a terminal asks by itself: for a code to be paired by, whether it is, and what it has to do now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server import members
from server.auth import tokens
from server.auth.attempts import Rate
from server.data import lessons, terminals
from server.data.models import Lesson, Terminal, TerminalCode
from server.settings import Settings
from server.terminals.codes import new_code
from server.web.address import client_network, is_secure
from server.web.calendar import day_bounds, local
from server.web.cards import classroom_name, lesson_card
from server.web.context import Context
from server.web.entrances import ice_servers, sign
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.pages import newest_build
from server.web.routes import Call, Route
from server.web.shapes import LessonCard, Nothing, Ticket
from server.web.terminalshapes import CodeSecret, CodeState, Entrance, GivenCode, TerminalKey, TerminalName

#: Codes that are asked for, by address; and codes that are typed, by person.
CODES, GUESSES = web.AppKey("terminal_codes", Rate), web.AppKey("terminal_guesses", Rate)


def add_rates(app: web.Application, settings: Settings) -> None:
    """Bound how many codes an address may ask for and a person may try."""
    url = settings.signin.limits_url
    app[CODES] = Rate("terminal code", settings.terminals.codes_per_address, url)
    app[GUESSES] = Rate("terminal guess", settings.terminals.guesses, url)
    app.on_cleanup.append(_close_rates)


async def _close_rates(app: web.Application) -> None:
    await app[CODES].close()
    await app[GUESSES].close()


async def give_code(call: Call) -> GivenCode:
    """A code to show, with the secret that becomes the key once somebody has typed the code."""
    context, now = call.context, call.context.now_ms()
    if not await call.request.app[CODES].allow(client_network(call.request, context.settings.http)):
        raise ApiError("too_many_attempts", retry_after=60)
    secret, code = tokens.new_token(), new_code()
    expires_at = now + context.settings.terminals.code_minutes * 60_000
    async with context.database.session() as session:
        if await terminals.open_codes(session, now) >= context.settings.terminals.max_codes:
            raise ApiError("too_many_attempts", retry_after=60)
        session.add(TerminalCode(code=code, secret_hash=tokens.digest(secret), expires_at=expires_at))
    url = f"{_site_url(call)}/terminals?code={code}"
    return GivenCode(code=code, secret=secret, url=url, expires_at=expires_at, server_time=now)


async def look_after_code(call: Call) -> CodeState:
    """Whether the code that was given with this secret has been typed."""
    body: CodeSecret = call.body
    secret_hash = tokens.digest(body.secret)
    async with call.context.database.session() as session:
        terminal = await terminals.by_key(session, secret_hash)
        if terminal is not None and terminal.revoked_at is None:
            return CodeState(state="paired")
        if await terminals.code_of(session, secret_hash, call.context.now_ms()) is None:
            raise ApiError("no_such_code")
    return CodeState(state="waiting")


async def enter(call: Call) -> Entrance:
    """What the terminal with this key has to do now; it asks again later."""
    context, now = call.context, call.context.now_ms()
    body: TerminalKey = call.body
    zone = ZoneInfo(context.settings.site.timezone)
    begin, midnight = day_bounds(local(now, zone).date(), zone)
    async with context.database.session() as session:
        terminal = await known_terminal(session, body.key)
        terminal.seen_at, terminal.client = now, body.client
        lesson = await lessons.for_classroom(session, terminal.classroom_id, now, midnight)
        today = await lessons.of_classroom(session, terminal.classroom_id, begin, midnight)
    cards = [lesson_card(each) for each in today]
    return _entrance(context, terminal, lesson, cards, now, midnight)


async def known_terminal(session: AsyncSession, key: str) -> Terminal:
    """The terminal with this key. Raises `ApiError`: `unknown_terminal`, `terminal_revoked`."""
    terminal = await terminals.by_key(session, tokens.digest(key))
    if terminal is None:
        raise ApiError("unknown_terminal")
    if terminal.revoked_at is not None:
        raise ApiError("terminal_revoked")
    return terminal


def _entrance(
    context: Context, terminal: Terminal, lesson: Lesson | None, today: list[LessonCard], now: int, end: int
) -> Entrance:
    ticket = _ticket(context, terminal, lesson, now)
    return Entrance(
        terminal=TerminalName(id=terminal.id, name=terminal.name),
        classroom=classroom_name(terminal.classroom),
        lesson=lesson_card(lesson) if lesson else None,
        lessons=today,
        day_ends_at=end,
        ticket=ticket.ticket if ticket else None,
        expires_at=ticket.expires_at if ticket else None,
        ice_servers=ice_servers(context),
        site=context.settings.site.name,
        timezone=context.settings.site.timezone,
        build=newest_build(context.settings.http.web_folder),
        server_time=now,
    )


def _ticket(context: Context, terminal: Terminal, lesson: Lesson | None, now: int) -> Ticket | None:
    """Some minutes before the lesson, and while it runs."""
    early = context.settings.room.enter_before_min * 60_000
    if lesson is None or not (lesson.phase == "live" or now >= lesson.starts_at - early):
        return None
    return sign(context, members.classroom_member(terminal.classroom), lesson, terminal.id)


def _site_url(call: Call) -> str:
    """Where people open the site: the configured address, else the one that the terminal has used."""
    http = call.context.settings.http
    scheme = "https" if is_secure(call.request, http) else "http"
    return http.public_url.rstrip("/") or f"{scheme}://{call.request.host}"


ROUTES = (
    Route(
        "POST",
        "/api/terminals/codes",
        give_code,
        "A code by which a new terminal can be paired with its classroom.",
        Access.ANYBODY,
        Nothing,
        GivenCode,
        status=201,
        errors=("too_many_attempts",),
    ),
    Route(
        "POST",
        "/api/terminals/codes/look",
        look_after_code,
        "Whether the code of this secret has been typed.",
        Access.ANYBODY,
        CodeSecret,
        CodeState,
        errors=("no_such_code",),
    ),
    Route(
        "POST",
        "/api/terminals/enter",
        enter,
        "What a terminal has to do now.",
        Access.ANYBODY,
        TerminalKey,
        Entrance,
        errors=("unknown_terminal", "terminal_revoked"),
    ),
)
