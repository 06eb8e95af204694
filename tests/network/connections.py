"""The TCP side of a school's line: pages and signalling, and media where UDP is blocked."""

from __future__ import annotations

import socket
import struct
from selectors import EVENT_READ, EVENT_WRITE, BaseSelector

from tests.network.line import Line
from tests.network.stream import Stream

Address = tuple[str, int]
# So small that a slow line is felt at once on both ends, and not only when the kernel is full.
_KERNEL_BUFFER = 32 * 1024
_CHUNK = 16 * 1024


class Connections:
    """Listen for one service of the server, and carry what comes over the line."""

    def __init__(self, line: Line, target: Address, selector: BaseSelector) -> None:
        self._line, self._target, self._selector = line, target, selector
        self._front = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._front.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _KERNEL_BUFFER)
        self._front.setblocking(False)
        self._front.bind(("127.0.0.1", 0))
        self._front.listen()
        self.open: set[Connection] = set()
        selector.register(self._front, EVENT_READ, self._accept)

    @property
    def port(self) -> int:
        port: int = self._front.getsockname()[1]
        return port

    def move(self) -> None:
        """The server knows these connections only under the old address."""
        for connection in self.open:
            connection.orphan()

    def wind(self, now: float) -> None:
        for connection in list(self.open):
            connection.wind(now)
            if connection.closed:
                self.open.discard(connection)

    @property
    def next_event(self) -> float | None:
        events = [at for connection in self.open if (at := connection.next_event) is not None]
        return min(events, default=None)

    def _accept(self, now: float) -> None:
        try:
            client, _ = self._front.accept()
        except OSError:
            return
        self.open.add(Connection(client, self._target, self._line, self._selector, now))


class Connection:
    """One client's TCP connection, cut in two ends with the line between them."""

    def __init__(
        self, client: socket.socket, target: Address, line: Line, selector: BaseSelector, now: float
    ) -> None:
        self._line, self._orphaned = line, False
        self._reset_at: float | None = None
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _KERNEL_BUFFER)
        server.setblocking(False)
        server.connect_ex(target)
        self._client, self._server = End(client, selector), End(server, selector)
        # The client's SYN has gone there and back before its first byte can leave.
        opens_at = now + line.round_trip
        up = Stream(line.up, lambda: line.down.conditions.delay, self._server.write, opens_at)
        down = Stream(line.down, lambda: line.up.conditions.delay, self._client.write)
        self._client.talk(up, self._server)
        self._server.talk(down, self._client)

    @property
    def closed(self) -> bool:
        return self._client.closed and self._server.closed

    @property
    def next_event(self) -> float | None:
        events = (self._client.out.next_event, self._server.out.next_event, self._reset_at)
        return min((at for at in events if at is not None), default=None)

    def orphan(self) -> None:
        self._orphaned = True
        self._client.deaf = self._server.deaf = True

    def wind(self, now: float) -> None:
        if self._orphaned:
            self._wind_orphan(now)
            return
        for end in (self._client, self._server):
            end.out.wind(now)
            end.settle()

    def _wind_orphan(self, now: float) -> None:
        # What the client sends now reaches a server that has never heard of it, and answers with a reset.
        if self._client.spoke and self._reset_at is None:
            self._reset_at = now + self._line.round_trip
        if self._reset_at is not None and now >= self._reset_at and not self._line.up.cut:
            self._client.reset()
            self._server.close()


class End:
    """One socket: what it says goes `out` over the line, what comes from there is written to it."""

    def __init__(self, opened: socket.socket, selector: BaseSelector) -> None:
        opened.setblocking(False)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket, self._selector = opened, selector
        self._pending = bytearray()
        self._finished = self.closed = self.deaf = self.spoke = False
        self._events = 0

    def talk(self, out: Stream, other: End) -> None:
        self.out, self._other = out, other
        self.watch()

    def watch(self) -> None:
        """Listen for what is of use now: a full line is not read for."""
        wanted = EVENT_READ if not self._finished and (self.deaf or self.out.room > 0) else 0
        wanted |= EVENT_WRITE if self._pending else 0
        if self.closed or wanted == self._events:
            return
        if self._events and wanted:
            self._selector.modify(self._socket, wanted, self._ready)
        elif wanted:
            self._selector.register(self._socket, wanted, self._ready)
        else:
            self._selector.unregister(self._socket)
        self._events = wanted

    def write(self, data: bytes) -> None:
        """Something from the other end has come through."""
        if self.closed or self.deaf:
            return
        self._pending += data
        self._flush()
        self.watch()

    def settle(self) -> None:
        """Close when the other end has, and everything it said was written."""
        if self._other._finished and self._other.out.empty and not self._pending:
            self.close()
        self.watch()

    def reset(self) -> None:
        if not self.closed:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        if self.closed:
            return
        if self._events:
            self._selector.unregister(self._socket)
        self._events, self.closed, self._finished = 0, True, True
        self._socket.close()

    def _ready(self, now: float) -> None:
        self._flush()
        self._read(now)
        self.watch()

    def _read(self, now: float) -> None:
        if self._finished or (not self.deaf and self.out.room <= 0):
            return
        try:
            data = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._finished = not data
        self.spoke = self.spoke or (self.deaf and bool(data))
        if data and not self.deaf:
            self.out.write(data, now)

    def _flush(self) -> None:
        if not self._pending or self.closed:
            return
        try:
            sent = self._socket.send(self._pending)
        except BlockingIOError:
            return
        except OSError:
            sent, self._finished = len(self._pending), True
        del self._pending[:sent]
