"""
What WHIP and WHEP have in common: a bearer ticket, an SDP offer in, an answer out, errors by name.

RFC 9725 and draft-ietf-wish-whep. The endpoint is `/whip/LESSON`, the session made
by a POST `/whip/LESSON/MEMBER/ID`; the same with `whep`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from server.conductor import Conductor
from server.live.opening import NoRoom
from server.web.address import client_network
from server.web.context import CONTEXT
from server.web.errors import language
from server.web.live import LIVE
from server.web.routes import BODY_S
from server.workers.link import WorkerRefused
from signaling.claims import Claims, TicketRefused
from signaling.errors import ERRORS

SDP_TYPE = "application/sdp"
MAX_SDP = 200_000
#: Pages of other sites may publish and watch too: what lets them in is the ticket, never a cookie.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Location, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
STATUS = {
    "ticket_expired": 401,
    "ticket_invalid": 401,
    "ticket_foreign": 403,
    "not_allowed": 403,
    "unknown_lesson": 404,
    "unknown_session": 404,
    "lesson_over": 409,
    "too_slow": 408,
    "too_large": 413,
    "wrong_type": 415,
    "bad_sdp": 400,
    "no_codec": 422,
    "too_many": 429,
}
#: Every other code: come back later.
LATER = 503
RETRY_S = "2"
#: Errors that only HTTP knows, or that no page has here: English, what to do, Chinese, what to do.
WORDS = {
    "bad_sdp": (
        "The offer cannot be used.",
        "Offer one BUNDLE group with a=rtcp-mux and a=setup:actpass (or active).",
        "无法使用该 SDP offer。",
        "请把所有媒体放进一个 BUNDLE 组，并设置 a=rtcp-mux 和 a=setup:actpass（或 active）。",
    ),
    "unknown_session": (
        "There is no such WHIP or WHEP session.",
        "Make a new one by POST.",
        "没有这个 WHIP 或 WHEP 会话。",
        "请用 POST 重新建立。",
    ),
    "wrong_type": (
        "The offer's type is not application/sdp.",
        "Set Content-Type: application/sdp.",
        "请求类型不是 application/sdp。",
        "请设置 Content-Type: application/sdp。",
    ),
}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """The request is refused; `code` is from PROTOCOL.md, `detail` technical and without secrets."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def answering(handle: Answer) -> Answer:
    """Turn what a route raises into its error response, and add the headers that pages need."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            response = await handle(request)
        except Refused as refused:
            response = refusal(request, refused.code, refused.detail)
        except (NoRoom, TicketRefused) as refused:
            response = refusal(request, refused.code)
        except WorkerRefused as refused:
            code = refused.code if refused.code in ERRORS else "media_failed"
            response = refusal(request, code, refused.text)
        response.headers.update(CORS)
        return response

    return answer


def rated(make: Answer) -> Answer:
    """Hold an address to a rate: every session costs a worker a handshake."""

    async def answer(request: web.Request) -> web.StreamResponse:
        live, http = request.app[LIVE], request.app[CONTEXT].settings.http
        if not live.exchanges.take(client_network(request, http), live.rooms.clock()):
            raise Refused("too_many")
        return await make(request)

    return answer


def refusal(request: web.Request, code: str, detail: str = "") -> web.Response:
    """The error as JSON in the request's language, with the status and headers of the RFC."""
    refused = request.app[LIVE].refused
    refused[code] = refused.get(code, 0) + 1
    status = STATUS.get(code, LATER)
    text, todo = words(code, language(request))
    error = {"code": code, "text": f"{text} ({detail})" if detail else text, "todo": todo}
    response = web.json_response(status=status, text=json.dumps({"error": error}, ensure_ascii=False))
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in (LATER, 429):
        response.headers["Retry-After"] = RETRY_S
    return response


def words(code: str, spoken: str) -> tuple[str, str]:
    """What happened and what to do, in the language `spoken`."""
    if code in WORDS:
        text, todo, text_zh, todo_zh = WORDS[code]
        return (text, todo) if spoken == "en" else (text_zh, todo_zh)
    known = ERRORS.get(code, ERRORS["media_failed"])
    return (known.text, known.todo) if spoken == "en" else (known.text_zh, known.todo_zh)


def bearer(request: web.Request) -> Claims:
    """The claims of the ticket for the lesson of this address. Raises `TicketRefused`."""
    kind, _, ticket = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise TicketRefused("ticket_invalid")
    live = request.app[LIVE]
    claims = live.tickets.verify(ticket.strip(), live.rooms.clock())
    if claims.lesson != request.match_info["lesson"]:
        raise TicketRefused("ticket_foreign")
    return claims


def owner(request: web.Request) -> Claims:
    """The same for a session's address: only the member who made it may end it."""
    claims = bearer(request)
    if claims.sub != request.match_info["member"]:
        raise TicketRefused("ticket_foreign")
    return claims


async def session(request: web.Request, kind: str) -> tuple[Conductor, str]:
    """The session of this address, whose name begins with `kind`, and its room. Raises `Refused`."""
    claims = owner(request)
    conductor = await request.app[LIVE].rooms.open(claims.lesson)
    name = f"{kind}{claims.sub}/{request.match_info['name']}"
    if name not in conductor.outlets:
        raise Refused("unknown_session")
    return conductor, name


async def offer(request: web.Request) -> str:
    """The offer in the request's body. Raises `Refused`."""
    if request.content_type != SDP_TYPE:
        raise Refused("wrong_type")
    try:
        async with asyncio.timeout(BODY_S):
            return (await _body(request)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("bad_sdp", "not UTF-8") from None
    except TimeoutError:
        raise Refused("too_slow") from None
    except (web.RequestPayloadError, ConnectionResetError):
        raise Refused("bad_sdp", "the body breaks off") from None


async def _body(request: web.Request) -> bytes:
    text = (await request.content.read(MAX_SDP + 1)) if request.body_exists else b""
    while len(text) <= MAX_SDP and (more := await request.content.read(MAX_SDP + 1 - len(text))):
        text += more
    if len(text) > MAX_SDP:
        raise Refused("too_large")
    return text


def created(request: web.Request, session: str, sdp: str) -> web.Response:
    """201 with the answer, the session's address and the ICE servers of the configuration."""
    kind, member, name = session.split("/")
    response = web.Response(status=201, text=sdp, content_type=SDP_TYPE)
    response.headers["Location"] = f"/{kind}/{request.match_info['lesson']}/{member}/{name}"
    for link in ice_links(request):
        response.headers.add("Link", link)
    return response


def ice_links(request: web.Request) -> list[str]:
    """The ICE servers as `Link` headers (RFC 9725, 4.6)."""
    links: list[str] = []
    for server in request.app[LIVE].ice_servers:
        secret = ""
        if server.username:
            password = server.credential.get_secret_value()
            secret = f'; username="{server.username}"; credential="{password}"; credential-type="password"'
        links += [f'<{url}>; rel="ice-server"{secret}' for url in server.urls]
    return links


async def options(request: web.Request) -> web.StreamResponse:
    """What a page asks before it posts; also tells that SDP is taken here."""
    return web.Response(status=204, headers=CORS | {"Accept-Post": SDP_TYPE})


def add_endpoint(app: web.Application, path: str, make: Answer, end: Answer) -> None:
    """
    POST makes a session, DELETE on the session's address ends it.

    PATCH (trickle, ICE restart), GET, HEAD and PUT are answered 405, as RFC 9725 wants.
    """
    endpoint, address = f"{path}/{{lesson}}", f"{path}/{{lesson}}/{{member}}/{{name}}"
    app.router.add_post(endpoint, answering(rated(make)))
    app.router.add_delete(address, answering(end))
    for each in (endpoint, address):
        app.router.add_options(each, options)
