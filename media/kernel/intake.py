"""Read a socket by one call of the compiled loop (`intake.c`)."""

from __future__ import annotations

import socket

from media.kernel.library import Kernel
from media.kernel.names import address_of
from media.transport.path import Path

_NAME, _DATAGRAM = 28, 2048
#: Senders whose address is kept as it is used everywhere; a flood of others only makes this begin anew.
_MOST_KNOWN = 4096


class Intake:
    """Everything that waits at one socket; `number` is the socket's in paths."""

    def __init__(self, kernel: Kernel, opened: socket.socket, number: int) -> None:
        self._descriptor, self._number = opened.fileno(), number
        self._take_in = kernel.functions.take_in
        self._intake = kernel.ffi.new("struct intake *")
        self._sizes = self._intake.sizes
        self._names = kernel.ffi.buffer(self._intake.names)
        self._datagrams = kernel.ffi.buffer(self._intake.datagrams)
        self._paths: dict[bytes, Path] = {}

    def read(self, most: int) -> list[tuple[bytes, Path]]:
        """At most `most` (64) datagrams, each with the path that it came over."""
        sizes, names, datagrams, paths = self._sizes, self._names, self._datagrams, self._paths
        batch = []
        for at in range(self._take_in(self._descriptor, self._intake, most)):
            name = names[at * _NAME : (at + 1) * _NAME]
            path = paths.get(name) or self._learn(name)
            start = at * _DATAGRAM
            batch.append((datagrams[start : start + sizes[at]], path))
        return batch

    def _learn(self, name: bytes) -> Path:
        if len(self._paths) >= _MOST_KNOWN:
            self._paths.clear()
        path = self._paths[name] = (self._number, address_of(name))
        return path
