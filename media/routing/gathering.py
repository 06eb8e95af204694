"""Collect what one wake-up of the socket brings, so that state is touched once a frame, not once a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding

if TYPE_CHECKING:
    from media.routing.producer import Producer


class Gathering:
    """
    The packets of all encodings since the last `forward`.

    Whoever drains the socket calls `forward` afterwards; the bound of a drain
    bounds what waits here.
    """

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[tuple[Producer, Encoding]] = []

    def add(self, producer: Producer, encoding: Encoding, packet: RtpPacket) -> None:
        """Keep a packet as it came."""
        if not encoding.arrived and not encoding.recovered:
            self._waiting.append((producer, encoding))
        encoding.arrived.append(packet)

    def add_recovered(self, producer: Producer, encoding: Encoding, packet: RtpPacket) -> None:
        """Keep a packet that the producer has accepted already."""
        if not encoding.arrived and not encoding.recovered:
            self._waiting.append((producer, encoding))
        encoding.recovered.append(packet)

    def forward(self, now: float) -> None:
        """Hand each encoding's packets to its producer and then, what is new of them, to its sinks."""
        waiting, self._waiting = self._waiting, []
        for producer, encoding in waiting:
            arrived, encoding.arrived = encoding.arrived, []
            recovered, encoding.recovered = encoding.recovered, []
            if recovered:
                _send_on(Burst(recovered), encoding, now)
            burst = producer.accept(encoding, Burst(arrived), now) if arrived else None
            if burst is not None:
                _send_on(burst, encoding, now)


def _send_on(burst: Burst, encoding: Encoding, now: float) -> None:
    for sink in encoding.sinks:
        sink.forward(burst, now)
