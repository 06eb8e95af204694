"""Name the way one datagram took: our socket or connection, and the peer's address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# The kernel's socket address: (host, port), or (host, port, flow, scope) on an IPv6 socket.
Address = tuple[Any, ...]

# (number of our socket, the peer's address on it). Two of our sockets may see the same peer address.
Path = tuple[int, Address]

# UDP sockets are numbered from 0, TCP connections from here; no number of a connection is used again.
FIRST_CONNECTION = 1 << 20

Send = Callable[[Path, bytes], None]

_MAPPED = "::ffff:"


def visible_address(path: Path) -> tuple[str, int]:
    """
    The peer's host and port as the peer's side writes them.

    A dual-stack socket shows IPv4 peers as mapped IPv6 addresses, and
    link-local ones with a zone; neither may appear in a STUN attribute.
    """
    host, port = path[1][0], path[1][1]
    if host.startswith(_MAPPED) and "." in host:
        host = host[len(_MAPPED) :]
    return host.partition("%")[0], port
