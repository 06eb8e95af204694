"""Keep the process alive that pulls a camera, and take its packets over a socket of the machine."""

from __future__ import annotations

import asyncio
import logging
import random
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from media import clock
from media.ingest.orders import News, Order
from media.tasks import spawn
from media.transport.transport import State

_log = logging.getLogger("tongke.puller")

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 5.0
_WELL_AFTER_S = 10.0
#: As many packets are taken in one turn as of the UDP port.
_BATCH = 128
_LONGEST_PACKET = 2048


#: The keepers of processes that live or are ending.
_keepers: set[asyncio.Task[None]] = set()


async def pullers_ended() -> None:
    """Wait until every process whose puller was closed has ended; the worker's last act."""
    await asyncio.gather(*_keepers, return_exceptions=True)


def _ignore_packet(data: bytes, now: float) -> None: ...


def _ignore_state(state: State, reason: str) -> None: ...


def _ignore_news(news: News) -> None: ...


class Puller:
    """
    A transport's face for one pulled source; plain RTP and RTCP, nothing is encrypted within one machine.

    `on_news` hears what the process says. `settle` is called with the time after
    each batch of packets. A process that dies by itself is started again, for ever;
    with the worker it ends, for it sees the socket close.
    """

    def __init__(self, order: Order, counters: Counter[str], settle: Callable[[float], object]) -> None:
        self.state: State = "connecting"
        self.order = order
        self.on_rtp: Callable[[bytes, float], None] = _ignore_packet
        self.on_rtcp: Callable[[bytes, float], None] = _ignore_packet
        self.on_state: Callable[[State, str], None] = _ignore_state
        self.on_news: Callable[[News], None] = _ignore_news
        self._counters = counters
        self._settle = settle
        self._socket: socket.socket | None = None
        self._loop = asyncio.get_running_loop()
        self._keeper = spawn(self._keep(), name="puller")
        _keepers.add(self._keeper)
        self._keeper.add_done_callback(_keepers.discard)

    def send_rtcp(self, data: bytes) -> None:
        """Pass a wish on; one that finds no room is dropped, for it will be repeated."""
        if self._socket is None:
            return
        try:
            self._socket.send(data)
        except OSError:
            self._counters["drop_pull_send_failed"] += 1

    def tick(self, now: float) -> None:
        """Do nothing: the process itself watches its source."""

    def close(self) -> None:
        """End the process. May be called again."""
        self.state = "closed"
        self._keeper.cancel()
        self._hang_up()

    # ---- inside ----

    async def _keep(self) -> None:
        pause = _FIRST_PAUSE_S
        while True:
            began = clock.now()
            with suppress(OSError):
                await self._run()
            self._hang_up()
            self._hear(News("waiting", "failed"))
            self._counters["pull_restarts"] += 1
            pause = _FIRST_PAUSE_S if clock.now() - began > _WELL_AFTER_S else pause
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    async def _run(self) -> None:
        """One life of the process, until it ends. Raises `OSError` where it can't be started."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            ours.setblocking(False)
            self._socket = ours
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "media.ingest", str(theirs.fileno())),
                stdin=PIPE,
                stdout=PIPE,
                pass_fds=[theirs.fileno()],
                # Ctrl-C in a terminal is for the supervisor, which knows the order.
                process_group=0,
            )
        try:
            self._loop.add_reader(ours.fileno(), self._drain, ours)
            await self._listen(process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _listen(self, process: Process) -> None:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(self.order.line().encode())
        async for line in process.stdout:
            try:
                self._hear(News.read(line))
            except (ValueError, TypeError, KeyError):
                _log.error("not news of a source: %r", line[:200])

    def _hear(self, news: News) -> None:
        self.state = "connected" if news.state == "running" else "lost"
        self.on_news(news)

    def _drain(self, opened: socket.socket) -> None:
        now = clock.now()
        with suppress(BlockingIOError, ConnectionError):
            for _ in range(_BATCH):
                data = opened.recv(_LONGEST_PACKET)
                if not data:
                    self._hang_up()
                    break
                self._counters["datagrams_in"] += 1
                # RFC 5761: the packet types 192 to 223 are RTCP.
                (self.on_rtcp if 192 <= data[1] < 224 else self.on_rtp)(data, now)
        self._settle(now)

    def _hang_up(self) -> None:
        opened, self._socket = self._socket, None
        if opened is not None:
            self._loop.remove_reader(opened.fileno())
            opened.close()
