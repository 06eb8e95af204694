"""Carry repeated packets on a stream of their own, and put them back where they belong (RFC 4588)."""

from __future__ import annotations

import struct

from media.packets.rtp import MalformedPacket, RtpPacket

_HEADER = struct.Struct("!BBHII")


def restore(packet: RtpPacket, payload_type: int, ssrc: int) -> RtpPacket:
    """
    The packet that a retransmission repeats, under its first SSRC, type and number.

    Header extensions are left behind: what they said was of the repeated
    transmission. Raises `MalformedPacket` if there is no number inside.
    """
    if len(packet.payload) < 2:
        raise MalformedPacket("a retransmission without its original sequence number")
    (sequence,) = struct.unpack_from("!H", packet.payload)
    second = packet.marker << 7 | payload_type
    header = _HEADER.pack(0x80, second, sequence, packet.timestamp, ssrc)
    return RtpPacket(header + packet.payload[2:])


def wrap(sequence: int, payload: bytes) -> bytes:
    """The payload of a retransmission: the original number, then what was sent under it."""
    return struct.pack("!H", sequence) + payload
