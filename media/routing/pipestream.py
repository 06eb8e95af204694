"""The copy of one encoding that another worker gets: every packet as it came, under numbers of its own."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterable
from typing import NamedTuple

from media.packets.burst import Burst
from media.packets.ntp import to_ntp
from media.packets.rtcp import SenderReport
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding
from media.routing.rtx import wrap

_HEADER = struct.Struct("!BBHII")
#: No sender report for an encoding that has been silent this long.
_SILENT = 2.0


class Names(NamedTuple):
    """The SSRCs of an encoding on the pipe: its own, and that of its retransmissions."""

    ssrc: int
    repair_ssrc: int


class PipeStream:
    """
    A sink of one encoding, which sends on all it gets.

    Numbers begin low, or SRTP could break at a wrap before the other end has
    heard anything; so they are shifted, and go on without a jump where the
    publisher begins anew. Payload, header extensions and payload type stay.
    """

    is_patient = False

    def __init__(
        self,
        encoding: Encoding,
        names: Names,
        clock_rate: int,
        repair_type: Callable[[int], int | None],
        send_rtp: Callable[[bytes], None],
    ) -> None:
        self.encoding = encoding
        self.names = names
        self.packets = 0
        self.octets = 0
        self.resent = 0
        self._clock_rate = clock_rate
        self._repair_type = repair_type
        self._send = send_rtp
        self._source: int | None = None
        self._number_offset = 0
        self._time_offset = 0
        self._next_number = 1000 + secrets.randbelow(0x3000)
        self._repair_number = 1000 + secrets.randbelow(0x3000)
        self._newest: RtpPacket | None = None
        self._newest_at = float("-inf")

    def forward(self, burst: Burst, now: float) -> None:
        """Send what came."""
        for packet in burst.packets:
            if packet.ssrc != self._source:
                self._begin(packet, now)
            self._follow(packet, now)
            self.packets += 1
            self.octets += len(packet.payload)
            self._send(self._rewritten(packet))

    def producer_closed(self, now: float) -> None:
        """Nothing more comes; control hears of it elsewhere."""

    def _begin(self, packet: RtpPacket, now: float) -> None:
        """Let the numbers go on with the first packet of another SSRC."""
        if self._newest is not None:
            elapsed = round((now - self._newest_at) * self._clock_rate)
            self._time_offset += self._newest.timestamp + max(1, elapsed) - packet.timestamp
        self._source = packet.ssrc
        self._number_offset = self._next_number - packet.sequence
        self._newest = None

    def _follow(self, packet: RtpPacket, now: float) -> None:
        number = self._number(packet)
        if self._newest is None or (number - self._next_number) & 0xFFFF < 0x8000:
            self._next_number = (number + 1) & 0xFFFF
            self._newest, self._newest_at = packet, now

    def _number(self, packet: RtpPacket) -> int:
        return (packet.sequence + self._number_offset) & 0xFFFF

    def _time(self, packet: RtpPacket) -> int:
        return (packet.timestamp + self._time_offset) & 0xFFFFFFFF

    def _rewritten(self, packet: RtpPacket) -> bytes:
        data, number, time = packet.data, self._number(packet), self._time(packet)
        return _HEADER.pack(data[0], data[1], number, time, self.names.ssrc) + data[12:]

    def repeat(self, numbers: Iterable[int]) -> None:
        """Send these again as retransmissions (RFC 4588), as far as they are still there."""
        for number in numbers:
            packet = self.encoding.cache.get((number - self._number_offset) & 0xFFFF)
            repair_type = self._repair_type(packet.payload_type) if packet is not None else None
            if packet is None or repair_type is None or packet.ssrc != self._source:
                continue
            second = packet.marker << 7 | repair_type
            head = _HEADER.pack(0x80, second, self._repair_number, self._time(packet), self.names.repair_ssrc)
            self._repair_number = (self._repair_number + 1) & 0xFFFF
            self.resent += 1
            self._send(head + wrap(number, packet.payload))

    def report(self, now: float) -> SenderReport | None:
        """What ties the timestamps to this server's clock; `None` while nothing is known or sent."""
        newest = self._newest
        if newest is None or now - self._newest_at > _SILENT:
            return None
        captured = self.encoding.clock.capture_time(newest.timestamp)
        if captured is None:
            return None
        ahead = round((now - captured) * self._clock_rate)
        timestamp = (self._time(newest) + ahead) & 0xFFFFFFFF
        return SenderReport(self.names.ssrc, to_ntp(now), timestamp, self.packets, self.octets)
