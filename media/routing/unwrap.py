"""Take plain frames of sound out of a publisher's packets with copies in them (RED), lost ones too."""

from __future__ import annotations

import struct

from media.packets.codecs.opus import duration
from media.packets.red import Block, parse_red
from media.packets.rtp import MalformedPacket, RtpPacket

_HEADER = struct.Struct("!BBHII")
_VERSION = 0x80
_PADDED = 0x20


def unwrap(packet: RtpPacket) -> tuple[list[RtpPacket], RtpPacket]:
    """
    The earlier frames of a packet of RED as packets of their own, the oldest first, and its own frame.

    A copy says only when its frame was, not which number it had. Browsers copy
    the frames right before: a copy whose time does not fit that is left out. The
    header extensions, such as how loud it is, are of the packet's own frame.
    Raises `MalformedPacket`.
    """
    *copies, own = parse_red(packet.payload)
    try:
        ticks = duration(own.payload)
    except ValueError as error:
        raise MalformedPacket("the newest block is no Opus packet") from error
    earlier = [
        _copied(packet, back, copy)
        for back, copy in zip(range(len(copies), 0, -1), copies, strict=True)
        if copy.payload_type == own.payload_type and copy.back == back * ticks and copy.payload
    ]
    return earlier, _own(packet, own)


def _copied(packet: RtpPacket, back: int, block: Block) -> RtpPacket:
    sequence = (packet.sequence - back) & 0xFFFF
    timestamp = (packet.timestamp - block.back) & 0xFFFFFFFF
    header = _HEADER.pack(_VERSION, block.payload_type, sequence, timestamp, packet.ssrc)
    return RtpPacket(header + block.payload)


def _own(packet: RtpPacket, block: Block) -> RtpPacket:
    first = packet.data[0] & ~_PADDED
    second = packet.marker << 7 | block.payload_type
    return RtpPacket(bytes((first, second)) + packet.data[2 : packet.header_size] + block.payload)
