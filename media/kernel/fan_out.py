"""Send bursts to many receivers by one call of the compiled loop (`lanes.c`)."""

from __future__ import annotations

import socket
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from media.kernel.library import Kernel
from media.kernel.names import address_of
from media.kernel.track import Track
from media.kernel.way import Way
from media.packets.burst import Burst
from media.transport.path import Address
from media.transport.srtp import protect_function

_PACKET = struct.Struct("=IIIHBx")
_MEMORY = 1 << 20

HoldBack = Callable[[int, Address, Sequence[bytes]], None]


class FanOut:
    """
    The compiled way out: rewrites, protects and lays out by `forward`, sends by `flush`.

    `flush_soon` is called when there is something to flush, and `hold_back` gets datagrams that the
    kernel has no room for. Not for use by several threads.
    """

    def __init__(
        self,
        kernel: Kernel,
        sockets: Sequence[socket.socket],
        may_segment: Sequence[bool],
        hold_back: HoldBack,
        flush_soon: Callable[[], None],
        counters: Counter[str],
    ) -> None:
        self.on_catch_up: Callable[[], None] | None = None
        self._kernel = kernel
        self._functions = kernel.functions
        self._exits = [
            (each.fileno(), each.family, cut) for each, cut in zip(sockets, may_segment, strict=True)
        ]
        self._hold_back = hold_back
        self._flush_soon = flush_soon
        self._counters = counters
        self._memory = kernel.ffi.new("uint8_t[]", _MEMORY)
        self._fan = kernel.ffi.new("struct fan *")
        self._fan.protect = kernel.ffi.cast("void *", protect_function())
        self._fan.memory, self._fan.memory_size = self._memory, _MEMORY
        self._fan.round = 1

    def way(self) -> Way:
        """The path out to a new peer, which leads nowhere yet."""
        return Way(self._kernel, self._exits)

    def catch_up(self) -> None:
        """Let Python look at what the intake has sent on."""
        if self.on_catch_up is not None:
            self.on_catch_up()

    def track(self, has_pictures: bool) -> Track:
        """What the lanes of an encoding have in common; there are none yet."""
        return Track(self._kernel, has_pictures)

    @property
    def fan(self) -> Any:
        """The `struct fan`, for the intake."""
        return self._fan

    def block(self, place: int) -> None:
        """Hold back what goes through this socket."""
        self._fan.blocked |= 1 << place

    def unblock(self, place: int) -> None:
        """What was held back has gone."""
        self._fan.blocked &= ~(1 << place)

    def forward(self, loads: Sequence[tuple[Track, Burst]], now: float) -> list[list[int]]:
        """
        Send each burst on all lanes of its track by the next `flush`.

        The places on each track of those that lead nowhere: what they should have got goes another way.
        """
        self._flush_soon()
        ffi, count = self._kernel.ffi, len(loads)
        work = ffi.new("struct load[]", count)
        # What is pointed to must live until the call is over.
        kept = [self._prepare(work[at], *load) for at, load in enumerate(loads)]
        self._functions.fan_forward(self._fan, work, count, now)
        self.settle()
        del kept
        return [track.refused() if work[at].refused_count else [] for at, (track, _) in enumerate(loads)]

    def _prepare(self, work: Any, track: Track, burst: Burst) -> tuple[bytes, bytes]:
        at, packets = 0, []
        for packet, size in zip(burst.packets, burst.sizes, strict=True):
            packets.append(_PACKET.pack(at, size, packet.timestamp, packet.sequence, packet.marker))
            at += size
        look = self._kernel.ffi.from_buffer
        kept = b"".join([packet.payload for packet in burst.packets]), b"".join(packets)
        work.payloads = look("uint8_t[]", kept[0])
        work.packets = look("struct packet[]", kept[1])
        work.packet_count, work.track = len(packets), track.struct
        return kept

    def flush(self) -> None:
        """Send everything that was laid out."""
        if self._fan.count:
            self._functions.fan_flush(self._fan)
            self.settle()

    def settle(self) -> None:
        """Count what has come of a call, and take what could not be sent out of the memory."""
        fan, counters = self._fan, self._counters
        counters["datagrams_out"] += fan.datagrams
        if fan.not_protected or fan.failed or fan.no_room:
            counters["drop_srtp_failure"] += fan.not_protected
            counters["drop_send_failed"] += fan.failed
            counters["drop_send_queue_full"] += fan.no_room
        for place in range(fan.unsent_count):
            self._keep(fan.unsent[place])
        if not fan.count:
            fan.kept = fan.used = 0
        fan.unsent_count = fan.datagrams = fan.not_protected = fan.failed = fan.no_room = 0

    def _keep(self, unsent: Any) -> None:
        data = self._kernel.ffi.buffer(self._memory)[unsent.offset : unsent.offset + unsent.size]
        step, name = unsent.segment, bytes(self._kernel.ffi.buffer(unsent.name))
        self._hold_back(
            unsent.place, address_of(name), [data[at : at + step] for at in range(0, len(data), step)]
        )
