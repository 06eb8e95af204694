"""What every route needs, put into the application once: settings, database, live rooms, tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from server.auth.attempts import Attempts
from server.checks.open import OpenChecks
from server.checks.settings import Checks
from server.config import Settings
from server.data.database import Database
from server.live.disk import Disk
from server.live.linehistory import RoomLines
from server.terminals.present import Present
from server.web.views import Views
from signaling.claims import Claims


class LiveRooms(Protocol):
    """The live side of lessons, as the routes see it."""

    async def start(self, lesson_id: str) -> None:
        """Start the lesson as its teacher's button does; nothing happens when it runs already."""

    async def end(self, lesson_id: str) -> None:
        """End the lesson; returns when its recording is finished on disk or can't be."""

    async def cameras_changed(self) -> None:
        """Tell every open room which cameras its classrooms have now."""

    async def courseware_changed(self, lesson_id: str) -> None:
        """Tell the lesson's room, if it is open, which documents and recordings it has now."""

    def admits(self, claims: Claims) -> bool:
        """Whether the bearer of a good ticket takes part or may come in, and is not for the lobby."""

    def plays(self, lesson_id: str, recording_id: str) -> bool:
        """Whether the recording is open on the screens of the lesson's room."""

    def is_taught_by(self, lesson_id: str, member: str) -> bool:
        """Whether the member is a master in the open room, as its teacher or let in as one."""

    def presence(self, lesson_id: str) -> frozenset[str]:
        """Ids of the members who are present now; empty when no room is open."""

    def recording_live(self, lesson_id: str) -> bool:
        """Whether a media worker is writing the lesson's recording now."""

    def disk(self) -> Disk:
        """The disk of the recordings."""

    def lines(self) -> list[RoomLines]:
        """How the lines of every open room are and have been."""


class TicketSigner(Protocol):
    def sign(self, claims: Claims) -> str: ...

    def verify(self, ticket: str, now: int) -> Claims: ...

    def take_back(self, terminal: str, member: str, code: str) -> None: ...

    def give_back(self, terminal: str, member: str) -> None: ...


@dataclass(slots=True)
class Context:
    """`clock` returns Unix seconds; `secret` signs operator tokens."""

    settings: Settings
    database: Database
    rooms: LiveRooms
    tickets: TicketSigner
    secret: str
    clock: Callable[[], float]
    present: Present = field(default_factory=Present)
    checks: OpenChecks = field(default_factory=lambda: OpenChecks(Checks()))

    def now_ms(self) -> int:
        return int(self.clock() * 1000)


CONTEXT = web.AppKey("context", Context)
ATTEMPTS = web.AppKey("attempts", Attempts)
VIEWS = web.AppKey("views", Views)
#: Every route, for the OpenAPI document; other parts of the server append theirs.
ROUTE_TABLE = web.AppKey("route_table", list[Any])
