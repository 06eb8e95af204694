"""The media worker's process: one UDP port, one loop, one link to the control process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

from media import clock
from media.heap import set_aside
from media.kernel.selector import DoorSelector
from media.tasks import spawn
from media.transport.candidates import bound_addresses, candidate_lines
from media.transport.endpoint import Endpoint
from media.transport.path import FIRST_CONNECTION, Path
from media.transport.tcp import TcpPort, allow_connections, open_listeners
from media.transport.transport import Transport
from media.transport.udp import Batch, UdpPort, open_sockets
from media.worker.link import Link
from media.worker.load import LatenessMeter, LoadMeter
from media.worker.protocol import Done, Failed, Hello, SourceNews, Statistics, ToWorker, TransportState
from media.worker.puller import pullers_ended
from media.worker.rooms import Rooms
from media.worker.settings import WorkerSettings
from media.worker.timekeeping import Timekeeper

_log = logging.getLogger("tongke.worker")

_STATISTICS_EVERY_S = 2.0
_WATCHED_EVERY_S = 1.0
_CANDIDATES_KEPT_S = 10.0
_FINISHED_WITHIN_S = 5.0


def run(settings: WorkerSettings) -> None:
    """
    Run a media worker until SIGTERM or SIGINT, then end its takes cleanly.

    Raises `OSError` when the UDP port cannot be opened.
    """
    allow_connections()
    selector = DoorSelector()
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selector)) as runner:
        runner.run(serve(settings, selector=selector))


async def serve(
    settings: WorkerSettings,
    ready: Callable[[Worker], None] | None = None,
    selector: DoorSelector | None = None,
) -> None:
    """
    Like `run`, in the running loop; `ready` is called with the worker when its port is open.

    With the loop's own `selector` what needs no thought does not wake the loop.
    """
    worker = Worker(settings, selector)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(ValueError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
    if ready is not None:
        ready(worker)
    set_aside()
    try:
        await stop.wait()
    finally:
        await worker.close()


class Worker:
    """A running media worker: made in a running loop, works until `close`."""

    def __init__(self, settings: WorkerSettings, selector: DoorSelector | None = None) -> None:
        sockets = open_sockets(settings.bind, settings.port)
        self.settings = settings
        self._counters: Counter[str] = Counter()
        self._candidates: tuple[float, tuple[str, ...]] = (0.0, ())
        self._load, self._lateness = LoadMeter(), LatenessMeter()
        self._udp = UdpPort(sockets, self._receive, self._counters, self._settle, settings.kernel)
        self._selector = selector
        self.udp_port: int = self._udp.addresses[0][1]
        self._tcp = self._open_tcp()
        self._endpoint = Endpoint(self._send, self._candidate_lines, self._counters, self._udp.doors)
        self._link = Link(settings.control_url, self._hello, self._states, self._execute, settings.trust)
        self.rooms = Rooms(self._endpoint, self._link.send, settings.reserve, settings.loudest_microphones)
        self._tasks = [
            spawn(self._link.run(), name="link"),
            spawn(self._watch_load(), name="load"),
            spawn(self._report_statistics(), name="statistics"),
        ]
        self._time = Timekeeper(
            self._tick,
            lambda: not self.rooms.transport_count,
            self._lateness,
            asyncio.get_running_loop(),
        )
        if self._udp.doors is not None:
            self._udp.doors.receive_run = self._endpoint.demultiplexer.receive_run
            self._udp.doors.settle = self._settle
            if selector is not None:
                selector.attend(self._udp.doors)
        self._udp.rest = self._time.handled
        how = "with its compiled kernel" if self._udp.has_kernel else "without a compiled kernel"
        _log.info("media worker %s listens on UDP port %d, %s", settings.name, self.udp_port, how)

    async def close(self) -> None:
        """End every take, say goodbye to every peer, close the port."""
        self._catch_up()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.rooms.finish(), _FINISHED_WITHIN_S)
        self.rooms.close()
        self._time.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await pullers_ended()
        if self._selector is not None:
            self._selector.leave()
        self._udp.close()
        self._tcp.close()

    def _open_tcp(self) -> TcpPort:
        listeners = []
        if self.settings.tcp:
            try:
                listeners = open_listeners(self.settings.bind, self.udp_port)
            except OSError as error:
                _log.warning("no media over TCP, port %d cannot be had: %s", self.udp_port, error)
        port = TcpPort(listeners, self._counters)
        port.receive = self._receive_stream
        port.knows = lambda path: self._endpoint.demultiplexer.leads_to(path) is not None
        port.on_relieved = self._relieved
        port.on_closed = lambda path: self._endpoint.demultiplexer.forget(path)
        return port

    def _send(self, path: Path, data: bytes) -> None:
        (self._udp if path[0] < FIRST_CONNECTION else self._tcp).send(path, data)

    def _receive(self, batch: Batch, now: float) -> None:
        self._endpoint.demultiplexer.receive_batch(batch, now)
        self._time.hurry()

    def _receive_stream(self, batch: Batch, now: float) -> None:
        self._catch_up()
        self._receive(batch, now)
        self._settle(now)

    def _relieved(self, path: Path, now: float) -> None:
        peer = self._endpoint.demultiplexer.leads_to(path)
        if isinstance(peer, Transport) and peer.path == path:
            peer.relieved(now)

    def _catch_up(self) -> None:
        if self._udp.doors is not None:
            self._udp.doors.catch_up()

    def _settle(self, now: float, ahead: bool = False) -> None:
        if not self._endpoint.gathering.forward(now, ahead):
            self._time.hurry()

    def _execute(self, command: ToWorker) -> Done | Failed | Awaitable[Done]:
        self._catch_up()
        return self.rooms.execute(command, clock.now())

    def _hello(self) -> Hello:
        return Hello(
            worker=self.settings.name,
            secret=self.settings.secret,
            pid=os.getpid(),
            udp_port=self.udp_port,
            addresses=bound_addresses(self.settings.bind),
            rooms=[room.inventory() for room in self.rooms.by_name.values()],
        )

    def _states(self) -> list[TransportState | SourceNews]:
        return [state for room in self.rooms.by_name.values() for state in room.states()]

    def _candidate_lines(self) -> tuple[str, ...]:
        # The machine's addresses may change; asking for them takes longer than an offer should.
        asked_at, lines = self._candidates
        if clock.now() - asked_at > _CANDIDATES_KEPT_S:
            lines = candidate_lines(
                self.settings.advertise, self.settings.bind, self.udp_port, self._tcp.listens
            )
            self._candidates = (clock.now(), lines)
        return lines

    def _tick(self) -> bool:
        self._catch_up()
        now = clock.now()
        self._tcp.tick(now)
        return self.rooms.tick(now)

    async def _watch_load(self) -> None:
        """Once a second: is this worker late, and what has to be left out?"""
        overload = self._endpoint.overload
        while True:
            await asyncio.sleep(_WATCHED_EVERY_S)
            now = clock.now()
            shed = overload.shed
            overload.observe(self._lateness.read(), self._load.read(now), now)
            if overload.shed > shed:
                _log.warning(
                    "late by %.0f ms: leaving out more pictures (%d of 4)",
                    1000 * self._lateness.p95,
                    overload.shed,
                )

    async def _report_statistics(self) -> None:
        while True:
            await asyncio.sleep(_STATISTICS_EVERY_S)
            self._link.send(
                Statistics(
                    load=self._load.last,
                    age=self._lateness.p99,
                    overloaded=self._endpoint.overload.overloaded,
                    shed=self._endpoint.overload.shed,
                    rooms=len(self.rooms.by_name),
                    transports=self.rooms.transport_count,
                    counters=dict(self.rooms.counters()),
                )
            )
