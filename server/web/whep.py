"""WHEP (draft-ietf-wish-whep): any WebRTC player watches a lesson with a ticket as bearer token."""

from __future__ import annotations

import secrets

from aiohttp import web

from media.worker.protocol import AcceptDown
from server.live import media
from server.live.outlets import Silence
from server.web.exchange import Refused, add_endpoint, bearer, created, offer, session
from server.web.live import LIVE
from server.workers.link import UNNUMBERED, WorkerRefused

WORKER_S = 5.0


async def watch(request: web.Request) -> web.StreamResponse:
    """POST: the player's offer in, the answer out; its first pair of m-lines follows the stage."""
    claims = bearer(request)
    sdp = await offer(request)
    rooms = request.app[LIVE].rooms
    conductor = await rooms.open(claims.lesson)
    refused = conductor.room.exchanges.refusal(claims, "view")
    if refused is not None:
        raise Refused(refused.code)
    viewer = f"{media.WHEP}{claims.sub}/{secrets.token_hex(8)}"
    # From now on the room is not deserted.
    conductor.outlets.open(viewer, Silence())
    asked = AcceptDown(id=UNNUMBERED, room=claims.lesson, transport=viewer, sdp=sdp)
    try:
        link = await conductor.workers.find(asked, WORKER_S)
        done = await link.call(asked)
    except WorkerRefused:
        conductor.outlets.forget(viewer)
        conductor.workers.branches.closed(viewer)
        raise
    refused = conductor.room.exchanges.refusal(claims, "view")
    if refused is not None:
        # While the worker answered, the lesson has ended or the room has filled.
        conductor.end_viewer(viewer)
        raise Refused(refused.code)
    slots = len(done.slots or ())
    conductor.carry_out(conductor.room.exchanges.open_viewer(viewer, claims, slots, rooms.clock()))
    return created(request, viewer, done.sdp or "")


async def end(request: web.Request) -> web.StreamResponse:
    """DELETE: the player is gone."""
    conductor, viewer = await session(request, media.WHEP)
    conductor.end_viewer(viewer)
    return web.Response()


def add_whep(app: web.Application) -> None:
    """Let the application answer WHEP clients."""
    add_endpoint(app, "/whep", watch, end)
