"""One published track: its layers come in here, each goes on to whoever takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from media.negotiated import Codec, Kind, UpTrack
from media.packets.burst import Burst
from media.packets.codecs.height import picture_height
from media.packets.keyframe import starts_keyframe
from media.packets.rtp import MalformedPacket, RtpPacket
from media.routing.encoding import Encoding
from media.routing.gathering import Gathering
from media.routing.heardloss import WorstLoss
from media.routing.keyframes import KeyframeArbiter
from media.routing.nack import Arrival
from media.routing.rtx import restore
from media.routing.senderclock import SenderClock
from media.routing.sink import Sink
from media.routing.subscription import BEST, Subscription
from media.routing.unwrap import unwrap
from media.routing.voice import Voice

#: All layers show the same pictures: one that is this far behind another has been stopped by the publisher.
LAYER_SILENT = 0.6
_CHOICE_INTERVAL = 0.2


class Producer:
    """
    One incoming track with its encodings by rid (one with an empty rid without simulcast).

    `ask(ssrc, attempt)` sends a keyframe request for an SSRC. `codec` is known
    from the first packet with media on. What is accepted waits in `gathering`
    until that forwards it. `on_closed` is called once.
    """

    def __init__(
        self,
        identifier: str,
        track: UpTrack,
        clock: SenderClock,
        ask: Callable[[int, int], None],
        drops: Counter[str],
        gathering: Gathering,
    ) -> None:
        self.id = identifier
        self.kind: Kind = track.kind
        self.track = track
        self.codec: Codec | None = None
        self.on_closed: Callable[[Producer], None] | None = None
        self.closed = False
        self._ask = ask
        self._drops = drops
        self._gathering = gathering
        self._subscriptions: list[Subscription] = []
        self._set_codecs(track)
        rate = track.codecs[0].clock_rate if track.codecs else 90000
        rids = track.rids or ("",)
        self.encodings = {rid: Encoding(rid, rank, clock, rate, track.kind) for rank, rid in enumerate(rids)}
        #: The layers that come, the lowest first.
        self._living: list[Encoding] = []
        self._next_choice = 0.0
        self.keyframes = KeyframeArbiter(self._ask_publisher)
        #: What the receivers of a sound miss, and how loud it is.
        self.missed = WorstLoss()
        self.voice = Voice()

    def follows(self, track: UpTrack) -> bool:
        """Whether a renegotiated track is still this one, so that its packets go on without a break."""
        mine = self.track
        return (track.mid, track.kind, track.rids) == (mine.mid, mine.kind, mine.rids)

    def update(self, track: UpTrack) -> None:
        """Follow a renegotiation that kept mid, kind and layers."""
        self.track = track
        self._set_codecs(track)

    def _set_codecs(self, track: UpTrack) -> None:
        self._codecs = {codec.payload_type: codec for codec in track.codecs}
        self._repairs = {
            codec.rtx_payload_type: codec for codec in track.codecs if codec.rtx_payload_type is not None
        }

    def repairs(self, payload_type: int) -> bool:
        """Whether this payload type carries retransmissions."""
        return payload_type in self._repairs

    def takes(self, payload_type: int) -> bool:
        """Whether media or retransmissions of this track may have this payload type."""
        return payload_type in self._codecs or payload_type in self._repairs

    @property
    def layers(self) -> Sequence[Encoding]:
        """The layers that come at present, the lowest first."""
        return self._living

    def subscribe(self, sink: Sink, now: float) -> Subscription:
        """Give a sink what comes from now on, the best layer of it until it aims lower."""
        subscription = Subscription(self, sink)
        self._subscriptions.append(subscription)
        subscription.take(self.best(subscription.ceiling), now)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Count a subscription that was closed no longer; it calls this by itself."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def best(self, ceiling: int | None) -> Encoding | None:
        """The best layer that comes and is not above the ceiling, or else the lowest that comes."""
        if ceiling is None or not self._living:
            return None
        below = [encoding for encoding in self._living if encoding.rank <= ceiling]
        return below[-1] if below else self._living[0]

    def receive(self, encoding: Encoding, packet: RtpPacket) -> None:
        """Take one packet of media; it is looked at when the gathering forwards what came with it."""
        self._gathering.add(self, encoding, packet)

    def accept(self, encoding: Encoding, burst: Burst, now: float) -> Burst | None:
        """Take note of what came together; give what is new of it and can be sent on."""
        if self.kind == "audio":
            self.voice.hear(burst.packets, now)
        codec = self._codecs.get(burst.packets[0].payload_type)
        if codec is not None and codec.name == "RED":
            return self._accept_red(encoding, burst, now)
        if codec is not None and burst.plain and encoding.keep_burst(burst, now):
            self._look_through(encoding, burst.packets, codec, now)
            return burst
        accepted = [packet for packet in burst.packets if self._accept_arrived(encoding, packet, now)]
        return Burst(accepted) if accepted else None

    def _accept_arrived(self, encoding: Encoding, packet: RtpPacket, now: float) -> bool:
        codec = self._codecs.get(packet.payload_type)
        if codec is None:
            self._drops["unknown_payload_type"] += 1
            return False
        encoding.reception.receive(packet.sequence, packet.timestamp, now)
        if not self._accept(encoding, packet, codec, now):
            self._drops["duplicate"] += 1
            return False
        return True

    def _accept_red(self, encoding: Encoding, burst: Burst, now: float) -> Burst | None:
        """Take plain frames out of packets with copies; a copy of what was lost fills its place."""
        accepted: list[RtpPacket] = []
        for packet in burst.packets:
            try:
                copies, own = unwrap(packet) if packet.payload else ([], packet)
            except MalformedPacket:
                self._drops["malformed"] += 1
                continue
            codec = self._codecs.get(own.payload_type)
            if codec is not None:
                accepted += [copy for copy in copies if self._accept(encoding, copy, codec, now)]
            if self._accept_arrived(encoding, own, now):
                accepted.append(own)
        return Burst(accepted) if accepted else None

    def receive_repair(self, encoding: Encoding, packet: RtpPacket, now: float) -> None:
        """Take one retransmission, put back under the number of what it repeats."""
        codec = self._repairs.get(packet.payload_type)
        if not packet.payload:
            return
        if codec is None or encoding.ssrc is None:
            self._drops["repair_of_unknown"] += 1
            return
        try:
            original = restore(packet, codec.payload_type, encoding.ssrc)
        except MalformedPacket:
            self._drops["malformed"] += 1
            return
        if self._accept(encoding, original, codec, now):
            self._gathering.add_recovered(self, encoding, original)
        else:
            # A browser probes the line with repeats that nobody asked for.
            self._drops["repair_not_needed"] += 1

    def _accept(self, encoding: Encoding, packet: RtpPacket, codec: Codec, now: float) -> bool:
        if encoding.keep(packet, now) is Arrival.DUPLICATE:
            return False
        if packet.payload:
            self._look_through(encoding, (packet,), codec, now)
        return True

    def _look_through(
        self, encoding: Encoding, packets: Sequence[RtpPacket], codec: Codec, now: float
    ) -> None:
        self.codec = codec
        if self.kind == "video":
            for packet in packets:
                if starts_keyframe(codec.name, packet.payload):
                    self._note_keyframe(encoding, packet)
        if encoding not in self._living:
            self._revise(now)

    def _note_keyframe(self, encoding: Encoding, packet: RtpPacket) -> None:
        # A later slice of the same keyframe is no place to start: the parameter sets came before it.
        if packet.timestamp == encoding.keyframe_timestamp:
            return
        encoding.keyframe_timestamp = packet.timestamp
        if self.codec is not None:
            height = picture_height(self.codec.name, packet.payload) or encoding.height
            if height != encoding.height:
                encoding.height = height
                self._rank_by_height()
        packet.starts_keyframe = True
        if encoding.sinks or not self._living:
            self.keyframes.keyframe_arrived()

    def _rank_by_height(self) -> None:
        """Let what is seen decide which layer is higher: OBS names the highest first, others the lowest."""
        heights = {encoding: encoding.height or 0 for encoding in self.encodings.values()}
        if all(heights.values()):
            ordered = sorted(heights, key=lambda encoding: (heights[encoding], encoding.rank))
            for rank, encoding in enumerate(ordered):
                encoding.rank = rank

    def request_keyframe(self, now: float) -> None:
        """Somebody cannot go on without a keyframe; many requests become one."""
        # Before anything has come there is no SSRC to ask; whoever waits asks again then.
        if self.kind == "video" and not self.closed and self._heard_ssrc() is not None:
            self.keyframes.request(now)

    def _ask_publisher(self, attempt: int) -> None:
        # One layer's request makes a browser send keyframes on all of them.
        ssrc = self._heard_ssrc()
        if ssrc is not None:
            self._ask(ssrc, attempt)

    def _heard_ssrc(self) -> int | None:
        known = [*reversed(self._living), *self.encodings.values()]
        return next((encoding.ssrc for encoding in known if encoding.ssrc is not None), None)

    def capture_time(self, timestamp: int, ssrc: int | None = None) -> float | None:
        """
        Server Unix seconds at which a sample was captured; `None` before the first sender report.

        Sound and picture of one up-link share one clock. `ssrc` names the layer
        the timestamp is of; without it, it is what those get who take the best.
        """
        encoding = self._forwarded if ssrc is None else self.encoding_of(ssrc)
        return encoding.clock.capture_time(timestamp) if encoding else None

    @property
    def _forwarded(self) -> Encoding | None:
        """The layer of those who take the best; they go over to a better one together."""
        taken = (each.current for each in self._subscriptions if each.ceiling == BEST)
        return next((encoding for encoding in taken if encoding is not None), self.best(BEST))

    def encoding_of(self, ssrc: int) -> Encoding | None:
        for encoding in self.encodings.values():
            if encoding.ssrc == ssrc:
                return encoding
        return None

    def tick(self, now: float) -> None:
        """Retry keyframe requests and notice layers that stop; call it every 20 ms or so."""
        self.keyframes.tick(now)
        if now >= self._next_choice:
            self._next_choice = now + _CHOICE_INTERVAL
            if len(self.encodings) > 1:
                self._revise(now)
            for encoding in self.encodings.values():
                encoding.cache.expire(now)

    def _revise(self, now: float) -> None:
        """See which layers come: whoever takes one that stopped, or could have a better one, goes over."""
        newest = max(encoding.last_arrival for encoding in self.encodings.values())
        oldest = max(0.0, newest - LAYER_SILENT)
        coming = [encoding for encoding in self.encodings.values() if encoding.last_arrival > oldest]
        living = sorted(coming, key=lambda encoding: encoding.rank)
        if living != self._living and living:
            self._living = living
            for subscription in self._subscriptions:
                subscription.take(self.best(subscription.ceiling), now)

    def counters(self) -> Counter[str]:
        """Totals since the start, named like the metrics."""
        totals = Counter(keyframes_requested=self.keyframes.sent, keyframes_in=self.keyframes.keyframes)
        for encoding in self.encodings.values():
            totals["packets_recovered"] += encoding.losses.recovered
            totals["packets_given_up"] += encoding.losses.given_up
        return totals

    def close(self, now: float) -> None:
        """No more packets will come; the sinks are told."""
        if self.closed:
            return
        self.closed = True
        for encoding in self.encodings.values():
            encoding.cache.clear()
        subscriptions, self._subscriptions = self._subscriptions, []
        for subscription in subscriptions:
            subscription.end(now)
        self.keyframes.close()
        if self.on_closed is not None:
            self.on_closed(self)
