"""Number the packets of one outgoing RTP stream and report on it (RFC 3550)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.ntp import to_ntp
from media.packets.rtcp import SenderReport

_HEADER = struct.Struct("!BBHII")


class RtpStream:
    """
    One SSRC with one payload type.

    Timestamps follow the time of capture in Unix seconds, over every reconnection
    of the source, and never step back.
    """

    def __init__(self, ssrc: int, payload_type: int, clock_rate: int) -> None:
        self.ssrc = ssrc
        self._payload_type = payload_type
        self._clock_rate = clock_rate
        self._sequence = 0
        self._newest = -1
        self._packets = 0
        self._octets = 0

    def packets(self, payloads: Sequence[bytes], captured: float) -> list[bytes]:
        """The RTP packets of one frame that was captured then; the marker stands on the last."""
        stamp = max(self._ticks(captured), self._newest + 1)
        self._newest = stamp
        made = []
        for at, payload in enumerate(payloads, 1):
            marker = 0x80 if at == len(payloads) else 0
            fields = (0x80, marker | self._payload_type, self._sequence, stamp & 0xFFFFFFFF, self.ssrc)
            made.append(_HEADER.pack(*fields) + payload)
            self._sequence = self._sequence + 1 & 0xFFFF
            self._octets += len(payload)
        self._packets += len(made)
        return made

    def report(self, captured: float) -> bytes | None:
        """A sender report that ties that moment to its timestamp; nothing before the first packet."""
        if not self._packets:
            return None
        stamp = self._ticks(captured) & 0xFFFFFFFF
        return SenderReport(self.ssrc, to_ntp(captured), stamp, self._packets, self._octets).build()

    def _ticks(self, captured: float) -> int:
        return round(captured * self._clock_rate)
