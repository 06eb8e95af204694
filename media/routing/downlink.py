"""Everything one receiver gets: its slots, the answers to its reports and requests, our reports to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from media.bandwidth.line import DownLine
from media.negotiated import DownSlot, DownSpec, Extensions, Kind
from media.packets.feedback import BitrateEstimate, FullIntraRequest, Nack, PictureLoss
from media.packets.ntp import seconds_since
from media.packets.rtcp import (
    ReceiverReport,
    ReportBlock,
    RtcpPacket,
    SenderReport,
    SourceDescription,
)
from media.packets.twcc import TransportFeedback
from media.routing.compound import pack_compounds, unpack_compound
from media.routing.departures import DepartureLog
from media.routing.lanes import Way
from media.routing.outgoing import OutgoingStream
from media.routing.pacing import Pacing
from media.routing.padding import send_padding
from media.routing.resend import Resender
from media.routing.slot import Slot
from media.routing.soundrepair import SoundRepair
from media.routing.soundstream import SoundStream
from media.routing.thinning import Thinning
from media.routing.unasked import UnaskedRepeats

_REPORT_INTERVAL = 1.0
_FIRST_GUESS_OF_RTT = 0.1


class DownLink:
    """
    The sending end of one receiver's transport.

    `slots` holds its slots by number. The callbacks take plain packets and
    encrypt them. With a `way` what needs no thought goes out by lanes of that.
    `receive_rtcp` never raises: what is of no use is counted in `drops`. `loss`
    (0 to 1) and `rtt` (seconds) are what the receiver reports.
    """

    def __init__(
        self,
        spec: DownSpec,
        send_rtp: Callable[[bytes], None],
        send_rtcp: Callable[[bytes], None],
        way: Way | None = None,
    ) -> None:
        self.slots: dict[int, Slot] = {}
        self.drops: Counter[str] = Counter()
        self.loss = 0.0
        self.rtt = _FIRST_GUESS_OF_RTT
        self.line = DownLine(promised=spec.extensions.transport_cc is not None)
        self.pacing = Pacing(self.drops)
        self.thinning = Thinning(self.slots, self.line)
        self.pacing.on_overrun = self.thinning.overrun
        self._send_rtp = send_rtp
        self._send_rtcp = send_rtcp
        self._way = way
        self._departures = DepartureLog()
        self._resender = Resender(self.drops)
        self._unasked = UnaskedRepeats()
        self._repair = SoundRepair(self.slots)
        self._streams: dict[int, OutgoingStream] = {}
        #: When `tick` has something to do.
        self.due = 0.0
        self._next_report = 0.0
        #: Bytes that were sent only to find out what the line carries.
        self.padding = 0
        #: The time that was told last, Unix seconds.
        self.now = 0.0
        self.update(spec)

    def update(self, spec: DownSpec) -> None:
        """Follow a renegotiation: a stream that keeps its SSRC goes on without a gap."""
        known = self._streams
        self._streams = {}
        for slot in spec.slots:
            streams = self._slot_streams(slot, spec.extensions, known)
            if slot.slot in self.slots:
                self.slots[slot.slot].replace(streams, self.now)
            else:
                self.slots[slot.slot] = Slot(streams, self.drops, self.pacing)
        for number in set(self.slots) - {slot.slot for slot in spec.slots}:
            self.slots.pop(number).close()

    def _slot_streams(
        self, slot: DownSlot, extensions: Extensions, known: dict[int, OutgoingStream]
    ) -> dict[Kind, OutgoingStream]:
        streams: dict[Kind, OutgoingStream] = {}
        for track in (slot.audio, slot.video):
            if track is None:
                continue
            stream = known.get(track.ssrc)
            if stream is None:
                kind = SoundStream if track.kind == "audio" else OutgoingStream
                stream = kind(track, extensions, self._departures, self._send_rtp, self._way)
            else:
                stream.update(track, extensions)
            streams[track.kind] = self._streams[track.ssrc] = stream
        return streams

    def connected(self, now: float, round_trip: float | None = None) -> None:
        """
        The receiver can hear us from now on, for the first time or again: begin with keyframes.

        `round_trip` is what the handshake took, in seconds.
        """
        self.now = self.due = self._next_report = now
        self.line.connected(now, round_trip)
        for slot in self.slots.values():
            slot.resume(now)

    def receive_rtcp(self, data: bytes, now: float) -> None:
        """Take one decrypted RTCP datagram."""
        self.now = now
        for packet in unpack_compound(data, self.drops):
            self._take(packet, now)

    def _take(self, packet: RtcpPacket, now: float) -> None:
        if isinstance(packet, ReceiverReport | SenderReport):
            self._take_blocks(packet.blocks, now)
        elif isinstance(packet, Nack):
            self._take_nack(packet, now)
        elif isinstance(packet, PictureLoss):
            self._take_picture_loss(packet.media_ssrc, now)
        elif isinstance(packet, FullIntraRequest):
            for ssrc, _ in packet.requests:
                self._take_picture_loss(ssrc, now)
        elif isinstance(packet, BitrateEstimate):
            self.line.reported.estimated(packet.bitrate, self.thinning.used, now)
        elif isinstance(packet, TransportFeedback):
            self._take_feedback(packet, now)

    def _take_blocks(self, blocks: tuple[ReportBlock, ...], now: float) -> None:
        for block in blocks:
            stream = self._streams.get(block.ssrc)
            if stream is None:
                continue
            stream.received_by_peer()
            stream.loss = block.fraction_lost / 256
            if isinstance(stream, SoundStream):
                self._repair.reported(stream, stream.loss, now)
            if block.last_report:
                measured = seconds_since(block.last_report, now) - block.delay / 65536
                if 0 <= measured < 10:
                    self.rtt += 0.25 * (measured - self.rtt)
        # Transport-wide feedback is finer than receiver reports, so these count only without it.
        if blocks and not self.line.measured:
            self._average_loss(now)

    def _average_loss(self, now: float) -> None:
        sending = [stream.loss for stream in self._streams.values() if stream.binding is not None]
        if sending:
            self.loss = sum(sending) / len(sending)
            self.line.reported.lost(self.loss, self.thinning.used, now)

    def _take_nack(self, nack: Nack, now: float) -> None:
        stream = self._streams.get(nack.media_ssrc)
        if stream is None:
            self.drops["unknown_ssrc"] += 1
            return
        self.pacing.spend(self._resender.answer(stream, nack.sequences, self.rtt, now))

    def _take_picture_loss(self, ssrc: int, now: float) -> None:
        for slot in self.slots.values():
            consumer = slot.consumer_of(ssrc)
            if consumer is not None:
                consumer.producer.request_keyframe(now)
                return
        # Chromium asks once, 3 s after a slot has become idle.
        self.drops["picture_loss_of_idle"] += 1

    def _take_feedback(self, feedback: TransportFeedback, now: float) -> None:
        calm = self.line.is_calm(self.thinning.used, now)
        seen = self._departures.glance(feedback) if calm else None
        if seen is not None:
            self.line.estimate.glance(*seen, now)
            self.loss = 0.0
            return
        report = self._departures.report(feedback)
        if report is None:
            return
        if self.line.receive(report, self.rtt, now):
            self.thinning.think(now)
        self.loss = self.line.estimate.losses.share
        self._pace(now)

    def _pace(self, now: float) -> None:
        rate = self.line.pace(self.thinning.used)
        if rate is not None or self.pacing.active:
            self.pacing.set_rate(rate, now)
        if self.pacing.active:
            for stream in self._streams.values():
                stream.leave_lane()

    def tick(self, now: float) -> None:
        """Do what is due; call it every 20 ms, or only from `due` on."""
        self.now = now
        if now < self.due:
            return
        if now >= self.thinning.due:
            self.thinning.think(now)
            rate = self.line.rate(now)
            self._resender.limit(rate)
            self._repair.adapt(self.rtt, rate, now)
            carried = self.line.estimate.rate if self.line.measured else 0.0
            self._unasked.adapt(carried, self.thinning.used, self.line.estimate.losses.inherent, self.rtt)
            self._pace(now)
        if self.pacing.active:
            self.pacing.release(now)
        if self._unasked.active:
            self._repeat_unasked(now)
        if self.line.probe_due:
            self._probe(now)
        if now >= self._next_report:
            self._report(now)
        busy = self.pacing.active or self._unasked.active or self.line.probe_due
        self.due = now if busy else min(self._next_report, self.thinning.due)

    def _probe(self, now: float) -> None:
        size = self.line.padding(self._departures, self.rtt, now)
        if size:
            sent = send_padding(self._videos(), size, now)
            self.pacing.spend(sent)
            self.padding += sent

    def _repeat_unasked(self, now: float) -> None:
        self._unasked.note((stream for stream in self._videos() if stream.can_pad), now)
        for stream, sequence in self._unasked.due(now):
            size = self._resender.send_ahead(stream, sequence, now)
            self._unasked.spend(size)
            self.pacing.spend(size)

    def _videos(self) -> Iterator[OutgoingStream]:
        return (slot.streams["video"] for slot in self.slots.values() if "video" in slot.streams)

    def _report(self, now: float) -> None:
        self._next_report = now + _REPORT_INTERVAL
        parts = []
        for stream in self._streams.values():
            report = stream.report(now)
            if report is not None:
                # One name a packet: not every receiver can read several (aiortc 1.16 cannot).
                name = SourceDescription(((stream.ssrc, stream.track.cname),))
                parts.append(report.build() + name.build())
        for datagram in pack_compounds(b"", parts):
            self._send_rtcp(datagram)

    def counters(self) -> Counter[str]:
        """Totals since the start, named like the metrics."""
        totals = Counter({f"drop_{reason}": count for reason, count in self.drops.items()})
        totals["packets_out"] = sum(stream.packets for stream in self._streams.values())
        totals["bytes_out"] = sum(stream.octets for stream in self._streams.values())
        totals["packets_resent"] = self._resender.resent
        totals["packets_repeated_ahead"] = self._resender.ahead
        totals["bytes_padding_out"] = self.padding
        totals["line_probes"] = self.line.prober.sent
        totals["line_cuts"] = self.line.estimate.cuts
        return totals

    def close(self) -> None:
        """Take nothing from any producer any more. May be called again."""
        for slot in self.slots.values():
            slot.close()
        self.pacing.on_overrun = None
