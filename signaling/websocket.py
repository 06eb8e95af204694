"""
One client's websocket as the room's conductor sees it: texts in, messages out, never waiting.

The thin shell around `websockets`: all it decides is how much a slow client may
leave unread before it is cut off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from websockets.asyncio.connection import Connection
from websockets.exceptions import ConnectionClosed

from signaling.messages import ServerMessage

log = logging.getLogger(__name__)

SUBPROTOCOL = "tongke.v1"
#: Frames above this are refused by the websocket itself; those below by name (`too_large`).
FRAME_LIMIT = 1024 * 1024
#: A lesson's messages are small and rare: this much unread means that the line has stopped.
UNREAD_MESSAGES = 1024
UNREAD_CHARACTERS = 2 * 1024 * 1024

Spawn = Callable[..., asyncio.Task[Any]]


class Websocket:
    """
    An accepted connection with its bounded queue of outgoing messages.

    `spawn(coroutine, name=…)` starts the one task that writes; it ends when
    `texts()` has ended. `send` and `close` return at once and never raise.
    """

    #: Clients that were cut off because they did not read, since the process began.
    too_slow = 0

    def __init__(self, connection: Connection, spawn: Spawn, name: str = "client") -> None:
        self._connection = connection
        self._unread: asyncio.Queue[str | None] = asyncio.Queue()
        self._characters = 0
        self._is_closing = False
        self._writer = spawn(self._write(), name=f"write to {name}")

    async def texts(self) -> AsyncIterator[str]:
        """Yield every text message until the connection closes; a binary one closes it."""
        try:
            async for frame in self._connection:
                if not isinstance(frame, str):
                    await self._connection.close(1003, "text only")
                    return
                yield frame
        except ConnectionClosed:
            return
        finally:
            self.close()

    def send(self, message: ServerMessage) -> None:
        """Queue a message; a client that leaves too much unread is cut off (`too_slow`)."""
        if self._is_closing:
            return
        text = message.model_dump_json()
        if self._unread.qsize() >= UNREAD_MESSAGES or self._characters + len(text) > UNREAD_CHARACTERS:
            self._cut_off()
            return
        self._characters += len(text)
        self._unread.put_nowait(text)

    def close(self) -> None:
        """Close after everything that was sent before."""
        if not self._is_closing:
            self._is_closing = True
            self._unread.put_nowait(None)

    @property
    def is_open(self) -> bool:
        """Whether what is sent may still arrive."""
        return not self._is_closing

    async def closed(self) -> None:
        """Wait until everything is written or lost, and the connection has closed."""
        await asyncio.wait([self._writer])
        await self._connection.wait_closed()

    def _cut_off(self) -> None:
        """A good-bye would wait behind what the client does not read: the connection just ends."""
        Websocket.too_slow += 1
        self._is_closing = True
        self._writer.cancel()
        self._connection.transport.abort()

    async def _write(self) -> None:
        try:
            while (text := await self._unread.get()) is not None:
                await self._connection.send(text)
                self._characters -= len(text)
            await self._connection.close()
        except ConnectionClosed:
            # Whoever reads the texts learns it too, and tells the room.
            self._is_closing = True
