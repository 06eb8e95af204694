"""Collect what one wake-up of the socket brings, so that state is touched once a frame, not once a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.encoding import Encoding
from media.routing.lanes import FanOut, Lanes

if TYPE_CHECKING:
    from media.routing.producer import Producer


class Gathering:
    """
    The packets of all encodings since the last `forward`.

    Whoever drains the socket calls `forward` afterwards; the bound of a drain
    bounds what waits here. With a `fan_out` the sinks that have lanes are served by that.
    """

    __slots__ = ("_fan_out", "_waiting")

    def __init__(self, fan_out: FanOut | None = None) -> None:
        self._fan_out = fan_out
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

    def forward(self, now: float, ahead: bool = False) -> bool:
        """
        Hand each encoding's packets to its producer and then, what is new of them, to its sinks.

        What the intake had sent `ahead` only to those without lanes. Whether all came in order, so
        that nothing of them is missing.
        """
        waiting, self._waiting = self._waiting, []
        fresh: list[tuple[Encoding, Burst]] = []
        for producer, encoding in waiting:
            arrived, encoding.arrived = encoding.arrived, []
            recovered, encoding.recovered = encoding.recovered, []
            if recovered:
                for sink in encoding.sinks:
                    sink.forward(Burst(recovered), now)
            burst = producer.accept(encoding, Burst(arrived), now) if arrived else None
            if burst is not None:
                fresh.append((encoding, burst))
        if ahead:
            for encoding, burst in fresh:
                _note_ahead(burst, encoding)
        elif self._fan_out is not None:
            self._fan(self._fan_out, fresh, now)
        for encoding, burst in fresh:
            _send_on(burst, encoding, now)
            if encoding.lanes is not None and not ahead:
                encoding.lanes.open(encoding.sinks, burst)
        return all(not encoding.losses.misses for _, encoding in waiting)

    @staticmethod
    def _fan(fan_out: FanOut, fresh: list[tuple[Encoding, Burst]], now: float) -> None:
        """Let the lanes of all encodings take what is new by one call."""
        loads, served = [], []
        for encoding, burst in fresh:
            if encoding.lanes is None:
                encoding.lanes = Lanes(fan_out.track(encoding.kind == "video"), fan_out.catch_up)
            if encoding.lanes.takes(burst):
                loads.append((encoding.lanes.track, burst))
                served.append(encoding.lanes)
        if loads:
            refused = fan_out.forward(loads, now)
            for lanes, (_, burst), places in zip(served, loads, refused, strict=True):
                lanes.sent(burst, places, now)


def _note_ahead(burst: Burst, encoding: Encoding) -> None:
    if encoding.lanes is not None:
        encoding.lanes.sent_ahead(burst)


def _send_on(burst: Burst, encoding: Encoding, now: float) -> None:
    """Give a burst to all sinks that no lane has served."""
    lanes = encoding.lanes
    if lanes is not None and len(lanes) == len(encoding.sinks):
        return
    for sink in encoding.sinks:
        if lanes is None or sink not in lanes:
            sink.forward(burst, now)
