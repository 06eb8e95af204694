"""What the live routes need beside the context: the rooms, their workers, and who checks tickets."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from server.live.archive import Archive
from server.live.closing import Closing
from server.live.rooms import LiveRooms
from server.questions.desk import AnswerDesk
from server.settings import IceServer
from server.tickets import Tickets
from server.workers.registry import Registry
from signaling.rate import Rates


@dataclass(slots=True)
class Live:
    """
    Put into the application once by the control process.

    `exchanges` holds addresses to a rate of new WHIP and WHEP sessions; `refused` counts refusals by code.
    """

    rooms: LiveRooms
    registry: Registry
    archive: Archive
    closing: Closing
    tickets: Tickets
    desk: AnswerDesk
    exchanges: Rates
    ice_servers: tuple[IceServer, ...] = ()
    refused: dict[str, int] = field(default_factory=dict)


LIVE = web.AppKey("live", Live)
