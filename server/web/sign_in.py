"""Signing in and out, and who one is."""

from __future__ import annotations

from aiohttp import web

from server.auth import knownbrowser, passwords, tokens
from server.auth.attempts import Asker
from server.auth.person import Person
from server.data import audit, people, places
from server.data.models import AuditEntry, SignIn, User
from server.web.address import client_address, client_network, is_secure
from server.web.context import ATTEMPTS, Context
from server.web.errors import ApiError
from server.web.gate import COOKIE, Access
from server.web.routes import Call, Route
from server.web.shapes import HeldRole, Login, Me, Nothing

LOGIN = "/api/login"


async def log_in(call: Call) -> web.StreamResponse:
    """Check the password; a right one gets a cookie, everything else an entry in the audit."""
    body: Login = call.body
    user = await _find(call.context, body.login)
    attempts, asker = call.request.app[ATTEMPTS], _asker(call, user)
    if wait_s := await attempts.wait_s(asker):
        await _note_refusal(call, asker, "too_many_attempts")
        raise ApiError("too_many_attempts", retry_after=wait_s)
    if not await passwords.matches(user.password_hash if user else None, body.password) or user is None:
        await _note_refusal(call, asker, "wrong_password")
        raise ApiError("wrong_password")
    await attempts.forgive(asker)
    token = tokens.new_token()
    person = await _open(call.context, user, token, client_address(call.request, call.context.settings.http))
    response = web.json_response(text=(await _me(call.context, person, token)).model_dump_json())
    _set_cookie(call, response, token)
    _know_again(call, response, user)
    return response


async def log_out(call: Call) -> web.StreamResponse:
    """End the sign-in; its cookie is worth nothing afterwards, whoever has copied it."""
    token = call.request.cookies.get(COOKIE, "")
    async with call.context.database.session() as session:
        await people.forget_sign_in(session, tokens.digest(token))
    response = web.json_response({})
    response.del_cookie(COOKIE, path="/")
    return response


async def me(call: Call) -> Me:
    """The person behind the cookie, and the CSRF token that belongs to it."""
    if call.person.is_operator:
        raise ApiError("not_signed_in")
    return await _me(call.context, call.person, call.request.cookies[COOKIE])


async def _find(context: Context, login: str) -> User | None:
    async with context.database.session() as session:
        user = await people.by_login(session, login)
    return user if user and user.active else None


async def _open(context: Context, user: User, token: str, address: str) -> Person:
    now = context.now_ms()
    expires = now + context.settings.signin.hours * 3_600_000
    sign_in = SignIn(
        user_id=user.id, token_hash=tokens.digest(token), address=address, created_at=now, expires_at=expires
    )
    async with context.database.session() as session:
        await people.forget_expired(session, now)
        session.add(sign_in)
        await session.flush()
        audit.write(session, _entry(now, user.id, "sign_in", user.login, address, sign_in_id=sign_in.id))
        return Person(user, sign_in, await people.grants_of(session, user.id))


def _asker(call: Call, user: User | None) -> Asker:
    login: str = call.body.login
    mark = call.request.cookies.get(knownbrowser.cookie_of(login), "")
    browser = knownbrowser.name_in(mark, login, user.password_hash, call.context.secret) if user else ""
    return Asker(login, client_network(call.request, call.context.settings.http), browser)


async def _note_refusal(call: Call, asker: Asker, reason: str) -> None:
    now = call.context.now_ms()
    if not call.request.app[ATTEMPTS].is_noted(asker, now):
        return
    address = client_address(call.request, call.context.settings.http)
    entry = _entry(now, "", "sign_in_refused", asker.login, address, reason=reason)
    async with call.context.database.session() as session:
        audit.write(session, entry)


def _entry(
    at: int,
    actor: str,
    action: str,
    login: str,
    address: str,
    *,
    sign_in_id: str | None = None,
    reason: str = "",
) -> AuditEntry:
    return AuditEntry(
        at=at,
        actor=actor,
        action=action,
        subject=login,
        sign_in_id=sign_in_id,
        address=address,
        detail={"reason": reason} if reason else {},
    )


async def _me(context: Context, person: Person, token: str) -> Me:
    assert person.user is not None, "an operator has no sign-in"
    async with context.database.session() as session:
        names = await places.names(session, (grant.scope_id for grant in person.grants))
    roles = [
        HeldRole(role=grant.role, scope=grant.scope_id, scope_name=names.get(grant.scope_id, ""))
        for grant in person.grants
    ]
    user = Me.User(id=person.user.id, login=person.user.login, name=person.user.name, roles=roles)
    return Me(user=user, csrf=tokens.csrf_token(token, context.secret))


def _set_cookie(call: Call, response: web.Response, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(call.request, call.context.settings.http),
        max_age=call.context.settings.signin.hours * 3600,
    )


def _know_again(call: Call, response: web.Response, user: User) -> None:
    name = knownbrowser.cookie_of(user.login)
    # A browser sends cookies of one path in the order in which they were made.
    for each in knownbrowser.overdue(other for other in call.request.cookies if other != name):
        response.del_cookie(each, path=LOGIN)
    response.set_cookie(
        name,
        knownbrowser.new_mark(user.login, user.password_hash, call.context.secret),
        path=LOGIN,
        httponly=True,
        samesite="Strict",
        secure=is_secure(call.request, call.context.settings.http),
        max_age=knownbrowser.KEPT_S,
    )


ROUTES = (
    Route(
        "POST",
        LOGIN,
        log_in,
        "Sign in; sets the cookie.",
        Access.ANYBODY,
        Login,
        Me,
        errors=("wrong_password", "too_many_attempts", "foreign_origin"),
    ),
    Route("POST", "/api/logout", log_out, "End the sign-in.", answer=Nothing),
    Route("GET", "/api/me", me, "Who is signed in, and the CSRF token.", answer=Me),
)
