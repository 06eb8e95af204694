"""A room behind a real websocket on the loopback, with no media worker."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from media.tasks import spawn
from signaling.claims import Claims
from signaling.client import Client
from signaling.commands import AcceptAnswer, AcceptPublisher, Close, Command, OfferSlots, Send
from signaling.doorway import Entry, knock
from signaling.room import LessonFacts, Room
from signaling.session import Session
from signaling.state import Role
from signaling.websocket import FRAME_LIMIT, SUBPROTOCOL, Websocket
from tests.support.room import LESSON, verify


def now() -> int:
    return int(time.time() * 1000)


def ticket(member: str, role: Role, lesson: str = LESSON) -> str:
    claims = Claims(sub=member, lesson=lesson, role=role, name=member, exp=now() + 60_000)
    return claims.model_dump_json()


class LiveRoom:
    """The least of a control process: one room, its sockets, and a conductor of a few lines."""

    def __init__(self) -> None:
        self.room = Room(LessonFacts(LESSON, "荷塘月色"))
        self.sockets: dict[str, Websocket] = {}
        self.address = ""
        self._ids = itertools.count(1)

    async def talk(self, connection: ServerConnection) -> None:
        session = Session(f"s{next(self._ids)}", now())
        socket = self.sockets[session.id] = Websocket(connection, spawn, session.id)
        async for text in socket.texts():
            self._hear(session, socket, text)
        self.sockets.pop(session.id)
        self.do(self.room.disconnect(session.id, now()))

    def _hear(self, session: Session, socket: Websocket, text: str) -> None:
        if session.member is not None:
            self.do(self.room.receive(session.id, text, now()))
            return
        heard = knock(session, text, verify, now())
        if isinstance(heard, Entry):
            self.do(self.room.connect(session, heard, now()))
            return
        for message in heard.messages:
            socket.send(message)
        if heard.close:
            socket.close()

    def do(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Send(session, message) if session in self.sockets:
                    self.sockets[session].send(message)
                case Close(session) if session in self.sockets:
                    self.sockets[session].close()
                case AcceptPublisher() | OfferSlots() | AcceptAnswer():
                    self.do(self.room.media_refused(command, "no_worker", "", now()))

    def client(self, member: str, role: Role = Role.RURAL, lesson: str = LESSON) -> Client:
        return Client(self.address, ticket(member, role, lesson), spawn)


@asynccontextmanager
async def live_room() -> AsyncIterator[LiveRoom]:
    live = LiveRoom()
    server: Server
    async with serve(
        live.talk, "127.0.0.1", 0, subprotocols=[Subprotocol(SUBPROTOCOL)], max_size=FRAME_LIMIT
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        live.address = f"ws://127.0.0.1:{port}/signal"
        yield live
