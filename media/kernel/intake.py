"""Read a socket by one call of the compiled loop (`intake.c`)."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from media.kernel.known import KnownSources
from media.kernel.library import Kernel
from media.kernel.names import address_of
from media.transport.path import Path
from media.transport.peer import Peer
from media.transport.srtp import reason_of

_NAME, _DATAGRAM = 28, 2048
#: Senders whose address is kept as it is used everywhere; a flood of others only makes this begin anew.
_MOST_KNOWN = 4096

#: Packets of one source that came together, decrypted.
Run = tuple[Peer, list[bytes]]


class Intake:
    """
    Everything that waits at one socket; `number` is the socket's in paths.

    `read` puts what comes of `known` sources into `runs`, decrypted, and gives the rest.
    """

    def __init__(
        self,
        kernel: Kernel,
        opened: socket.socket,
        number: int,
        known: KnownSources,
        counters: Counter[str],
    ) -> None:
        self.runs: list[Run] = []
        self._descriptor, self._number = opened.fileno(), number
        self._known = known
        self._counters = counters
        self._unpack = kernel.ffi.unpack
        self._take_in = kernel.functions.take_in
        self._intake = intake = kernel.ffi.new("struct intake *")
        self._sizes, self._numbers, self._failures = intake.sizes, intake.numbers, intake.failures
        self._names = kernel.ffi.buffer(intake.names)
        self._datagrams = kernel.ffi.buffer(intake.datagrams)
        self._paths: dict[bytes, Path] = {}

    def read(self, most: int) -> tuple[int, list[tuple[bytes, Path]]]:
        """How many have come, at most `most` (64); those of no known source with the path they came over."""
        count = self._take_in(self._descriptor, self._number, self._intake, most, self._known.directory)
        batch: list[tuple[bytes, Path]] = []
        if not count:
            return 0, batch
        sizes, numbers = self._unpack(self._sizes, count), self._unpack(self._numbers, count)
        for number, places in groupby(range(count), numbers.__getitem__):
            if number:
                self._take_run(self._known.peers[number], places, sizes)
            else:
                batch += [(self._datagram(at, sizes), self._path(at)) for at in places]
        return count, batch

    def _datagram(self, at: int, sizes: list[int]) -> bytes:
        start = at * _DATAGRAM
        datagram: bytes = self._datagrams[start : start + sizes[at]]
        return datagram

    def _take_run(self, peer: Peer, places: Iterable[int], sizes: list[int]) -> None:
        failures, run = self._failures, []
        for at in places:
            if failures[at]:
                self._counters["drop_" + reason_of(failures[at])] += 1
            else:
                run.append(self._datagram(at, sizes))
        if run:
            self.runs.append((peer, run))

    def _path(self, at: int) -> Path:
        name = self._names[at * _NAME : (at + 1) * _NAME]
        path = self._paths.get(name)
        if path is None:
            if len(self._paths) >= _MOST_KNOWN:
                self._paths.clear()
            path = self._paths[name] = (self._number, address_of(name))
        return path
