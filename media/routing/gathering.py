"""Collect what one wake-up of the socket brings, so that each receiver's state is touched once a frame."""

from __future__ import annotations

from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding


class Gathering:
    """
    The packets of all encodings since the last `forward`.

    Whoever drains the socket calls `forward` afterwards; the bound of a drain
    bounds what waits here.
    """

    __slots__ = ("_encodings",)

    def __init__(self) -> None:
        self._encodings: list[Encoding] = []

    def add(self, encoding: Encoding, packet: RtpPacket) -> None:
        """Keep a packet for those who take this encoding."""
        pending = encoding.pending
        if not pending:
            self._encodings.append(encoding)
        pending.append(packet)

    def forward(self, now: float) -> None:
        """Hand each encoding's packets to its sinks as one burst."""
        encodings, self._encodings = self._encodings, []
        for encoding in encodings:
            packets, encoding.pending = encoding.pending, []
            if encoding.sinks:
                burst = Burst(packets)
                for sink in encoding.sinks:
                    sink.forward(burst, now)
