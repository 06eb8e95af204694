"""Who may pass: resolves the cookie or the bearer token of a request, and checks its CSRF token."""

from __future__ import annotations

from enum import StrEnum

from aiohttp import web

from server.auth import tokens
from server.auth.person import OPERATOR, Person
from server.data import people
from server.web.address import is_own_origin
from server.web.context import Context
from server.web.errors import ApiError

COOKIE = "tongke_session"
CSRF_HEADER = "X-CSRF-Token"
#: For a browser that fetches files by itself on behalf of a terminal or a member, who have no cookie else.
READING_COOKIE = "tongke_reading"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Access(StrEnum):
    """Whom a route lets in at all; what they may do there is decided by `server.auth.rights`."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    OPERATOR = "operator"
    #: People, and whoever bears a terminal's key or a lesson's ticket, which the route checks itself.
    READER = "reader"
    #: People; and whoever has no account, whom `server.web.admission` lets see what is public.
    VIEWER = "viewer"
    #: The route checks a lesson's ticket itself (WHIP, WHEP).
    TICKET = "ticket"


async def admit(request: web.Request, context: Context, access: Access) -> Person | None:
    """
    The person who asks, or `None` for somebody else whom the route lets in.

    Raises `ApiError`: `not_signed_in`, `bad_token`, `bad_csrf`, `foreign_origin`, `forbidden`.
    """
    if "\0" in request.path:
        # Nothing has such a name, and PostgreSQL takes it in no text.
        raise ApiError("not_found")
    if request.method not in SAFE and not is_own_origin(request, context.settings.http):
        raise ApiError("foreign_origin")
    if access is Access.ANYBODY or (access is Access.READER and _bears_something_else(request, context)):
        return None
    if access is Access.VIEWER and _bears_something_else(request, context):
        return None
    if access is Access.VIEWER:
        return _operator(request, context) or await visitor_or_none(request, context)
    person = _operator(request, context) or await _signed_in(request, context)
    if access is Access.OPERATOR and not person.is_operator:
        raise ApiError("forbidden")
    return person


def bearer_of(request: web.Request) -> str:
    """The token that the request bears; empty without one. Raises `ApiError` `bad_token` for another kind."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if token and kind.lower() != "bearer":
        raise ApiError("bad_token")
    return token.strip()


def reader_of(request: web.Request) -> str:
    """The terminal's key or the ticket that a reader bears, in the header or in a cookie; as `bearer_of`."""
    token = bearer_of(request)
    if token or request.method not in SAFE or COOKIE in request.cookies:
        return token
    return request.cookies.get(READING_COOKIE, "")


def _bears_something_else(request: web.Request, context: Context) -> bool:
    token = reader_of(request)
    return bool(token) and not tokens.is_operator(token, context.secret, context.clock())


async def visitor_or_none(request: web.Request, context: Context) -> Person | None:
    """On a route for anybody: who asks, if a good cookie says so. Raises `ApiError` `bad_csrf`."""
    if not request.cookies.get(COOKIE):
        return None
    try:
        return await _signed_in(request, context)
    except ApiError as refused:
        if refused.code == "not_signed_in":
            return None
        raise


def _operator(request: web.Request, context: Context) -> Person | None:
    token = bearer_of(request)
    if not token:
        return None
    if not tokens.is_operator(token, context.secret, context.clock()):
        raise ApiError("bad_token")
    return OPERATOR


async def _signed_in(request: web.Request, context: Context) -> Person:
    token = request.cookies.get(COOKIE, "")
    if not token:
        raise ApiError("not_signed_in")
    async with context.database.session() as session:
        found = await people.signed_in(session, tokens.digest(token), context.now_ms())
        if found is None:
            raise ApiError("not_signed_in")
        sign_in, user = found
        person = Person(user, sign_in, await people.grants_of(session, user.id))
    if request.method not in SAFE:
        _check_csrf(request, token, context)
    return person


def _check_csrf(request: web.Request, token: str, context: Context) -> None:
    if not tokens.same(request.headers.get(CSRF_HEADER, ""), tokens.csrf_token(token, context.secret)):
        raise ApiError("bad_csrf")
