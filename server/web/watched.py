"""Whoever is in a room where a recording is open may read it there, by the ticket of the lesson."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Recording, Resource
from server.library import watching
from server.library.view import View
from server.web.gate import reader_of
from server.web.routes import Call
from signaling.claims import Claims, TicketRefused


@dataclass(frozen=True, slots=True)
class Watched:
    """Whose ticket it is, and what the room is served."""

    guest: Claims
    view: View


async def watched_by_ticket(
    session: AsyncSession, call: Call, recording: Recording, resource: Resource
) -> Watched | None:
    """Who asks by a ticket, if the recording is open in that lesson's room and may be shown there."""
    if call.visitor is not None:
        return None
    guest = guest_of(call)
    if guest is None or not call.context.rooms.plays(guest.lesson, recording.id):
        return None
    view = await watching.room_view(session, guest.lesson, recording, resource)
    return Watched(guest, view) if view is not None else None


def guest_of(call: Call) -> Claims | None:
    """The claims of the ticket that the request bears, of somebody who is not kept out of the room."""
    try:
        claims = call.context.tickets.verify(reader_of(call.request), call.context.now_ms())
    except TicketRefused:
        return None
    return claims if call.context.rooms.admits(claims) else None
