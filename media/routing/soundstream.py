"""One m-line's outgoing sound: repeated under its own numbers, and with copies of frames on a lossy line."""

from __future__ import annotations

from collections.abc import Callable

from media.negotiated import DownTrack, Extensions
from media.packets.burst import Burst
from media.routing.binding import Binding
from media.routing.departures import DepartureLog
from media.routing.heardloss import HeardLoss
from media.routing.lanes import Lanes, Way
from media.routing.outgoing import OutgoingStream
from media.routing.redundancy import Redundancy
from media.routing.repeats import Repeats, Sent
from media.routing.sink import Sink

_PADDED = 0x20
_SILENT = 2.0


class SoundStream(OutgoingStream):
    """
    An outgoing stream of Opus.

    `missed` is what its receiver misses. `adapt` lets the number of copies follow
    the line; a receiver that has not accepted RED (RFC 2198) never gets any.
    """

    def __init__(
        self,
        track: DownTrack,
        extensions: Extensions,
        departures: DepartureLog,
        send_rtp: Callable[[bytes], None],
        way: Way | None = None,
    ) -> None:
        self.missed = HeardLoss()
        self.redundancy = Redundancy()
        self._repeats = Repeats()
        super().__init__(track, extensions, departures, send_rtp, way)
        if self.lane is not None:
            self.lane.note_repeats(*self._repeats.columns)

    def update(self, track: DownTrack, extensions: Extensions) -> None:
        """Follow a renegotiation; numbers and timestamps go on."""
        super().update(track, extensions)
        self._red_type = next((each.payload_type for each in track.codecs if each.name == "RED"), None)
        if self._red_type is None:
            self.redundancy = Redundancy()

    def adapt(self, rtt: float, rate: float | None, now: float) -> None:
        """Send as many copies as the losses ask for and a line of `rate` bit/s has room for."""
        if self._red_type is not None:
            self.redundancy.adapt(self.missed.share, rtt, rate, now)
        if self.redundancy.copies:
            self.leave_lane()

    def enter_lane(self, lanes: Lanes, sink: Sink, burst: Burst) -> None:
        """As any stream; not while copies are sent."""
        if not self.redundancy.copies:
            self._repeats.forget_whole()
            super().enter_lane(lanes, sink, burst)

    def is_sounding(self, now: float) -> bool:
        """Whether anything was sent lately: a closed microphone costs nothing."""
        self._catch_up()
        return now - self._last_sent < _SILENT

    def _write_extensions(self, elements: list[tuple[int, bytes]]) -> None:
        before = self._block
        super()._write_extensions(elements)
        if self._block != before:
            self._repeats.clear()

    def send_burst(self, burst: Burst, binding: Binding, now: float) -> bool:
        """Rewrite and send a plain burst at once; false as for any stream, and for frames with copies."""
        if self.redundancy.copies or not super().send_burst(burst, binding, now):
            return False
        newest, number = self._mapper.newest_out, self._departures.next - 1
        for back in range(len(burst.packets)):
            self._repeats.note((newest - back) & 0xFFFF, number - back)
        return True

    def _write(
        self, first: int, second: int, sequence: int, timestamp: int, ssrc: int, payload: bytes, now: float
    ) -> None:
        if first & _PADDED:
            super()._write(first, second, sequence, timestamp, ssrc, payload, now)
        elif not self.redundancy.copies or self._red_type is None:
            super()._write(first, second, sequence, timestamp, ssrc, payload, now)
            self._repeats.note(sequence, self._departures.next - 1)
        else:
            wrapped = self.redundancy.wrap(second & 0x7F, timestamp, payload)
            self._octets += len(wrapped) - len(payload)
            second = second & 0x80 | self._red_type
            super()._write(first, second, sequence, timestamp, ssrc, wrapped, now)
            number = self._departures.next - 1
            self._repeats.note(sequence, Sent(number, second, timestamp, wrapped))

    def resend(self, sequence: int, now: float) -> int:
        """Send the very same packet again; the bytes of payload, 0 if it went out too long ago."""
        kept = self._repeats.find(sequence)
        sent = self._of_cache(sequence, kept) if isinstance(kept, int) else kept
        if sent is None:
            return 0
        # What never came to us, and never went out, was not lost on this receiver's line.
        self.missed.asked(sequence)
        self._departures.repeated(sent.number)
        number = sent.number & 0xFFFF
        self._send_rtp(
            self._datagram(
                self._first_byte, sent.second, sequence, sent.timestamp, self.ssrc, sent.payload, number
            )
        )
        return len(sent.payload)

    def _of_cache(self, sequence: int, number: int) -> Sent | None:
        self._catch_up()
        origin = self._mapper.origin(sequence)
        packet = origin[0].cache.get(origin[1]) if origin else None
        if origin is None or packet is None:
            return None
        binding = origin[0]
        second = packet.marker << 7 | binding.receivers_type
        return Sent(number, second, binding.timestamp(packet), packet.payload)
