"""
Let a browser fetch a lesson's films by itself, for whoever bears a key, a ticket or a link's token.

A <video> that plays while it loads can't send what the page knows; it sends a cookie, for these files alone.
"""

from __future__ import annotations

from aiohttp import web

from server.web.address import is_secure
from server.web.clipadmission import clip_admitted, cookie_of, token_of
from server.web.errors import ApiError
from server.web.gate import READING_COOKIE, Access, reader_of
from server.web.readers import lesson_to_read
from server.web.routes import Call, Route
from server.web.shapes import Nothing

READING_S = 12 * 3600


async def open_reading(call: Call) -> web.StreamResponse:
    """For a terminal's key or a ticket."""
    lesson = await lesson_to_read(call)
    token = reader_of(call.request)
    if call.visitor is not None or not token:
        raise ApiError("bad_token")
    return _lend(call, lesson.id, READING_COOKIE, token)


async def open_clip_reading(call: Call) -> web.StreamResponse:
    """For a link's token; it is good as long as the link, and no longer than the other."""
    found = await clip_admitted(call)
    if not found.by_link:
        raise ApiError("bad_token")
    token = token_of(call)
    return _lend(call, found.recording.lesson_id, cookie_of(token), token)


def _lend(call: Call, lesson_id: str, name: str, token: str) -> web.Response:
    response = web.json_response({})
    response.set_cookie(
        name,
        token,
        path=f"/api/lessons/{lesson_id}/courseware",
        httponly=True,
        samesite="Strict",
        secure=is_secure(call.request, call.context.settings.http),
        max_age=READING_S,
    )
    return response


ROUTES = (
    Route(
        "POST",
        "/api/lessons/{lesson}/courseware/reading",
        open_reading,
        "A cookie with which the browser itself fetches files for a terminal or a member.",
        Access.READER,
        answer=Nothing,
        errors=("no_such_lesson", "forbidden", "bad_token", "terminal_revoked"),
    ),
    Route(
        "POST",
        "/api/clips/{clip}/reading",
        open_clip_reading,
        "A cookie with which the browser itself fetches the films of a clip, for who has come by a link.",
        Access.VIEWER,
        answer=Nothing,
        errors=("no_such_clip", "link_gone", "no_such_recording", "bad_token"),
    ),
)
