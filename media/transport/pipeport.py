"""The end of a pipe that dials: a socket of its own, and whichever of the other's addresses answers."""

from __future__ import annotations

import secrets
import socket
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence

from media.transport.path import Path
from media.transport.pipe import KEY_BYTES, Pipe, pipe_keys
from media.transport.udp import Batch, UdpPort, open_sockets

#: Until the other end answers, it is greeted this often under all its addresses.
KNOCK_EVERY_S = 0.2
_MOST_ADDRESSES = 16


class PipePort:
    """
    A `pipe` with keys of its own making to `port` at one of `addresses`.

    `receive_key` and `send_key` are the other end's, in base64. It has to be made
    in a running loop. Raises `OSError` when no socket can be had.
    """

    def __init__(self, addresses: Sequence[str], port: int, counters: Counter[str], now: float) -> None:
        self.receive_key, self.send_key = (
            b64encode(secrets.token_bytes(KEY_BYTES)).decode() for _ in range(2)
        )
        (opened,) = open_sockets(("::",), 0)
        is_ipv6 = opened.family == socket.AF_INET6
        self._paths = [
            (0, (_mapped(address) if is_ipv6 else address, port))
            for address in addresses[:_MOST_ADDRESSES]
            if is_ipv6 or ":" not in address
        ]
        self._found: Path | None = None
        self._next_knock = now
        self._udp = UdpPort([opened], self._receive, counters, use_kernel=False)
        # What we protect with our sending key, the other end receives.
        keys = pipe_keys(receive=self.send_key, send=self.receive_key)
        self.pipe = Pipe(keys, (), self._udp.send, lambda: self._found, counters, now)
        self.pipe.on_closed = self._udp.close

    def _receive(self, batch: Batch, now: float) -> None:
        for data, path in batch:
            before, self._found = self._found, path
            if not self.pipe.receive_media(data, now):
                self._found = before

    def tick(self, now: float, greeting: bytes) -> None:
        """Greet the other end until it answers; watch for its silence."""
        if self.pipe.state in ("connecting", "lost") and now >= self._next_knock:
            self._next_knock = now + KNOCK_EVERY_S
            self.pipe.knock(self._paths, greeting)
        self.pipe.tick(now)


def _mapped(address: str) -> str:
    return address if ":" in address else f"::ffff:{address}"
