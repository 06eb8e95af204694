"""One incoming RTP stream: a producer has one, or with simulcast one for each of its layers."""

from __future__ import annotations

from math import inf

from media.negotiated import Kind
from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.cache import PacketCache
from media.routing.lanes import Lanes
from media.routing.nack import Arrival, LossTracker
from media.routing.ratemeter import RateMeter
from media.routing.reception import Reception
from media.routing.senderclock import SenderClock, StreamClock
from media.routing.sink import Sink

#: Listeners' players wait for sound no longer than this; a picture waits for its missing parts.
REPEATS_IN: dict[Kind, float] = {"audio": 0.3, "video": inf}


class Encoding:
    """
    What is known of one layer (`rid`, empty without simulcast).

    `ssrc` and `repair_ssrc` are `None` until packets or the SDP have shown them.
    """

    __slots__ = (
        "_clock_rate",
        "_sender_clock",
        "arrived",
        "cache",
        "clock",
        "height",
        "keyframe_timestamp",
        "kind",
        "lanes",
        "last_arrival",
        "losses",
        "rank",
        "rate",
        "reception",
        "recovered",
        "repair_ssrc",
        "rid",
        "sinks",
        "ssrc",
    )

    def __init__(self, rid: str, rank: int, clock: SenderClock, clock_rate: int, kind: Kind) -> None:
        self.rid = rid
        #: Its place among the layers, the lowest is 0.
        self.rank = rank
        self.repair_ssrc: int | None = None
        #: Who takes this layer at present.
        self.sinks: tuple[Sink, ...] = ()
        #: Those of them that get what comes without being asked, where the compiled loop sends.
        self.lanes: Lanes | None = None
        #: What has come since the sinks were given something: as it came, and what was repeated for us.
        self.arrived: list[RtpPacket] = []
        self.recovered: list[RtpPacket] = []
        self._sender_clock = clock
        self._clock_rate = clock_rate
        self.kind = kind
        self._reset(None)

    def add_sink(self, sink: Sink) -> None:
        """Give a sink what comes from now on; one that is there already is not added again."""
        if sink not in self.sinks:
            if self.lanes is not None:
                self.lanes.catch_up()
                self.lanes.track.close()
            self.sinks = (*self.sinks, sink)

    def remove_sink(self, sink: Sink) -> None:
        """Give a sink nothing more."""
        if self.lanes is not None:
            self.lanes.dismiss(sink)
        self.sinks = tuple(other for other in self.sinks if other is not sink)

    def bind(self, ssrc: int) -> None:
        """Take packets of this SSRC from now on; what was known of another one is forgotten."""
        if ssrc != self.ssrc:
            if self.lanes is not None:
                self.lanes.dismiss_all()
            self.cache.clear()
            self.arrived.clear()
            self.recovered.clear()
            self._reset(ssrc)

    def _reset(self, ssrc: int | None) -> None:
        self.ssrc = ssrc
        self.cache = PacketCache()
        self.rate = RateMeter()
        self.losses = LossTracker(REPEATS_IN[self.kind])
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
        self.rate.add(self.cache.add((packet,), now), now)
        if packet.payload:
            if arrival is not Arrival.RECOVERED or self.last_arrival < 0:
                self.clock.arrived(packet.timestamp, now)
            self.last_arrival = now
        return arrival

    def keep_burst(self, burst: Burst, now: float) -> bool:
        """
        Note the arrival of a plain burst and put it into the cache.

        False, and nothing done, if it does not follow what came before.
        """
        packets = burst.packets
        first, count = packets[0], len(packets)
        if not self.losses.advance(first.sequence, count):
            return False
        self.reception.receive_run(first.sequence, count, packets[-1].timestamp, now)
        self.rate.add(self.cache.add(packets, now), now)
        self.clock.arrived(first.timestamp, now)
        self.last_arrival = now
        return True
