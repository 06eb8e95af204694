"""Turn one producer's packets into its successive takes."""

from __future__ import annotations

from collections.abc import Iterator

from media.packets.burst import Burst
from media.packets.codecs.choose import DEPACKETIZERS
from media.packets.codecs.frame import Depacketizer, Frame
from media.packets.rtp import RtpPacket
from media.recording.journal import EndReason
from media.recording.producer import RecordedProducer, Subscribed
from media.recording.recorded import Recorded, Shelf
from media.recording.reorder import Arrived, Lost, Reorder
from media.recording.rtp_clock import RtpClock

# A viewer who jumps into a recording must read from the last keyframe on; browsers send none by themselves.
KEYFRAME_INTERVAL = 10.0  # seconds
_ASK_AGAIN = 0.5  # seconds
_SYNC_INTERVAL = 1.0  # seconds
#: After a failure the next take is tried this much later.
RETRY = 5.0  # seconds
# A publisher whose format or clock changes all the time may not fill the folder with files;
# one that has just begun changes its layer once or twice.
_SHORTEST_TAKE = 1.0  # seconds
_MOST_SHORT_TAKES = 3  # in a row


class Capture:
    """
    A producer's sink.

    A take opens with the first keyframe and ends when the format changes, RTP time
    jumps, writing fails, or `close` is called. After a loss, video waits for the next
    keyframe inside the same take.
    """

    is_patient = True

    def __init__(self, producer: RecordedProducer, shelf: Shelf, now: float) -> None:
        self.producer = producer
        self._shelf = shelf
        self._reorder = Reorder()
        self._depacketizer: Depacketizer | None = None
        self._clock: RtpClock | None = None
        self._encoding: tuple[int, int] | None = None
        self._recorded: Recorded | None = None
        self._needs_keyframe = producer.kind == "video"
        self._rest_until = now
        self._short_takes = 0
        self._heard_at = now
        self._asked_at = now - _ASK_AGAIN
        self._keyframe_at = now
        self._synced_at = now
        self._closed = False
        self._subscribed: Subscribed | None = None
        self._ask(now)

    @property
    def take(self) -> str | None:
        """The name of the take that is open."""
        return self._recorded.take.name if self._recorded else None

    # ---- from the producer -----------------------------------------------------------------

    def subscribe(self, now: float) -> None:
        """Begin to take the producer's packets."""
        self._subscribed = self.producer.subscribe(self, now)

    def forward(self, burst: Burst, now: float) -> None:
        """Take packets of the producer, in any order; see `media.routing.sink.Sink`."""
        for packet in burst.packets:
            self._take(packet, now)

    def _take(self, packet: RtpPacket, now: float) -> None:
        if self._closed:
            return
        self._heard_at = now
        if (packet.ssrc, packet.payload_type) != self._encoding and not self._change_encoding(packet, now):
            self._shelf.counters["record_drop_unknown_codec"] += 1
            return
        self._consume(self._reorder.push(packet, now), now)

    def producer_closed(self, now: float) -> None:
        self.close("publisher_left", now)

    # ---- from the recorder -----------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Call every 20 ms or so."""
        if self._closed:
            return
        self._consume(self._reorder.expire(now), now)
        if self._recorded is not None:
            self._recorded.cut_if_stale(now)
            self._needs_keyframe |= self._recorded.broken
        if self._recorded is not None and now - self._synced_at >= _SYNC_INTERVAL:
            self._synchronise(now)
        if self.producer.kind == "video" and self._wants_keyframe(now):
            self._ask(now)

    def failed(self, now: float) -> None:
        """The open take could not be written; try another one later."""
        if self._recorded is not None:
            self._recorded.abandon()
            self._recorded = None
        self._needs_keyframe = self.producer.kind == "video"
        self._rest_until = now + RETRY

    def close(self, reason: EndReason, now: float) -> None:
        """End the open take with everything that has come; idempotent."""
        if self._closed:
            return
        self._consume(self._reorder.flush(), now)
        self._end_take(reason, now)
        self._closed = True
        if self._subscribed is not None:
            self._subscribed.close()
        self._count()

    # ---- inside ----------------------------------------------------------------------------

    def _change_encoding(self, packet: RtpPacket, now: float) -> bool:
        codec = self.producer.codec
        if codec is None or codec.name not in DEPACKETIZERS:
            return False
        self._consume(self._reorder.flush(), now)
        if self._encoding is not None and self._encoding[0] != packet.ssrc:
            self._end_take("changed", now)
            self._clock = None
        self._count()
        self._encoding = packet.ssrc, packet.payload_type
        self._reorder = Reorder()
        self._depacketizer = DEPACKETIZERS[codec.name]()
        timescale = 1000 if codec.name == "VP8" else codec.clock_rate
        if self._clock is None or (self._clock.rate, self._clock.timescale) != (codec.clock_rate, timescale):
            self._end_take("changed", now)
            self._clock = RtpClock(codec.clock_rate, timescale)
        self._needs_keyframe = self.producer.kind == "video"
        return True

    def _count(self) -> None:
        counters = self._shelf.counters
        counters["record_drop_late"] += self._reorder.late
        counters["record_drop_strange"] += self._reorder.strange
        counters["record_drop_malformed"] += self._depacketizer.malformed if self._depacketizer else 0

    def _consume(self, items: Iterator[Arrived | Lost], now: float) -> None:
        for item in items:
            if isinstance(item, Lost):
                self._lose(item.count)
            elif self._depacketizer is not None:
                for frame in self._depacketizer.push(item.packet):
                    self._take_in(frame, item.at, now)
                if self.producer.kind == "audio":
                    self._hear(item.packet)

    def _hear(self, packet: RtpPacket) -> None:
        if self._recorded is not None and self._clock is not None and packet.payload:
            level = self.producer.voice.level(packet)
            self._recorded.hear(self._clock.time(packet.timestamp), level, packet.payload)

    def _lose(self, packets: int) -> None:
        self._shelf.counters["record_packets_lost"] += packets
        if self._depacketizer is not None:
            self._depacketizer.lost()
        if self._recorded is not None:
            self._recorded.open_gap(packets, "loss")
        self._needs_keyframe = self.producer.kind == "video"

    def _take_in(self, frame: Frame, arrival: float, now: float) -> None:
        self._leave_take_that_cannot_go_on(frame, arrival, now)
        if self._needs_keyframe and not frame.keyframe:
            self._shelf.counters["record_drop_waiting_for_keyframe"] += 1
            return
        if self._recorded is None and not self._open(frame, arrival, now):
            return
        assert self._recorded is not None and self._clock is not None
        if not self._recorded.add(self._clock.time(frame.timestamp), frame, arrival):
            self._needs_keyframe = self.producer.kind == "video"
            return
        if frame.keyframe:
            self._needs_keyframe = False
            self._keyframe_at = now

    def _leave_take_that_cannot_go_on(self, frame: Frame, arrival: float, now: float) -> None:
        clock, recorded = self._clock, self._recorded
        assert clock is not None
        if clock.anchored and clock.runs_away(frame.timestamp, arrival):
            self._jump(arrival, now)
        elif recorded is not None and frame.format and not frame.format.continues(recorded.take.format):
            self._end_take("changed", now)

    def _jump(self, arrival: float, now: float) -> None:
        """RTP time is not the time any more: what follows is another take, anchored anew."""
        assert self._clock is not None
        if self._recorded is not None:
            self._recorded.note_jump(arrival)
        self._end_take("changed", now)
        self._clock = RtpClock(self._clock.rate, self._clock.timescale)
        self._needs_keyframe = self.producer.kind == "video"

    def _open(self, frame: Frame, arrival: float, now: float) -> bool:
        """Open a take at this frame, if its time has come."""
        assert self._clock is not None
        if frame.format is None or now < self._rest_until:
            self._shelf.counters["record_drop_resting"] += 1
            return False
        captured = self.producer.capture_time(frame.timestamp)
        if not self._clock.anchored:
            self._clock.anchor(frame.timestamp, self._shelf.lesson_s(captured or arrival), arrival)
        time = self._clock.time(frame.timestamp)
        self._recorded = self._shelf.open(self.producer, frame.format, self._clock.timescale, time, arrival)
        if self._recorded is None:
            self._rest_until = now + RETRY
            return False
        self._recorded.correct(frame.timestamp, time, now)
        return True

    def _end_take(self, reason: EndReason, now: float) -> None:
        recorded, self._recorded = self._recorded, None
        if recorded is None:
            return
        recorded.end(reason)
        self._needs_keyframe = self.producer.kind == "video"
        is_short = reason == "changed" and now - recorded.opened_at < _SHORTEST_TAKE
        self._short_takes = self._short_takes + 1 if is_short else 0
        if self._short_takes > _MOST_SHORT_TAKES:
            self._rest_until = now + _SHORTEST_TAKE

    def _synchronise(self, now: float) -> None:
        assert self._recorded is not None and self._clock is not None
        self._synced_at = now
        timestamp = self._recorded.last_timestamp
        if not self._recorded.correct(timestamp, self._clock.time(timestamp), now):
            self._jump(now, now)

    def _wants_keyframe(self, now: float) -> bool:
        if now < self._rest_until or now - self._asked_at < _ASK_AGAIN or now - self._heard_at > 3:
            return False
        return self._needs_keyframe or now - self._keyframe_at > KEYFRAME_INTERVAL

    def _ask(self, now: float) -> None:
        if self.producer.kind == "video":
            self._asked_at = now
            self.producer.request_keyframe(now)
