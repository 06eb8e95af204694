"""One incoming RTP stream: a producer has one, or with simulcast one for each of its layers."""

from __future__ import annotations

from media.packets.rtp import RtpPacket
from media.routing.cache import PacketCache
from media.routing.nack import Arrival, LossTracker
from media.routing.reception import Reception
from media.routing.senderclock import SenderClock, StreamClock


class Encoding:
    """
    What is known of one layer (`rid`, empty without simulcast).

    `ssrc` and `repair_ssrc` are `None` until packets or the SDP have shown them.
    """

    __slots__ = (
        "_clock_rate",
        "_sender_clock",
        "cache",
        "clock",
        "keyframe_timestamp",
        "last_arrival",
        "losses",
        "rank",
        "reception",
        "repair_ssrc",
        "rid",
        "ssrc",
    )

    def __init__(self, rid: str, rank: int, clock: SenderClock, clock_rate: int) -> None:
        self.rid = rid
        #: Its place among the layers, the lowest is 0.
        self.rank = rank
        self.repair_ssrc: int | None = None
        self._sender_clock = clock
        self._clock_rate = clock_rate
        self._reset(None)

    def bind(self, ssrc: int) -> None:
        """Take packets of this SSRC from now on; what was known of another one is forgotten."""
        if ssrc != self.ssrc:
            self.cache.clear()
            self._reset(ssrc)

    def _reset(self, ssrc: int | None) -> None:
        self.ssrc = ssrc
        self.cache = PacketCache()
        self.losses = LossTracker()
        self.reception = Reception(ssrc or 0, self._clock_rate)
        self.clock = StreamClock(self._sender_clock, self._clock_rate)
        self.last_arrival = float("-inf")
        self.keyframe_timestamp: int | None = None

    def keep(self, packet: RtpPacket, now: float) -> Arrival:
        """Note a packet's arrival and put it into the cache; a duplicate is not kept."""
        arrival = self.losses.receive(packet.sequence, now)
        if arrival is Arrival.DUPLICATE:
            return arrival
        self.cache.add(packet, now)
        if packet.payload:
            if arrival is not Arrival.RECOVERED or self.last_arrival < 0:
                self.clock.arrived(packet.timestamp, now)
            self.last_arrival = now
        return arrival
