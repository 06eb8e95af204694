"""One incoming RTP stream: a producer has one, or with simulcast one for each of its layers."""

from __future__ import annotations

from media.packets.rtp import RtpPacket
from media.routing.cache import PacketCache
from media.routing.nack import Arrival, LossTracker
from media.routing.ratemeter import RateMeter
from media.routing.reception import Reception
from media.routing.senderclock import SenderClock, StreamClock
from media.routing.sink import Sink


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
        "height",
        "keyframe_timestamp",
        "last_arrival",
        "losses",
        "pending",
        "rank",
        "rate",
        "reception",
        "repair_ssrc",
        "rid",
        "sinks",
        "ssrc",
    )

    def __init__(self, rid: str, rank: int, clock: SenderClock, clock_rate: int) -> None:
        self.rid = rid
        #: Its place among the layers, the lowest is 0.
        self.rank = rank
        self.repair_ssrc: int | None = None
        #: Who takes this layer at present.
        self.sinks: tuple[Sink, ...] = ()
        #: What has come since the sinks were given something.
        self.pending: list[RtpPacket] = []
        self._sender_clock = clock
        self._clock_rate = clock_rate
        self._reset(None)

    def add_sink(self, sink: Sink) -> None:
        """Give a sink what comes from now on; one that is there already is not added again."""
        if sink not in self.sinks:
            self.sinks = (*self.sinks, sink)

    def remove_sink(self, sink: Sink) -> None:
        """Give a sink nothing more."""
        self.sinks = tuple(other for other in self.sinks if other is not sink)

    def bind(self, ssrc: int) -> None:
        """Take packets of this SSRC from now on; what was known of another one is forgotten."""
        if ssrc != self.ssrc:
            self.cache.clear()
            self._reset(ssrc)

    def _reset(self, ssrc: int | None) -> None:
        self.ssrc = ssrc
        self.cache = PacketCache()
        self.rate = RateMeter()
        self.losses = LossTracker()
        self.reception = Reception(ssrc or 0, self._clock_rate)
        self.clock = StreamClock(self._sender_clock, self._clock_rate)
        self.last_arrival = float("-inf")
        self.keyframe_timestamp: int | None = None
        #: Pixels, once a keyframe has told it.
        self.height: int | None = None

    def keep(self, packet: RtpPacket, now: float) -> Arrival:
        """Note a packet's arrival and put it into the cache; a duplicate is not kept."""
        arrival = self.losses.receive(packet.sequence, now)
        if arrival is Arrival.DUPLICATE:
            return arrival
        self.cache.add(packet, now)
        self.rate.add(len(packet.data), now)
        if packet.payload:
            if arrival is not Arrival.RECOVERED or self.last_arrival < 0:
                self.clock.arrived(packet.timestamp, now)
            self.last_arrival = now
        return arrival
