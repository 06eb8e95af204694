"""Write a socket's address as the system's C structure, and read it again (`ip(7)`, `ipv6(7)`)."""

from __future__ import annotations

import socket
import struct

from media.transport.path import Address

_FAMILY, _PORT, _WORD = struct.Struct("=H"), struct.Struct("!H"), struct.Struct("!I")
_SCOPE = struct.Struct("=I")


def name_of(family: int, address: Address) -> bytes:
    """The `struct sockaddr_in` or `sockaddr_in6` of an address of that family."""
    head = _FAMILY.pack(family) + _PORT.pack(address[1])
    if family == socket.AF_INET:
        return head + socket.inet_pton(family, address[0]) + bytes(8)
    flow, scope = (address[2], address[3]) if len(address) > 3 else (0, 0)
    host = socket.inet_pton(family, address[0].partition("%")[0])
    return head + _WORD.pack(flow) + host + _SCOPE.pack(scope)


def address_of(name: bytes) -> Address:
    """The address as `socket.recvfrom` would give it."""
    (family,), (port,) = _FAMILY.unpack_from(name), _PORT.unpack_from(name, 2)
    if family == socket.AF_INET:
        return socket.inet_ntop(family, name[4:8]), port
    (flow,), (scope,) = _WORD.unpack_from(name, 4), _SCOPE.unpack_from(name, 24)
    host = socket.inet_ntop(family, name[8:24])
    # A link-local address means something only together with its interface.
    if scope and host.startswith("fe80:"):
        host += "%" + _interface(scope)
    return host, port, flow, scope


def _interface(scope: int) -> str:
    try:
        return socket.if_indextoname(scope)
    except OSError:
        return str(scope)
