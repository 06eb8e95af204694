"""
Hand an upgraded aiohttp connection to `websockets`, so that pages and signalling share one port.

aiohttp has already read the request's head; it is rebuilt from the raw headers and
fed to a `ServerConnection` that takes over the transport (plain or TLS) for good.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import cast

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from websockets.asyncio.server import Server, ServerConnection
from websockets.exceptions import ConnectionClosed, InvalidState, NegotiationError
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from server.tasks import spawn

log = logging.getLogger(__name__)

#: After this many seconds a peer that does not answer our close is cut off.
CLOSE_TIMEOUT_S = 2.0
#: What still comes of a peer that was told goodbye; one that sends more is cut off at once.
LAST_WORDS = 64 * 1024
#: What may wait to be read by a peer, more than any message is long: `websockets` answers every ping, whether
#: its answers are read or not.
UNREAD = 8 * 2**20
#: Unpacked at a time: what is compressed may become a thousand times as much.
PIECE = 4096
#: Messages that wait to be heard; then nothing more is unpacked.
WAITING = 8

Talk = Callable[[ServerConnection], Awaitable[None]]


class Upgraded(web.StreamResponse):
    """What aiohttp is told afterwards: everything was sent already, and the connection is over."""

    def __init__(self) -> None:
        super().__init__(status=101)
        self.force_close()

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        return None


class Connection(ServerConnection):
    """
    Unpacks what it has read piece by piece, and no further than somebody listens.

    `websockets` unpacks all of a read before it looks whether its queue is full: of the 256 KiB that
    a read may have come whole gigabytes, which a stranger must not make us hold.
    """

    _held = b""
    _late = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.recv_messages.resume = self._go_on

    def data_received(self, data: bytes) -> None:
        if self.state is State.CLOSING:
            self._late += len(data)
        if self._late > LAST_WORDS:
            self.transport.abort()
            return
        self._held += data
        self._unpack()

    def eof_received(self) -> None:
        # Over TLS this comes in the midst of a read. Whoever has gone can't be answered any more.
        self._held = b""
        super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._held = b""
        super().connection_lost(exc)

    def _go_on(self) -> None:
        # One of TLS that was closed can't be resumed.
        if not self.transport.is_closing():
            self.transport.resume_reading()
            self.loop.call_soon(self._unpack)

    def _unpack(self) -> None:
        while self._held and not self.recv_messages.paused:
            piece, self._held = self._held[:PIECE], self._held[PIECE:]
            super().data_received(piece)
            if self.transport.get_write_buffer_size() > UNREAD:
                self._held = b""
                self.transport.abort()


class Upgrades:
    """
    The websockets of one kind that are open now; `websockets` sees it as their server.

    `talk` holds one connection's whole conversation and returns when it is over.
    """

    def __init__(
        self, talk: Talk, *, subprotocol: str | None, max_size: int, limit: int, ping_s: float = 20.0
    ) -> None:
        self.talk = talk
        self.limit = limit
        self.refused = 0
        self.connections: set[ServerConnection] = set()
        self.handler_tasks: set[asyncio.Task[None]] = set()
        self._subprotocols = [Subprotocol(subprotocol)] if subprotocol else None
        self._max_size = max_size
        self._ping_s = ping_s
        self._serving = True

    def is_serving(self) -> bool:
        """`websockets` answers 503 to a handshake once this is false."""
        return self._serving

    async def upgrade(self, request: web.Request) -> web.StreamResponse:
        """Turn the request into a websocket and stay until it has closed. 426 or 503 where that can't be."""
        if request.headers.get("Upgrade", "").lower() != "websocket" or request.transport is None:
            raise web.HTTPUpgradeRequired(
                headers={"Upgrade": "websocket"}, text="This address is a websocket."
            )
        if not self._serving or len(self.connections) >= self.limit:
            self.refused += 1
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"}, text="Too many connections.")
        connection = self._take_over(request, request.transport)
        try:
            await asyncio.shield(connection.wait_closed())
        finally:
            self._give_back(request, connection)
        return Upgraded()

    def _take_over(self, request: web.Request, transport: asyncio.Transport) -> ServerConnection:
        protocol = ServerProtocol(
            subprotocols=self._subprotocols,
            select_subprotocol=choose_subprotocol,
            extensions=[ServerPerMessageDeflateFactory()],
            max_size=self._max_size,
        )
        connection = Connection(
            protocol,
            cast(Server, self),
            ping_interval=self._ping_s,
            ping_timeout=self._ping_s,
            close_timeout=CLOSE_TIMEOUT_S,
            max_queue=WAITING,
        )
        self.connections.add(connection)
        transport.set_protocol(connection)
        connection.connection_made(transport)
        connection.data_received(request_head(request))
        return connection

    def _give_back(self, request: web.Request, connection: ServerConnection) -> None:
        self.connections.discard(connection)
        # The transport no longer tells aiohttp that it is gone, so we do: else its keep-alive timer and
        # its list of connections would hold on to it.
        request.protocol.connection_lost(None)

    async def handler(self, connection: ServerConnection) -> None:
        """Called by `websockets` in a task of its own: the handshake, then the conversation."""
        try:
            await connection.handshake()
            if connection.protocol.state.name == "OPEN":
                connection.start_keepalive()
                await self.talk(connection)
                await connection.close()
        except (ConnectionClosed, InvalidState):
            log.debug("a websocket closed in mid-conversation")
        except Exception:
            log.exception("a websocket's conversation failed")
            await connection.close(1011)
        finally:
            connection.transport.close()
            self._forget_task()

    def _forget_task(self) -> None:
        task = asyncio.current_task()
        if task is not None:
            self.handler_tasks.discard(task)

    async def close(self) -> None:
        """Refuse newcomers and close everybody with 1012 (service restart), so that clients come back."""
        self._serving = False
        open_now = [spawn(one.close(1012, "restart"), name="close a websocket") for one in self.connections]
        if open_now:
            await asyncio.wait(open_now, timeout=2 * CLOSE_TIMEOUT_S)


def choose_subprotocol(protocol: ServerProtocol, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Ours if the client offers it; a client that offers none speaks ours too, any other is refused."""
    if not offered or not protocol.available_subprotocols:
        return None
    if not set(offered) & set(protocol.available_subprotocols):
        raise NegotiationError("none of the offered subprotocols is spoken here")
    return protocol.available_subprotocols[0]


def request_head(request: web.Request) -> bytes:
    """The request's head as it came, for `websockets` to read again."""
    lines = [f"{request.method} {request.raw_path} HTTP/1.1".encode("ascii", "surrogateescape")]
    lines += [name + b": " + value for name, value in request.raw_headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"
