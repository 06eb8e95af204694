"""WHIP (RFC 9725): OBS, GStreamer or aiortc publish a member's camera with a ticket as bearer token."""

from __future__ import annotations

import asyncio
import secrets

from aiohttp import web

from server.live import media
from server.web.exchange import Refused, add_endpoint, bearer, created, offer, session
from server.web.live import LIVE
from signaling.errors import detail_of
from signaling.messages import ErrorMessage, Published, ServerMessage

#: Longer than the conductor waits for a worker and for its answer.
ANSWER_S = 20.0


class Exchange:
    """Where the room's words for one WHIP client go: its first word is the answer to the POST."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[Published | ErrorMessage] = asyncio.get_running_loop().create_future()

    def send(self, message: ServerMessage) -> None:
        if isinstance(message, Published | ErrorMessage) and not self.answer.done():
            self.answer.set_result(message)

    def close(self) -> None:
        """Nobody listens after the answer: the client learns from its peer connection."""


async def publish(request: web.Request) -> web.StreamResponse:
    """POST: the offer in, the answer out; the same member's earlier session ends."""
    claims = bearer(request)
    sdp = await offer(request)
    rooms = request.app[LIVE].rooms
    conductor = await rooms.open(claims.lesson)
    publisher = f"{media.WHIP}{claims.sub}/{secrets.token_hex(8)}"
    exchange = Exchange()
    conductor.outlets.open(publisher, exchange)
    conductor.carry_out(conductor.room.exchanges.open_publisher(publisher, claims, sdp, rooms.clock()))
    try:
        answer = await asyncio.wait_for(exchange.answer, ANSWER_S)
    except TimeoutError:
        conductor.end_publisher(publisher)
        raise Refused("no_worker") from None
    if isinstance(answer, ErrorMessage):
        conductor.outlets.forget(publisher)
        raise Refused(answer.code, detail_of(answer))
    return created(request, publisher, answer.sdp)


async def end(request: web.Request) -> web.StreamResponse:
    """DELETE: the sources go at once."""
    conductor, publisher = await session(request, media.WHIP)
    conductor.end_publisher(publisher)
    return web.Response()


def add_whip(app: web.Application) -> None:
    """Let the application answer WHIP clients."""
    add_endpoint(app, "/whip", publish, end)
