"""Read a socket, and send on what needs no thought, by one call of the compiled loop (`intake.c`)."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from media import clock
from media.kernel.fan_out import FanOut
from media.kernel.known import KnownSources
from media.kernel.library import Kernel
from media.kernel.names import address_of
from media.packets.run import Run
from media.transport.path import Path

_NAME, _DATAGRAM = 28, 2048
#: Senders whose address is kept as it is used everywhere; a flood of others only makes this begin anew.
_MOST_KNOWN = 4096

#: The number of a known source, and its packets that came together.
KnownRun = tuple[int, Run]


class Taken(NamedTuple):
    """
    What has come since the last look.

    `ahead` was sent on when it came, at these times. The `runs` and the `batch` came
    at `at`: of known sources, and all else with its path. `failures` are libsrtp's words
    for packets of known sources that were none.
    """

    datagrams: int
    ahead: Sequence[tuple[float, list[KnownRun]]]
    runs: Sequence[KnownRun]
    batch: list[tuple[bytes, Path]]
    failures: Sequence[int]
    at: float


class Intake:
    """Everything that comes at one socket; `number` is the socket's in paths."""

    def __init__(
        self,
        kernel: Kernel,
        opened: socket.socket,
        number: int,
        known: KnownSources,
        fan_out: FanOut,
        hold: float,
    ) -> None:
        self._number = number
        self._serve = kernel.functions.serve
        self._unpack = kernel.ffi.unpack
        self._intake = intake = kernel.ffi.new("struct intake *")
        self._names = kernel.ffi.buffer(intake.names)
        self._datagrams = kernel.ffi.buffer(intake.datagrams)
        self._kept = known.directory, fan_out.fan
        self.door = door = kernel.ffi.new("struct door *")
        door.socket, door.place, door.intake = opened.fileno(), number, intake
        door.directory, door.fan = self._kept
        door.epoch, door.hold = clock.EPOCH, hold
        self._paths: dict[bytes, Path] = {}
        kernel.functions.note_arrivals(opened.fileno())

    def serve(self) -> int:
        """Take in what is there; how many datagrams there were."""
        count: int = self._serve(self.door)
        return count

    @property
    def presses(self) -> bool:
        """Whether something that has come has to be looked at now."""
        return bool(self._intake.presses)

    def look(self) -> Taken | None:
        """Everything that has come since the last look; `None` for nothing."""
        intake, count = self._intake, self._intake.count
        if not count:
            return None
        sizes, numbers = self._unpack(intake.sizes, count), self._unpack(intake.numbers, count)
        ahead, failures = self._unpack(intake.ahead, count), self._unpack(intake.failures, count)
        times, came = self._unpack(intake.times, count), self._unpack(intake.came, count)
        intake.count = intake.presses = 0
        intake.waits_since = 0.0
        rest = [at for at in range(count) if not ahead[at] and not failures[at]]
        waves = groupby((at for at in range(count) if ahead[at]), times.__getitem__)
        return Taken(
            count,
            [(at, self._runs(places, numbers, sizes, came)) for at, places in waves],
            self._runs((at for at in rest if numbers[at]), numbers, sizes, came),
            [(self._datagram(at, sizes), self._path(at)) for at in rest if not numbers[at]],
            [each for each in failures if each],
            times[-1],
        )

    def _runs(
        self, places: Iterable[int], numbers: Any, sizes: Sequence[int], came: Sequence[float]
    ) -> list[KnownRun]:
        runs = []
        for number, together in groupby(places, numbers.__getitem__):
            those = list(together)
            packets = [self._datagram(at, sizes) for at in those]
            runs.append((number, Run(packets, [came[at] for at in those])))
        return runs

    def _datagram(self, at: int, sizes: Sequence[int]) -> bytes:
        start = at * _DATAGRAM
        datagram: bytes = self._datagrams[start : start + sizes[at]]
        return datagram

    def _path(self, at: int) -> Path:
        name = self._names[at * _NAME : (at + 1) * _NAME]
        path = self._paths.get(name)
        if path is None:
            if len(self._paths) >= _MOST_KNOWN:
                self._paths.clear()
            path = self._paths[name] = (self._number, address_of(name))
        return path
