"""Read and build RTCP, reports here and feedback in `feedback.py` (RFC 3550, 5506), one class a packet."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from media.packets.feedback import (
    FEEDBACK_READERS,
    BitrateEstimate,
    FullIntraRequest,
    Nack,
    PictureLoss,
)
from media.packets.rtp import MalformedPacket
from media.packets.twcc import TransportFeedback
from media.packets.words import build_packet

SENDER_REPORT, RECEIVER_REPORT, SOURCE_DESCRIPTION, GOODBYE = 200, 201, 202, 203
#: The five-bit count of an RTCP header.
MOST_BLOCKS = 31
_BLOCK = struct.Struct("!IIIIII")


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """
    What a receiver says of one SSRC.

    `fraction_lost` is in 1/256, `highest` the extended highest sequence number,
    `jitter` in RTP units, `last_report` the middle 32 bits of the last sender
    report's NTP time, `delay` since it in 1/65536 s.
    """

    ssrc: int
    fraction_lost: int
    lost: int
    highest: int
    jitter: int
    last_report: int
    delay: int

    def build(self) -> bytes:
        """The block's 24 bytes (RFC 3550, 6.4.1); counts that do not fit are held at their limits."""
        lost = max(-0x800000, min(self.lost, 0x7FFFFF)) & 0xFFFFFF
        return _BLOCK.pack(
            self.ssrc,
            self.fraction_lost << 24 | lost,
            self.highest & 0xFFFFFFFF,
            min(self.jitter, 0xFFFFFFFF),
            self.last_report,
            min(self.delay, 0xFFFFFFFF),
        )


@dataclass(frozen=True, slots=True)
class SenderReport:
    """`ntp` is the 64-bit NTP time that `rtp_timestamp` belongs to."""

    ssrc: int
    ntp: int
    rtp_timestamp: int
    packets: int
    octets: int
    blocks: tuple[ReportBlock, ...] = ()

    def build(self) -> bytes:
        counts = (self.rtp_timestamp, self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF)
        body = struct.pack("!IQIII", self.ssrc, self.ntp, *counts)
        body += b"".join(block.build() for block in self.blocks)
        return build_packet(len(self.blocks), SENDER_REPORT, body)


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    ssrc: int
    blocks: tuple[ReportBlock, ...] = ()

    def build(self) -> bytes:
        body = struct.pack("!I", self.ssrc) + b"".join(block.build() for block in self.blocks)
        return build_packet(len(self.blocks), RECEIVER_REPORT, body)


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """The canonical name (CNAME) of each SSRC; other items are not kept."""

    names: tuple[tuple[int, str], ...]

    def build(self) -> bytes:
        """The SDES packet (RFC 3550, 6.5): names are cut at 255 bytes, chunks end on 4-byte borders."""
        body = b""
        for ssrc, name in self.names:
            text = name.encode()[:255]
            chunk = struct.pack("!IBB", ssrc, 1, len(text)) + text
            body += chunk + bytes(4 - len(chunk) % 4)
        return build_packet(len(self.names), SOURCE_DESCRIPTION, body)


@dataclass(frozen=True, slots=True)
class Goodbye:
    ssrcs: tuple[int, ...]

    def build(self) -> bytes:
        return build_packet(len(self.ssrcs), GOODBYE, struct.pack(f"!{len(self.ssrcs)}I", *self.ssrcs))


RtcpPacket = (
    SenderReport
    | ReceiverReport
    | SourceDescription
    | Goodbye
    | Nack
    | PictureLoss
    | FullIntraRequest
    | BitrateEstimate
    | TransportFeedback
)


def parse_rtcp(data: bytes) -> list[RtcpPacket]:
    """
    Read a compound or reduced-size packet in its order.

    Types that a relay has no use for are left out. Raises `MalformedPacket` if
    the bytes are cut or a length lies; nothing of such a packet is used.
    """
    packets: list[RtcpPacket] = []
    at = 0
    try:
        while at < len(data):
            count, packet_type, body = _split(data, at)
            at += 4 + len(body)
            if count & 0x20:
                body = _without_padding(body)
            packet = _read(count & 0x1F, packet_type, body)
            if packet is not None:
                packets.append(packet)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MalformedPacket(str(error)) from error
    return packets


def _split(data: bytes, at: int) -> tuple[int, int, bytes]:
    first, packet_type, words = struct.unpack_from("!BBH", data, at)
    if first >> 6 != 2 or at + 4 + 4 * words > len(data):
        raise MalformedPacket("not RTCP version 2, or cut")
    return first & 0x3F, packet_type, data[at + 4 : at + 4 + 4 * words]


def _without_padding(body: bytes) -> bytes:
    size = body[-1]
    if not 0 < size <= len(body):
        raise MalformedPacket("padding runs past the packet")
    return body[:-size]


def _read(count: int, packet_type: int, body: bytes) -> RtcpPacket | None:
    if packet_type in _READERS:
        return _READERS[packet_type](count, body)
    reader = FEEDBACK_READERS.get((packet_type, count))
    return reader(body) if reader else None


def _read_blocks(count: int, body: bytes, at: int) -> tuple[ReportBlock, ...]:
    blocks = []
    for index in range(count):
        ssrc, losses, *rest = _BLOCK.unpack_from(body, at + index * _BLOCK.size)
        lost = losses & 0xFFFFFF
        blocks.append(ReportBlock(ssrc, losses >> 24, lost - ((lost & 0x800000) << 1), *rest))
    return tuple(blocks)


def _read_sender_report(count: int, body: bytes) -> SenderReport:
    ssrc, ntp, timestamp, packets, octets = struct.unpack_from("!IQIII", body)
    return SenderReport(ssrc, ntp, timestamp, packets, octets, _read_blocks(count, body, 24))


def _read_receiver_report(count: int, body: bytes) -> ReceiverReport:
    (ssrc,) = struct.unpack_from("!I", body)
    return ReceiverReport(ssrc, _read_blocks(count, body, 4))


def _read_source_description(count: int, body: bytes) -> SourceDescription:
    names = []
    at = 0
    for _ in range(count):
        (ssrc,) = struct.unpack_from("!I", body, at)
        at += 4
        while body[at]:
            size = body[at + 1]
            if body[at] == 1:
                names.append((ssrc, body[at + 2 : at + 2 + size].decode()))
            at += 2 + size
        at += 4 - at % 4
    return SourceDescription(tuple(names))


def _read_goodbye(count: int, body: bytes) -> Goodbye:
    return Goodbye(struct.unpack_from(f"!{count}I", body))


_READERS: dict[int, Callable[[int, bytes], RtcpPacket]] = {
    SENDER_REPORT: _read_sender_report,
    RECEIVER_REPORT: _read_receiver_report,
    SOURCE_DESCRIPTION: _read_source_description,
    GOODBYE: _read_goodbye,
}
