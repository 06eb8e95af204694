"""Everything one publisher sends: tells its streams apart, asks for what is missing, reports back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from media.negotiated import UpSpec
from media.packets.feedback import FullIntraRequest, Nack, PictureLoss
from media.packets.ntp import from_ntp
from media.packets.rtcp import (
    MOST_BLOCKS,
    ReceiverReport,
    ReportBlock,
    SenderReport,
)
from media.packets.rtp import MalformedPacket, RtpPacket
from media.packets.run import Run
from media.routing.arrivals import ArrivalLog
from media.routing.compound import pack_compounds, unpack_compound
from media.routing.encoding import Encoding
from media.routing.gathering import Gathering
from media.routing.lanes import Track
from media.routing.producer import Producer
from media.routing.senderclock import SenderClock
from media.routing.streams import Stream, StreamTable

#: Our SSRC in RTCP. We send no media on an up-link, so none of ours can clash with it.
OUR_SSRC = 1
_FEEDBACK_INTERVAL = 0.05
#: So long a publisher finds out what its line carries: the sooner it is told, the sooner it has it.
_YOUNG = 10.0
_REPORT_INTERVAL = 1.0
_EMPTY_REPORT = ReceiverReport(OUR_SSRC).build()


class UpLink:
    """
    The receiving end of one publisher's transport.

    `producers` maps each m-line's mid to the producer id it becomes;
    `self.producers` holds them by that id. Data is decrypted. `receive_rtp` and
    `receive_rtcp` never raise: what is of no use is counted in `drops`. Packets go
    on when `gathering` forwards them, without one at once and one by one.
    """

    def __init__(
        self,
        spec: UpSpec,
        producers: Mapping[str, str],
        send_rtcp: Callable[[bytes], None],
        gathering: Gathering | None = None,
    ) -> None:
        self.producers: dict[str, Producer] = {}
        self.drops: Counter[str] = Counter()
        self.packets_in = 0
        self.bytes_in = 0
        #: Called with each producer that a renegotiation adds.
        self.on_producer: Callable[[Producer], None] | None = None
        self._send = send_rtcp
        self._gathering = gathering or Gathering()
        self._is_alone = gathering is None
        self._streams = StreamTable()
        self._clock = SenderClock()
        self._arrivals = ArrivalLog()
        self._fir_number = 0
        #: The time that was told last, Unix seconds.
        self.now = 0.0
        self._past: Counter[str] = Counter()
        self._next_feedback = 0.0
        self._first_fed_back: float | None = None
        self._next_report = 0.0
        self.update(spec, producers)

    def update(self, spec: UpSpec, producers: Mapping[str, str]) -> None:
        """Follow a renegotiation: what stays goes on without a gap, what is gone is closed."""
        self._transport_cc = spec.extensions.transport_cc
        tracks = {identifier: spec.tracks[mid] for mid, identifier in producers.items() if mid in spec.tracks}
        for producer in list(self.producers.values()):
            track = tracks.get(producer.id)
            if track is not None and producer.follows(track):
                producer.update(track)
            else:
                self._remove(producer)
        added = [
            Producer(identifier, track, self._clock, self._ask, self.drops, self._gathering)
            for identifier, track in tracks.items()
            if identifier not in self.producers
        ]
        self.producers |= {producer.id: producer for producer in added}
        self._streams.update(self.producers.values(), spec.extensions)
        for producer in self.producers.values():
            producer.voice.extension = spec.extensions.audio_level
        for producer in added:
            if self.on_producer is not None:
                self.on_producer(producer)

    def _remove(self, producer: Producer) -> None:
        del self.producers[producer.id]
        producer.close(self.now)
        self._past += producer.counters()

    def receive_rtp(self, data: bytes, now: float) -> None:
        """Take one decrypted RTP packet."""
        self.receive_run(Run((data,), (now,)), now)

    def receive_run(self, run: Run, now: float) -> Track | None:
        """Take decrypted RTP packets of one SSRC that have come together; the track of what comes next."""
        self.now = now
        self.packets_in += len(run.packets)
        for data, came in zip(run.packets, run.came, strict=True):
            self.bytes_in += len(data)
            try:
                packet = RtpPacket(data)
            except MalformedPacket:
                self.drops["malformed"] += 1
            else:
                self._receive(packet, came, now)
        if self._is_alone:
            self._gathering.forward(now)
        stream = self._streams.media.get(int.from_bytes(run.packets[0][8:12], "big"))
        lanes = stream.encoding.lanes if stream is not None else None
        return lanes.track if lanes is not None else None

    def _receive(self, packet: RtpPacket, came: float, now: float) -> None:
        if self._transport_cc is not None:
            number = packet.extension(self._transport_cc)
            if number is not None:
                self._arrivals.add(int.from_bytes(number[:2], "big"), came)
        stream = self._streams.media.get(packet.ssrc)
        if stream is not None:
            stream.producer.receive(stream.encoding, packet)
        else:
            self._receive_other(packet, now)

    def _receive_other(self, packet: RtpPacket, now: float) -> None:
        streams = self._streams
        if packet.ssrc not in streams.repair and not streams.learn(packet, now):
            self.drops["unknown_ssrc"] += 1
            return
        if packet.ssrc in streams.repair:
            producer, encoding = streams.repair[packet.ssrc]
            producer.receive_repair(encoding, packet, now)
        else:
            producer, encoding = streams.media[packet.ssrc]
            producer.receive(encoding, packet)

    def receive_rtcp(self, data: bytes, now: float) -> None:
        """Take one decrypted RTCP datagram."""
        self.now = now
        for packet in unpack_compound(data, self.drops):
            if isinstance(packet, SenderReport):
                self._take_report(packet, now)

    def _take_report(self, report: SenderReport, now: float) -> None:
        ntp = from_ntp(report.ntp)
        stream = self._streams.media.get(report.ssrc)
        # Some senders report before they know the time.
        if stream is None or not report.ntp:
            return
        encoding = stream.encoding
        self._clock.report(ntp, now)
        encoding.reception.sender_reported(report.ntp, now)
        encoding.clock.report(ntp, report.rtp_timestamp)

    def request_keyframes(self, now: float) -> None:
        """Ask for a keyframe of every video, after the path was interrupted."""
        for producer in self.producers.values():
            producer.request_keyframe(now)

    def _ask(self, ssrc: int, attempt: int) -> None:
        """PLI first; every second repetition a FIR, for publishers that know only that."""
        if attempt % 2:
            self._fir_number = (self._fir_number + 1) & 0xFF
            request = FullIntraRequest(OUR_SSRC, ((ssrc, self._fir_number),)).build()
        else:
            request = PictureLoss(OUR_SSRC, ssrc).build()
        self._send(_EMPTY_REPORT + request)

    def tick(self, now: float) -> None:
        """Do what is due; call it every 20 ms while it `presses`, every 100 ms otherwise."""
        self.now = now
        for producer in self.producers.values():
            producer.tick(now)
        streams = list(self._streams.media.values())
        parts = self._requests(streams, now)
        if now >= self._next_feedback and self._transport_cc is not None:
            self._next_feedback = max(self._next_feedback + _FEEDBACK_INTERVAL, now)
            if self._first_fed_back is None and self._streams.media:
                self._first_fed_back = now
            # One SSRC stands for all; a browser needs the feedback also for what nobody takes.
            ssrc = next(iter(self._streams.media), 0)
            parts += [feedback.build() for feedback in self._arrivals.feedback(OUR_SSRC, ssrc, now)]
        if now >= self._next_report and streams:
            self._next_report = now + _REPORT_INTERVAL
            parts += self._reports(streams, now)
        for datagram in pack_compounds(_EMPTY_REPORT, parts):
            self._send(datagram)

    @property
    def presses(self) -> bool:
        """Whether something is missing, a keyframe awaited, or the publisher new to its line."""
        return self._is_young or any(
            producer.keyframes.waiting or any(each.losses.misses for each in producer.encodings.values())
            for producer in self.producers.values()
        )

    @property
    def _is_young(self) -> bool:
        return self._first_fed_back is not None and self.now < self._first_fed_back + _YOUNG

    @staticmethod
    def _requests(streams: list[Stream], now: float) -> list[bytes]:
        parts = []
        for producer, encoding in streams:
            if not producer.track.repeats:
                encoding.losses.give_up(now)
                continue
            missing = encoding.losses.requests(now)
            if missing and encoding.ssrc is not None:
                parts.append(Nack(OUR_SSRC, encoding.ssrc, missing).build())
        return parts

    @staticmethod
    def _reports(streams: list[Stream], now: float) -> list[bytes]:
        blocks = [_report(producer, encoding, now) for producer, encoding in streams]
        starts = range(0, len(blocks), MOST_BLOCKS)
        return [ReceiverReport(OUR_SSRC, tuple(blocks[at : at + MOST_BLOCKS])).build() for at in starts]

    def counters(self) -> Counter[str]:
        """Totals since the start, named like the metrics."""
        totals = Counter({f"drop_{reason}": count for reason, count in self.drops.items()})
        totals += Counter(packets_in=self.packets_in, bytes_in=self.bytes_in)
        totals += self._past
        for producer in self.producers.values():
            totals += producer.counters()
        return totals

    def close(self) -> None:
        """Close every producer. May be called again."""
        for producer in list(self.producers.values()):
            self._remove(producer)
        self._streams = StreamTable()


def _report(producer: Producer, encoding: Encoding, now: float) -> ReportBlock:
    """What we miss of a stream; of sound before it was repeated, or what its worst receiver misses."""
    block, losses = encoding.reception.report(now), encoding.losses
    if producer.kind == "audio":
        # A repeat under its old number has been counted as received.
        lacked = losses.recovered + losses.given_up
        producer.missed.counted(lacked, encoding.reception.expected, now)
    missed = int(256 * producer.missed.told(now))
    return block if missed <= block.fraction_lost else replace(block, fraction_lost=missed)
