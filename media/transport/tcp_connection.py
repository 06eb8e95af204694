"""One peer's TCP connection: frames read from it, an outbox written to it as far as it takes them."""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import suppress

from media.transport.path import Path
from media.transport.tcp_frames import FrameReader
from media.transport.tcp_outbox import Outbox

# Of what the kernel has not sent yet it holds only so much: what waits here can still be put in order.
_MOST_UNSENT = 16 << 10
_MOST_AT_ONCE = 16 << 10


class TcpConnection:
    """
    A non-blocking connection to the peer at `path`; `unknown_since` is when it last led to no transport.

    `read` and `write` raise `OSError` when the connection has ended.
    """

    def __init__(self, opened: socket.socket, path: Path, now: float, counters: Counter[str]) -> None:
        self.socket = opened
        self.path = path
        self.host = str(path[1][0])
        self.known = False
        self.unknown_since = now
        self.bytes_in = 0
        self.outbox = Outbox(counters)
        self._reader = FrameReader()
        self._pending = memoryview(b"")
        opened.setblocking(False)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A kernel without the option only holds more back.
        with suppress(OSError):
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _MOST_UNSENT)

    def read(self) -> list[bytes]:
        """The frames that are complete now; raises `MalformedFrame`, and `ConnectionError` at the end."""
        try:
            data = self.socket.recv(_MOST_AT_ONCE)
        except BlockingIOError:
            return []
        if not data:
            raise ConnectionAbortedError("closed by the peer")
        self.bytes_in += len(data)
        return self._reader.feed(data)

    def write(self) -> bool:
        """Give the kernel what it takes; whether all has gone."""
        while self._pending or not self.outbox.empty:
            if not self._pending:
                self._pending = memoryview(self.outbox.take(_MOST_AT_ONCE))
            try:
                sent = self.socket.send(self._pending)
            except BlockingIOError:
                return False
            self._pending = self._pending[sent:]
        return True
