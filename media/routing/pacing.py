"""Hold a thin line's pictures back for a moment, so that they leave evenly and sound goes before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Protocol

from media.bandwidth.pacer import Pacer
from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.departures import OVERHEAD

#: What has waited longer would be shown too late.
LONGEST_WAIT = 0.8


class Paced(Protocol):
    """Whoever's packets are held back."""

    @property
    def rank(self) -> int:
        """What has a lower one goes first."""

    def forward_paced(self, packet: RtpPacket, now: float) -> None:
        """Send one packet whose turn has come."""


class Pacing:
    """
    One down-link's waiting pictures.

    While it is not `active` nothing waits and nobody calls it. What waits too long
    is dropped with the reason `paced_too_long`, and `on_overrun` is told whose it was.
    """

    __slots__ = ("_drops", "_pacer", "active", "on_overrun")

    def __init__(self, drops: Counter[str]) -> None:
        self.active = False
        self.on_overrun: Callable[[Paced, float], None] | None = None
        self._drops = drops
        self._pacer: Pacer[tuple[Paced, RtpPacket]] = Pacer(0.0)

    def set_rate(self, rate: float | None, now: float) -> None:
        """Send this many bit/s from now on; with `None` everything goes at once."""
        self.active = rate is not None
        if rate is not None:
            self._pacer.rate = rate
            return
        for sink, packet in self._pacer.take_all():
            sink.forward_paced(packet, now)

    def hold(self, sink: Paced, burst: Burst, now: float) -> None:
        """Let a burst's packets wait for their turn, which for the first may be now."""
        for packet in burst.packets:
            self._pacer.add((sink, packet), len(packet.payload) + OVERHEAD, sink.rank, now)
        self.release(now)

    def spend(self, size: int) -> None:
        """Count bytes that were sent beside the queue."""
        self._pacer.spend(size)

    def release(self, now: float) -> None:
        """Send what may go now."""
        for sink, packet in self._pacer.release(now):
            sink.forward_paced(packet, now)
        if self._pacer.size:
            self._give_up(now)

    def forget(self, sink: Paced) -> None:
        """Drop what waits of this one."""
        if self._pacer.size:
            self._pacer.keep_if(lambda item: item[0] is not sink)

    def _give_up(self, now: float) -> None:
        dropped = self._pacer.overdue(LONGEST_WAIT, now)
        self._drops["paced_too_long"] += len(dropped)
        for sink in {id(sink): sink for sink, _ in dropped}.values():
            if self.on_overrun is not None:
                self.on_overrun(sink, now)
