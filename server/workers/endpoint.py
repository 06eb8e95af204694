"""The `/worker` websocket: a media worker says who it is, then commands and events pass."""

from __future__ import annotations

import asyncio
import hmac
import logging
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from media.worker.protocol import FromWorker, Hello
from server.tasks import spawn
from server.workers.link import MAX_PENDING, WorkerLink
from server.workers.registry import Registry

log = logging.getLogger(__name__)

HELLO_WITHIN_S = 5.0
#: A worker's largest message is a `hello` with some thousand transports.
MAX_MESSAGE = 4 * 2**20

_FROM_WORKER: TypeAdapter[FromWorker] = TypeAdapter(FromWorker)


class WorkerEndpoint:
    """Holds the conversation of every worker's websocket; give `talk` to `Upgrades`."""

    def __init__(self, registry: Registry, secret: str) -> None:
        self._registry = registry
        self._secret = secret
        self.refused = 0

    async def talk(self, connection: ServerConnection) -> None:
        """One worker from its hello until its link breaks."""
        hello = await self._hello(connection)
        if hello is None:
            self.refused += 1
            await connection.close(1008, "say hello with the shared secret")
            return
        outbox: asyncio.Queue[str] = asyncio.Queue(maxsize=2 * MAX_PENDING)
        link = WorkerLink(hello, outbox.put_nowait)
        writer = spawn(_write(connection, outbox), name=f"worker {link.name} writer")
        self._registry.welcome(link)
        try:
            await self._listen(connection, link)
        finally:
            writer.cancel()
            self._registry.farewell(link)

    async def _hello(self, connection: ServerConnection) -> Hello | None:
        try:
            text = await asyncio.wait_for(connection.recv(), HELLO_WITHIN_S)
            message = _FROM_WORKER.validate_json(text)
        except (TimeoutError, ConnectionClosed, ValidationError):
            return None
        if not isinstance(message, Hello):
            return None
        right = hmac.compare_digest(message.secret.encode(), self._secret.encode())
        return message if right and self._secret else None

    async def _listen(self, connection: ServerConnection, link: WorkerLink) -> None:
        with suppress(ConnectionClosed):
            async for text in connection:
                event = link.receive(text)
                if event is not None:
                    self._registry.event(link, event)
                if link.closed:
                    return


async def _write(connection: ServerConnection, outbox: asyncio.Queue[str]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await connection.send(await outbox.get())
