"""One m-line's outgoing RTP stream: what goes on whichever producer is switched into it."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable

from media.negotiated import Codec, DownTrack, Extensions
from media.packets.burst import Burst, Rewrite
from media.packets.extensions import LARGEST_IDENTIFIER, build_extensions
from media.packets.ntp import to_ntp
from media.packets.rtcp import SenderReport
from media.packets.rtp import RtpPacket
from media.routing.binding import Binding
from media.routing.departures import DepartureLog
from media.routing.encoding import Encoding
from media.routing.laned import LanedStream
from media.routing.lanes import Way
from media.routing.line import TimestampLine, not_before
from media.routing.mapper import SequenceMapper
from media.routing.rtx import wrap

_HEADER = struct.Struct("!BBHII")
#: With the head of the extension block and the transport-wide number, which comes first in it.
_NUMBERED = struct.Struct("!BBHII5sH")
_PLAIN, _EXTENDED = 0x80, 0x90
#: No sender report for a stream that has been silent this long.
_SILENT = 2.0
#: As much as one packet can hold: the last byte counts all (RFC 3550, section 5.1).
_PADDING = bytes(254) + b"\xff"


def _random_sequence() -> int:
    """Low, or SRTP may break at the first wrap; random, as RFC 3550 asks."""
    return 1 + secrets.randbelow(0x3FFF)


class OutgoingStream(LanedStream):
    """
    SSRC, sequence numbers, timestamps and counts of one stream to one receiver.

    `binding` says how the packets of the producer of the moment are rewritten.
    """

    def __init__(
        self,
        track: DownTrack,
        extensions: Extensions,
        departures: DepartureLog,
        send_rtp: Callable[[bytes], None],
        way: Way | None = None,
    ) -> None:
        self._departures = departures
        self._send_rtp = send_rtp
        super().__init__(way, SequenceMapper(_random_sequence()))
        self._line: TimestampLine | None = None
        self._repair_sequence = _random_sequence()
        self.loss = 0.0
        self._block = b""
        self._repeatable = True
        self.update(track, extensions)

    def update(self, track: DownTrack, extensions: Extensions) -> None:
        """Follow a renegotiation; numbers and timestamps go on."""
        self.track = track
        self.ssrc = track.ssrc
        self._transport_cc = extensions.transport_cc if self._may_number else None
        if self._transport_cc is not None and self._transport_cc > LARGEST_IDENTIFIER:
            self._transport_cc = None
        if self.lane is not None and self._transport_cc is not None:
            self.lane.note_departures(*self._departures.columns)
        self._write_extensions([(extensions.mid, track.mid.encode())] if extensions.mid is not None else [])

    def received_by_peer(self) -> None:
        """The receiver has reported on this stream: it knows its mid and need not be told any more."""
        if self._names_mid and (self._has_rtx or not self._repeatable):
            self._write_extensions([])

    @property
    def _may_number(self) -> bool:
        """Pictures that can be repeated only as they were go without the transport-wide number."""
        return self._has_rtx or self.track.kind == "audio"

    @property
    def _has_rtx(self) -> bool:
        accepted = any(codec.rtx_payload_type is not None for codec in self.track.codecs)
        return accepted and self.track.rtx_ssrc is not None

    def _write_extensions(self, elements: list[tuple[int, bytes]]) -> None:
        """The transport-wide number stands first, so that all behind it is the same in every packet."""
        self.leave_lane()
        self._names_mid = bool(elements)
        number = [(self._transport_cc, b"\0\0")] if self._transport_cc is not None else []
        block = build_extensions(number + elements)
        # Without RTX a repeat goes out under the same number, and with AES-GCM nothing but the very same
        # bytes may: another header under one nonce betrays the authentication key (RFC 7714, section 8.1).
        alike = not self._packets or (self._repeatable and block == self._block)
        self._repeatable = alike and not number
        self._block = block
        self._rewrite = None
        self._first_byte = _EXTENDED if block else _PLAIN
        self._before_number = block[:5] if number else block
        self._after_number = block[7:] if number else b""

    def bind(self, encoding: Encoding, packet: RtpPacket, codec: Codec, now: float) -> Binding:
        """Go on with another encoding, from this packet of it on."""
        self.leave_lane()
        before = self.binding
        binding = Binding(encoding, packet, codec)
        binding.continue_pictures(before)
        captured = binding.clock.estimate(packet.timestamp)
        if self._line is None:
            self._line = TimestampLine(codec.clock_rate, secrets.randbits(32), now)
        if before is not None:
            self._line.pass_through(now, before.timestamp_at(now))
        newest = before.timestamp(before.newest) if before is not None else None
        timestamp = not_before(self._line.at(captured), newest)
        binding.timestamp_offset = timestamp - packet.timestamp
        self._mapper.start(packet.sequence, binding)
        self._rewrite = None
        self.binding = binding
        return binding

    def send_burst(self, burst: Burst, binding: Binding, now: float) -> bool:
        """
        Rewrite and send a plain burst at once.

        False, and nothing done, if it is not of the bound encoding, does not follow
        what was sent last, or has to be changed packet by packet.
        """
        self.leave_lane()
        packets = burst.packets
        first = packets[0]
        if binding.renumbers or first.ssrc != binding.ssrc or first.payload_type != binding.payload_type:
            return False
        offset = self._mapper.advance(first.sequence, len(packets))
        if offset is None:
            return False
        binding.newest = packets[-1]
        self._last_sent = now
        self._packets += len(packets)
        self._octets += burst.octets
        rewrite = self._rewrite
        if rewrite is None or rewrite.sequence_offset != offset:
            rewrite = self._rewrite = self._new_rewrite(binding, offset)
        number = self._departures.add(burst.sizes, now) if rewrite.is_numbered else 0
        for place, packet in enumerate(packets):
            self._send_rtp(rewrite.datagram(packet, number + place))
        return True

    def _new_rewrite(self, binding: Binding, sequence_offset: int) -> Rewrite:
        return Rewrite(
            self._first_byte,
            binding.receivers_type,
            sequence_offset,
            binding.timestamp_offset & 0xFFFFFFFF,
            self.ssrc,
            self._block,
            self._transport_cc is not None,
        )

    def send(self, packet: RtpPacket, binding: Binding, now: float) -> bool:
        """Rewrite and send one packet of the bound encoding; false if it comes from before the switch."""
        self.leave_lane()
        mapper = self._mapper
        newest = mapper.newest
        sequence = mapper.map(packet.sequence)
        if sequence is None:
            return False
        if mapper.newest != newest:
            binding.newest = packet
            self._last_sent = now
        payload = binding.payload(packet) if binding.renumbers else packet.payload
        timestamp = (packet.timestamp + binding.timestamp_offset) & 0xFFFFFFFF
        second = packet.marker << 7 | binding.receivers_type
        self._packets += 1
        self._octets += len(payload)
        self._write(self._first_byte, second, sequence, timestamp, self.ssrc, payload, now)
        return True

    def leave_out(self, packet: RtpPacket, binding: Binding, now: float) -> None:
        """Close the numbers over a packet without media, or fill its place if it is too late for that."""
        self.leave_lane()
        sequence = self._mapper.leave_out(packet.sequence)
        if sequence is not None:
            padded = self._first_byte | 0x20
            timestamp = binding.timestamp(packet)
            self._write(padded, binding.receivers_type, sequence, timestamp, self.ssrc, b"\x01", now)

    def _write(
        self, first: int, second: int, sequence: int, timestamp: int, ssrc: int, payload: bytes, now: float
    ) -> None:
        number = self._departures.add((len(payload),), now) if self._transport_cc is not None else 0
        self._send_rtp(self._datagram(first, second, sequence, timestamp, ssrc, payload, number))

    def _datagram(
        self, first: int, second: int, sequence: int, timestamp: int, ssrc: int, payload: bytes, number: int
    ) -> bytes:
        """A whole packet; `number` is its transport-wide one, if such are written."""
        if self._transport_cc is None:
            return _HEADER.pack(first, second, sequence, timestamp, ssrc) + self._before_number + payload
        before = self._before_number
        head = _NUMBERED.pack(first, second, sequence, timestamp, ssrc, before, number & 0xFFFF)
        return head + self._after_number + payload

    def resend(self, sequence: int, now: float) -> int:
        """
        Send again what went out under this number, as RTX if that was negotiated.

        The bytes of payload that this cost; 0 if the packet is not there any more, or could not be repeated
        byte by byte where that must be.
        """
        self._catch_up()
        origin = self._mapper.origin(sequence)
        packet = origin[0].cache.get(origin[1]) if origin else None
        if origin is None or packet is None:
            return 0
        binding = origin[0]
        payload = binding.payload(packet)
        codec, repair_ssrc, ssrc = binding.codec, self.track.rtx_ssrc, self.ssrc
        payload_type = codec.payload_type
        if codec.rtx_payload_type is None or repair_ssrc is None:
            if not self._repeatable or not payload:
                return 0
        else:
            payload = wrap(sequence, payload)
            sequence = self._repair_sequence
            self._repair_sequence = (sequence + 1) & 0xFFFF
            ssrc, payload_type = repair_ssrc, codec.rtx_payload_type
        second = packet.marker << 7 | payload_type
        self._write(self._first_byte, second, sequence, binding.timestamp(packet), ssrc, payload, now)
        return len(payload)

    @property
    def can_pad(self) -> bool:
        """Whether there is a repair stream whose packets the receiver reports on."""
        return self._has_rtx and self._transport_cc is not None

    @property
    def newest_out(self) -> int:
        """The newest number that went out."""
        self._catch_up()
        return self._mapper.newest_out

    def repeat(self, back: int, now: float) -> int:
        """Send the packet again that went out `back` packets before the newest, like `resend`."""
        return self.resend((self.newest_out - back) & 0xFFFF, now)

    def pad(self, now: float) -> int:
        """Send a packet of padding alone on the repair stream; the bytes of padding."""
        self._catch_up()
        repair = next(code for codec in self.track.codecs if (code := codec.rtx_payload_type) is not None)
        assert self.track.rtx_ssrc is not None, "only a stream that can pad is asked to"
        sequence = self._repair_sequence
        self._repair_sequence = (sequence + 1) & 0xFFFF
        timestamp = self.binding.timestamp(self.binding.newest) if self.binding is not None else 0
        padded = self._first_byte | 0x20
        self._write(padded, repair, sequence, timestamp, self.track.rtx_ssrc, _PADDING, now)
        return len(_PADDING)

    def report(self, now: float) -> SenderReport | None:
        """What ties the stream's timestamps to the server's clock; `None` while it is silent."""
        self._catch_up()
        if self.binding is None or now - self._last_sent > _SILENT:
            return None
        timestamp = self.binding.timestamp_at(now)
        return SenderReport(self.ssrc, to_ntp(now), timestamp, self._packets, self._octets)
