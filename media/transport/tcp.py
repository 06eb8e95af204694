"""Carry datagrams over TCP for peers whose network lets no UDP out (ICE-TCP, RFC 6544: we are passive)."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections import Counter
from collections.abc import Callable, Sequence

from media import clock
from media.transport.path import FIRST_CONNECTION, Path
from media.transport.tcp_connection import TcpConnection
from media.transport.tcp_frames import MalformedFrame
from media.transport.udp import Batch

_log = logging.getLogger("tongke.tcp")

# A peer's first check comes with the connection; what leads to no transport for so long is closed.
STRANGER_S = 10.0
# Strangers at once from one address, which may be a whole school's, and from all of them.
MOST_STRANGERS_OF_A_HOST = 64
MOST_STRANGERS = 256
# A stranger has nothing to say but a check or two.
MOST_STRANGER_BYTES = 8 << 10
MOST_CONNECTIONS = 4096

_ACCEPTED_AT_ONCE = 16
_WAITING = 128
_SWEEP_EVERY_S = 1.0


def allow_connections() -> None:
    """Let this process hold `MOST_CONNECTIONS` beside its files, as far as the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        possible = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))


def open_listeners(bind: Sequence[str], port: int) -> list[socket.socket]:
    """
    Listen on this TCP port of every address of `bind`, as `udp.open_sockets` does for UDP.

    Raises `OSError` when an address is not ours or the port is taken.
    """
    listeners: list[socket.socket] = []
    try:
        for address in bind:
            listeners.append(_listen(address, port))
    except OSError:
        for opened in listeners:
            opened.close()
        raise
    return listeners


def _listen(address: str, port: int) -> socket.socket:
    both = address == "::" and socket.has_dualstack_ipv6()
    if address == "::" and not both:
        address = "0.0.0.0"
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.create_server((address, port), family=family, backlog=_WAITING, dualstack_ipv6=both)
    opened.setblocking(False)
    return opened


class TcpPort:
    """
    The worker's one TCP port, beside the UDP port of the same number.

    Each connection is a `Path` of its own, numbered from `FIRST_CONNECTION`. The
    owner sets the callbacks: `receive` gets what was read, as from the UDP port;
    `knows` says whether a path leads to a transport; `on_relieved` is told when
    a connection that had to leave pictures out has room again; `on_closed` when
    a path is gone. It calls `tick` now and then.
    """

    def __init__(self, listeners: Sequence[socket.socket], counters: Counter[str]) -> None:
        self.receive: Callable[[Batch, float], None] = lambda batch, now: None
        self.knows: Callable[[Path], bool] = lambda path: False
        self.on_relieved: Callable[[Path, float], None] = lambda path, now: None
        self.on_closed: Callable[[Path], None] = lambda path: None
        self._listeners = list(listeners)
        self._counters = counters
        self._connections: dict[Path, TcpConnection] = {}
        self._strangers: Counter[str] = Counter()
        self._next_number = FIRST_CONNECTION
        self._unsent: dict[Path, TcpConnection] = {}
        self._next_sweep = 0.0
        self._loop = asyncio.get_running_loop()
        for listener in self._listeners:
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    @property
    def listens(self) -> bool:
        """Whether peers can connect."""
        return bool(self._listeners)

    @property
    def connections(self) -> int:
        """How many there are now."""
        return len(self._connections)

    def send(self, path: Path, data: bytes) -> None:
        """Queue one datagram; it leaves in this turn of the loop as far as the connection takes it."""
        connection = self._connections.get(path)
        if connection is None:
            self._counters["drop_tcp_closed"] += 1
            return
        connection.outbox.put(data, clock.now())
        if not self._unsent:
            self._loop.call_soon(self.flush)
        self._unsent[path] = connection

    def flush(self) -> None:
        """Write what was queued since the last time."""
        unsent, self._unsent = self._unsent, {}
        for connection in unsent.values():
            self._write(connection)

    def tick(self, now: float) -> None:
        """Close connections that lead to no transport, and accept again after a shortage of descriptors."""
        if now < self._next_sweep:
            return
        self._next_sweep = now + _SWEEP_EVERY_S
        for connection in list(self._connections.values()):
            self._note_whether_known(connection)
            if connection.known:
                connection.unknown_since = now
            elif now - connection.unknown_since > STRANGER_S:
                self._drop(connection, "drop_tcp_stranger")
        for listener in self._listeners:
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    def close(self) -> None:
        """Close every connection and the port. May be called again."""
        for listener in self._listeners:
            self._loop.remove_reader(listener.fileno())
            listener.close()
        self._listeners = []
        for connection in list(self._connections.values()):
            self._end(connection)

    def _accept(self, listener: socket.socket) -> None:
        for _ in range(_ACCEPTED_AT_ONCE):
            try:
                opened, address = listener.accept()
            except BlockingIOError:
                return
            except OSError as error:
                # Out of descriptors, the listener stays readable: the next sweep tries again.
                _log.warning("cannot accept a connection: %s", error)
                self._loop.remove_reader(listener.fileno())
                return
            self._admit(opened, address)

    def _admit(self, opened: socket.socket, address: tuple[object, ...]) -> None:
        if self._refuses(str(address[0])):
            self._counters["drop_tcp_too_many"] += 1
            opened.close()
            return
        path = (self._next_number, address)
        self._next_number += 1
        connection = TcpConnection(opened, path, clock.now(), self._counters)
        self._connections[path] = connection
        self._strangers[connection.host] += 1
        self._counters["tcp_accepted"] += 1
        self._loop.add_reader(opened.fileno(), self._read, connection)

    def _refuses(self, host: str) -> bool:
        if self._strangers[host] >= MOST_STRANGERS_OF_A_HOST or len(self._connections) >= MOST_CONNECTIONS:
            return True
        if self._strangers.total() >= MOST_STRANGERS:
            # Whoever is new may be a pupil; the oldest has had the most time to say who it is.
            oldest = next(each for each in self._connections.values() if not each.known)
            self._drop(oldest, "drop_tcp_stranger")
        return False

    def _read(self, connection: TcpConnection) -> None:
        try:
            frames = connection.read()
        except MalformedFrame:
            self._drop(connection, "drop_tcp_malformed")
            return
        except OSError:
            self._end(connection)
            return
        self._counters["datagrams_in"] += len(frames)
        self.receive([(data, connection.path) for data in frames], clock.now())
        if not connection.known:
            self._note_whether_known(connection)
            if not connection.known and connection.bytes_in > MOST_STRANGER_BYTES:
                self._drop(connection, "drop_tcp_stranger")

    def _write(self, connection: TcpConnection) -> None:
        if connection.path not in self._connections:
            return
        try:
            done = connection.write()
        except OSError:
            self._end(connection)
            return
        if not done:
            self._loop.add_writer(connection.socket.fileno(), self._write, connection)
            return
        self._loop.remove_writer(connection.socket.fileno())
        if connection.outbox.lost_picture:
            connection.outbox.lost_picture = False
            self.on_relieved(connection.path, clock.now())

    def _note_whether_known(self, connection: TcpConnection) -> None:
        known = self.knows(connection.path)
        if known != connection.known:
            connection.known = known
            self._count_stranger(connection.host, -1 if known else 1)

    def _count_stranger(self, host: str, change: int) -> None:
        self._strangers[host] += change
        if not self._strangers[host]:
            del self._strangers[host]

    def _drop(self, connection: TcpConnection, reason: str) -> None:
        self._counters[reason] += 1
        self._end(connection)

    def _end(self, connection: TcpConnection) -> None:
        if self._connections.pop(connection.path, None) is None:
            return
        if not connection.known:
            self._count_stranger(connection.host, -1)
        self._loop.remove_reader(connection.socket.fileno())
        self._loop.remove_writer(connection.socket.fileno())
        connection.socket.close()
        self.on_closed(connection.path)
