"""The `/signal` websocket: who may open one, and the way of a session from its ticket into its room."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web
from websockets.asyncio.server import ServerConnection

from server.conductor import Conductor
from server.live.opening import NoRoom
from server.live.rooms import LiveRooms
from server.settings import Settings
from server.tasks import spawn
from server.terminals.present import Present, Talk
from server.tickets import Tickets
from server.upgrade import Upgrades
from server.web.address import client_network, is_own_origin
from signaling.claims import TicketRefused
from signaling.doorway import Entry, farewell, knock
from signaling.errors import bye
from signaling.messages import ErrorMessage
from signaling.rate import Rates
from signaling.session import Reply, Session
from signaling.websocket import FRAME_LIMIT, SUBPROTOCOL, Websocket

#: Whoever has not shown a ticket by then is no client of ours.
JOIN_WITHIN_S = 15.0


class Doorway:
    """Upgrades requests to websockets, and holds each one's conversation with its room."""

    def __init__(self, rooms: LiveRooms, tickets: Tickets, settings: Settings, present: Present) -> None:
        self.refused: dict[str, int] = {}
        self.upgrades = Upgrades(
            self._talk,
            subprotocol=SUBPROTOCOL,
            max_size=FRAME_LIMIT,
            limit=settings.http.max_connections,
        )
        self._rooms = rooms
        self._tickets = tickets
        self._settings = settings
        self._present = present
        # A school's classrooms may share an address.
        self._rates = Rates.per_minute(settings.room.joins_per_minute)
        self._numbers = itertools.count(1)

    async def open(self, request: web.Request) -> web.StreamResponse:
        """The route of `/signal`: 403 to foreign pages, 429 to an address that opens too many."""
        if not is_own_origin(request, self._settings.http):
            self._count("foreign_origin")
            raise web.HTTPForbidden(text="foreign_origin\n")
        if not self._rates.take(client_network(request, self._settings.http), self._rooms.clock()):
            self._count("too_many")
            raise web.HTTPTooManyRequests(text="too_many\n", headers={"Retry-After": "10"})
        return await self.upgrades.upgrade(request)

    async def close(self) -> None:
        """Tell everybody that the server restarts, and close; refuse newcomers."""
        for conductor in self._rooms.rooms.values():
            conductor.outlets.close_all(bye("server_stopping"))
        await self.upgrades.close()

    def _count(self, code: str) -> None:
        self.refused[code] = self.refused.get(code, 0) + 1

    async def _talk(self, connection: ServerConnection) -> None:
        # The time makes the name one that no earlier process has used.
        name, now = f"s{self._rooms.clock()}-{next(self._numbers)}", self._rooms.clock()
        session = Session(name, now, self._settings.room.session)
        socket = Websocket(connection, spawn, session.id)
        latecomer = spawn(self._hurry(session, socket), name=f"{session.id} hurry")
        texts = socket.texts()
        try:
            found = await self._enter(session, socket, texts)
            latecomer.cancel()
            if found is not None:
                await self._converse(session, socket, texts, *found)
        finally:
            latecomer.cancel()
            socket.close()
            await socket.closed()

    async def _hurry(self, session: Session, socket: Websocket) -> None:
        """Show somebody out who only sits on the doorstep."""
        await asyncio.sleep(JOIN_WITHIN_S)
        self._reply(socket, farewell("idle"))

    async def _enter(
        self, session: Session, socket: Websocket, texts: AsyncIterator[str]
    ) -> tuple[Conductor, Entry] | None:
        async for text in texts:
            heard = knock(session, text, self._tickets.verify, self._rooms.clock())
            if isinstance(heard, Entry):
                try:
                    conductor = await self._rooms.open(heard.claims.lesson)
                    # The room may have taken a while to open.
                    self._tickets.check(heard.claims)
                    return conductor, heard
                except (NoRoom, TicketRefused) as refused:
                    heard = farewell(refused.code, heard.join.id)
            self._reply(socket, heard)
            if heard.close:
                return None
        return None

    def _reply(self, socket: Websocket, reply: Reply) -> None:
        for message in reply.messages:
            if isinstance(message, ErrorMessage):
                self._count(message.code)
            socket.send(message)
        if reply.close:
            socket.close()

    async def _converse(
        self,
        session: Session,
        socket: Websocket,
        texts: AsyncIterator[str],
        conductor: Conductor,
        entry: Entry,
    ) -> None:
        room, clock = conductor.room, self._rooms.clock
        conductor.outlets.open(session.id, socket)
        self._note_terminal(session, conductor, entry)
        try:
            conductor.carry_out(room.connect(session, entry, clock()))
            async for text in texts:
                conductor.carry_out(room.receive(session.id, text, clock()))
        finally:
            self._present.forget(session.id)
            conductor.outlets.forget(session.id)
            conductor.carry_out(room.disconnect(session.id, clock()))

    def _note_terminal(self, session: Session, conductor: Conductor, entry: Entry) -> None:
        """Whoever revokes the terminal shows this session out."""
        if entry.claims.terminal:
            out = partial(conductor.show_out, session.id)
            self._present.enter(session.id, Talk(entry.claims.terminal, entry.claims.lesson, out))
