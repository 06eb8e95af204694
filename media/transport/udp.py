"""Move datagrams between the kernel and the demultiplexer, a batch at a time; owns the UDP sockets."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections import Counter, deque
from collections.abc import Callable, Sequence

from media import clock
from media.kernel.doors import Doors
from media.kernel.library import load
from media.transport.path import Address, Path
from media.transport.segments import can_segment, runs, send_run

_log = logging.getLogger("tongke.udp")

# One wake-up handles at most this many datagrams, so that commands and ticks get their turn.
BATCH = 64
# The first answer to a batch waits at most about so long for the packets that come meanwhile.
LONGEST_HOLD_S = 0.004
# Of these that the kernel would not take at once, per socket; about half a second of ten video receivers.
LONGEST_BACKLOG = 2048
_LONGEST_DATAGRAM = 2048
# A keyframe to thirty receivers is about 2 MB within a millisecond.
_KERNEL_BUFFER = 4 << 20
_FORCE = {socket.SO_RCVBUF: 33, socket.SO_SNDBUF: 32}

Batch = list[tuple[bytes, Path]]


def open_sockets(bind: Sequence[str], port: int) -> list[socket.socket]:
    """
    Open one non-blocking UDP socket per address of `bind`, all on one port (0: any free one).

    `::` takes IPv4 too, and becomes `0.0.0.0` on a host without IPv6. Raises
    `OSError` when an address is not ours or the port is taken.
    """
    sockets: list[socket.socket] = []
    try:
        for address in bind:
            sockets.append(_open(address, port))
            port = sockets[0].getsockname()[1]
    except OSError:
        for opened in sockets:
            opened.close()
        raise
    return sockets


def _open(address: str, port: int) -> socket.socket:
    if address == "::" and not _has_ipv6():
        address = "0.0.0.0"
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if address == "::" else 1)
        _enlarge(opened, socket.SO_RCVBUF)
        _enlarge(opened, socket.SO_SNDBUF)
        opened.bind((address, port))
    except OSError:
        opened.close()
        raise
    return opened


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True


def _enlarge(opened: socket.socket, option: int) -> None:
    # The forcing option goes beyond the system's limit but needs a privilege.
    try:
        opened.setsockopt(socket.SOL_SOCKET, _FORCE[option], _KERNEL_BUFFER)
    except OSError:
        opened.setsockopt(socket.SOL_SOCKET, option, _KERNEL_BUFFER)


def _ignore_batch(batch: Batch, now: float) -> None: ...


class UdpPort:
    """
    The worker's one UDP port.

    `receive` gets what a wake-up drained together with the time, in one or more
    parts, and `settle` is called after the last of them. Whatever is sent while
    they run leaves afterwards, grouped by destination. Then there is time for `rest`.
    Where the compiled loops are, they read and send: `doors`.
    """

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        receive: Callable[[Batch, float], None],
        counters: Counter[str],
        settle: Callable[[float], None] | None = None,
        use_kernel: bool = True,
    ) -> None:
        self._sockets = list(sockets)
        self._receive = receive
        self._settle = settle
        self.rest: Callable[[], None] | None = None
        self._counters = counters
        self._queued: dict[Path, list[bytes]] = {}
        self._backlogs: list[deque[tuple[bytes, Address]]] = [deque() for _ in self._sockets]
        self._can_segment = [can_segment(opened) for opened in self._sockets]
        self._flush_is_due = False
        self._loop = asyncio.get_running_loop()
        self.doors = self._open_doors() if use_kernel else None
        for number, opened in enumerate(self._sockets):
            self._loop.add_reader(opened.fileno(), self._drain, number)

    def _open_doors(self) -> Doors | None:
        kernel = load()
        if kernel is None:
            return None
        doors = Doors(
            kernel,
            self._sockets,
            self._can_segment,
            self._hold_back,
            self._flush_soon,
            self._counters,
            LONGEST_HOLD_S,
        )
        doors.take = self._receive
        doors.settle = lambda now, ahead: self._settle(now) if self._settle is not None else None
        return doors

    @property
    def addresses(self) -> list[Address]:
        """Where the sockets are bound."""
        return [opened.getsockname() for opened in self._sockets]

    @property
    def has_kernel(self) -> bool:
        """Whether the compiled loops read and send."""
        return self.doors is not None

    def send(self, path: Path, data: bytes) -> None:
        """Queue one datagram; it leaves at the end of the running batch or of this turn of the loop."""
        queue = self._queued.get(path)
        if queue is None:
            queue = self._queued[path] = []
            self._flush_soon()
        queue.append(data)

    def _flush_soon(self) -> None:
        if not self._flush_is_due:
            self._flush_is_due = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Hand everything queued to the kernel, one destination after the other."""
        self._flush_is_due = False
        if self.doors is not None:
            self.doors.fan_out.flush()
        queued, self._queued = self._queued, {}
        for (number, address), packets in queued.items():
            if self._backlogs[number]:
                self._hold_back(number, address, packets)
            else:
                self._send_all(number, address, packets)

    def close(self) -> None:
        """Send what is queued, close the sockets and let go of the owner. May be called again."""
        if self._sockets:
            self.flush()
        for opened in self._sockets:
            self._loop.remove_reader(opened.fileno())
            self._loop.remove_writer(opened.fileno())
            opened.close()
        self._sockets = []
        self._receive, self._settle, self.rest = _ignore_batch, None, None
        if self.doors is not None:
            self.doors.close()

    def _drain(self, number: int) -> None:
        """
        Take what is there, and what has come meanwhile, then send what that led to.

        A frame's packets come a little after one another: taken up together they
        leave together, by one system call for each receiver.
        """
        self._flush_is_due = True
        if self.doors is not None:
            self.doors.serve(number)
        else:
            self._drain_by_hand(number)
        self.flush()
        if self.rest is not None:
            self._flush_is_due = True
            self.rest()
            self.flush()

    def _drain_by_hand(self, number: int) -> None:
        room, began = BATCH, clock.now()
        now = began
        while room > 0 and now - began < LONGEST_HOLD_S:
            batch = self._read(number, room)
            if not batch:
                break
            self._counters["datagrams_in"] += len(batch)
            self._receive(batch, now)
            room -= len(batch)
            now = clock.now()
        if self._settle is not None:
            self._settle(now)

    def _read(self, number: int, most: int) -> Batch:
        receive_from = self._sockets[number].recvfrom
        batch: Batch = []
        with contextlib.suppress(OSError):
            for _ in range(most):
                data, address = receive_from(_LONGEST_DATAGRAM)
                batch.append((data, (number, address)))
        return batch

    def _send_all(self, number: int, address: Address, packets: list[bytes]) -> None:
        opened = self._sockets[number]
        sent = 0
        try:
            segmented = len(packets) > 1 and self._can_segment[number]
            for run in runs(packets) if segmented else (packets,):
                if segmented and len(run) > 1 and send_run(opened, run, address):
                    sent += len(run)
                    continue
                for data in run:
                    opened.sendto(data, address)
                    sent += 1
        except BlockingIOError:
            self._hold_back(number, address, packets[sent:])
        except OSError as error:
            _log.debug("cannot send: %s", error)
            self._counters["drop_send_failed"] += len(packets) - sent
        self._counters["datagrams_out"] += sent

    def _hold_back(self, number: int, address: Address, packets: Sequence[bytes]) -> None:
        backlog = self._backlogs[number]
        if not backlog:
            self._loop.add_writer(self._sockets[number].fileno(), self._send_backlog, number)
            if self.doors is not None:
                self.doors.fan_out.block(number)
        room = LONGEST_BACKLOG - len(backlog)
        backlog.extend((data, address) for data in packets[:room])
        self._counters["drop_send_queue_full"] += max(0, len(packets) - room)

    def _send_backlog(self, number: int) -> None:
        backlog, send_to = self._backlogs[number], self._sockets[number].sendto
        while backlog:
            try:
                send_to(*backlog[0])
                self._counters["datagrams_out"] += 1
            except BlockingIOError:
                return
            except OSError:
                self._counters["drop_send_failed"] += 1
            backlog.popleft()
        self._loop.remove_writer(self._sockets[number].fileno())
        if self.doors is not None:
            self.doors.fan_out.unblock(number)
