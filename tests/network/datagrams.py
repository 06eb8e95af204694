"""The UDP side of a school's line: datagrams between its browsers and the worker."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from selectors import EVENT_READ, BaseSelector
from typing import NamedTuple

from tests.network.line import Line

Address = tuple[str, int]
_LONGEST = 2048
_BATCH = 64
_HEADERS = 28  # IPv4 and UDP
_KERNEL_BUFFER = 1 << 20
_HANDSHAKE, _CLIENT_HELLO = 22, 1  # RFC 6347: the record's and the message's type
_RECORD_HEADER = 13


class Datagram(NamedTuple):
    """One under way; who empties the network calls `deliver`."""

    forward: Callable[[Address, bytes], None]
    client: Address
    data: bytes

    def deliver(self, at: float) -> None:
        self.forward(self.client, self.data)


class Datagrams:
    """
    Forward between clients, each with its own socket towards `target`, and the line.

    `move` gives every client another address towards the worker, as a school's
    router does after an outage.
    """

    def __init__(self, line: Line, target: Address, selector: BaseSelector) -> None:
        self._line, self._target, self._selector = line, target, selector
        self._front = _socket()
        self._front.bind(("127.0.0.1", 0))
        self._upstreams: dict[Address, socket.socket] = {}
        self.counters: Counter[str] = Counter()
        selector.register(self._front, EVENT_READ, self._read_front)

    @property
    def port(self) -> int:
        port: int = self._front.getsockname()[1]
        return port

    def move(self) -> None:
        for upstream in self._upstreams.values():
            self._selector.unregister(upstream)
            upstream.close()
        self._upstreams.clear()

    def _forward_up(self, client: Address, data: bytes) -> None:
        upstream = self._upstreams.get(client) or self._open(client)
        try:
            upstream.send(data)
        except OSError:
            self.counters["refused"] += 1  # nobody listens there now

    def _forward_down(self, client: Address, data: bytes) -> None:
        try:
            self._front.sendto(data, client)
        except OSError:
            self.counters["refused"] += 1

    def _open(self, client: Address) -> socket.socket:
        upstream = self._upstreams[client] = _socket()
        upstream.connect(self._target)
        self._selector.register(upstream, EVENT_READ, lambda now: self._read_upstream(upstream, client, now))
        return upstream

    def _read_front(self, now: float) -> None:
        for _ in range(_BATCH):
            try:
                data, client = self._front.recvfrom(_LONGEST)
            except OSError:
                return
            if not self._line.profile.udp:
                self.counters["blocked"] += 1
                continue
            self.counters["client_hellos"] += _is_client_hello(data)
            self._line.up.send(Datagram(self._forward_up, client, data), now, len(data) + _HEADERS)

    def _read_upstream(self, upstream: socket.socket, client: Address, now: float) -> None:
        for _ in range(_BATCH):
            try:
                data = upstream.recv(_LONGEST)
            except OSError:
                return
            self._line.down.send(Datagram(self._forward_down, client, data), now, len(data) + _HEADERS)


def _socket() -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _KERNEL_BUFFER)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER)
    return opened


def _is_client_hello(data: bytes) -> bool:
    """Whether a new DTLS handshake begins here."""
    return len(data) > _RECORD_HEADER and data[0] == _HANDSHAKE and data[_RECORD_HEADER] == _CLIENT_HELLO
