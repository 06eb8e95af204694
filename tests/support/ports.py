"""Find ports for servers that take several in a row."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress


def consecutive_ports(count: int) -> int:
    """The first of so many UDP ports in a row that nobody uses now."""
    while True:
        with ExitStack() as stack, suppress(OSError, OverflowError):
            sockets = [stack.enter_context(socket.socket(type=socket.SOCK_DGRAM)) for _ in range(count)]
            sockets[0].bind(("127.0.0.1", 0))
            first: int = sockets[0].getsockname()[1]
            for place, each in enumerate(sockets[1:], 1):
                each.bind(("127.0.0.1", first + place))
            return first
