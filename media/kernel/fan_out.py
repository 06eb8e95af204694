"""Send bursts to many receivers by one call of the compiled loop (`fan_out.c`)."""

from __future__ import annotations

import socket
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from media.kernel.library import Kernel
from media.kernel.names import name_of
from media.packets.burst import NUMBER_AT, Burst, Rewrite
from media.transport.path import Address, Path
from media.transport.srtp import PacketCipher, protect_function

#: A row: what changes from burst to burst, then what stays.
_ROW_HEAD = struct.Struct("=II")
_ROW_REST = struct.Struct("=QIIIHBBBBBB28s32s")
_PACKET = struct.Struct("=IIIHBx")
_BURST = struct.Struct("=II")
_MOST_BLOCK = 32
_NO_NUMBER = 0xFF
_MEMORY = 1 << 20
_MOST_UNSENT = 4096

_Receiver = tuple[Path, PacketCipher, bytes]
HoldBack = Callable[[int, Address, Sequence[bytes]], None]


class FanOut:
    """
    What is to be sent by the next `flush`, one row for each receiver of a burst.

    `hold_back` gets datagrams that the kernel has no room for. Not for use by
    several threads.
    """

    def __init__(
        self,
        kernel: Kernel,
        sockets: Sequence[socket.socket],
        may_segment: Sequence[bool],
        hold_back: HoldBack,
        counters: Counter[str],
    ) -> None:
        self._ffi, self._functions = kernel
        self._sockets = [(opened.fileno(), opened.family) for opened in sockets]
        self._may_segment = may_segment
        self._hold_back = hold_back
        self._counters = counters
        #: Marks the bursts that are prepared for this flush.
        self._round = 0
        self._work = self._ffi.new("struct work *")
        self._memory = self._ffi.new("uint8_t[]", _MEMORY)
        self._unsent = self._ffi.new("struct unsent[]", _MOST_UNSENT)
        self._work.protect = self._ffi.cast("void *", protect_function())
        self._work.memory, self._work.memory_size = self._memory, _MEMORY
        self._work.unsent, self._work.unsent_size = self._unsent, _MOST_UNSENT
        self._begin()

    def _begin(self) -> None:
        self._rows: list[bytes] = []
        # The ciphers stay alive until the rows that point into them have been worked off.
        self._receivers: list[_Receiver] = []
        self._payloads: list[bytes] = []
        self._packets: list[bytes] = []
        self._bursts: list[bytes] = []
        self._octets = 0
        self._round += 1

    def add(self, burst: Burst, rewrite: Rewrite, number: int, cipher: PacketCipher, path: Path) -> bool:
        """Send a burst to one receiver by the next flush; false if it must go another way."""
        row = rewrite.prepared
        if row is None or row[0] is not path or row[1] is not cipher:
            row = rewrite.prepared = (path, cipher, self._row(rewrite, cipher, path))
        if not row[2]:
            return False
        prepared = burst.prepared
        if prepared is None or prepared[0] != self._round:
            prepared = burst.prepared = (self._round, self._prepare(burst))
        self._rows.append(_ROW_HEAD.pack(prepared[1], number & 0xFFFF))
        self._rows.append(row[2])
        self._receivers.append(row)
        return True

    def _row(self, rewrite: Rewrite, cipher: PacketCipher, path: Path) -> bytes:
        """What stays of a receiver's rows; empty if it cannot be served from here."""
        session, block, number = cipher.sending_session, rewrite.block, path[0]
        if not session or number >= len(self._sockets) or len(block) > _MOST_BLOCK:
            return b""
        descriptor, family = self._sockets[number]
        name = name_of(family, path[1])
        return _ROW_REST.pack(
            session,
            descriptor,
            rewrite.ssrc,
            rewrite.timestamp_offset,
            rewrite.sequence_offset,
            rewrite.first_byte,
            rewrite.payload_type,
            NUMBER_AT if rewrite.is_numbered else _NO_NUMBER,
            len(block),
            len(name),
            self._may_segment[number],
            name,
            block,
        )

    def _prepare(self, burst: Burst) -> int:
        at = self._octets
        self._bursts.append(_BURST.pack(len(self._packets), len(burst.packets)))
        for packet, size in zip(burst.packets, burst.sizes, strict=True):
            self._packets.append(_PACKET.pack(at, size, packet.timestamp, packet.sequence, packet.marker))
            self._payloads.append(packet.payload)
            at += size
        self._octets = at
        return len(self._bursts) - 1

    def flush(self) -> None:
        """Protect and send everything that was added."""
        if not self._rows:
            return
        ffi, work, receivers = self._ffi, self._work, self._receivers
        parts = [b"".join(each) for each in (self._payloads, self._packets, self._bursts, self._rows)]
        work.payloads, work.packets, work.bursts, work.rows = (ffi.from_buffer(part) for part in parts)
        work.row_count = len(self._receivers)
        work.unsent_count = work.datagrams = work.not_protected = work.failed = work.no_room = 0
        self._begin()
        self._functions.fan_out(work)
        self._count()
        for place in range(work.unsent_count):
            self._keep(self._unsent[place], receivers)

    def _count(self) -> None:
        counters, work = self._counters, self._work
        counters["datagrams_out"] += work.datagrams
        if work.not_protected or work.failed or work.no_room:
            counters["drop_srtp_failure"] += work.not_protected
            counters["drop_send_failed"] += work.failed
            counters["drop_send_queue_full"] += work.no_room

    def _keep(self, unsent: Any, receivers: list[_Receiver]) -> None:
        number, address = receivers[unsent.row][0]
        data = self._ffi.buffer(self._memory)[unsent.offset : unsent.offset + unsent.size]
        step = unsent.segment
        self._hold_back(number, address, [data[at : at + step] for at in range(0, len(data), step)])
