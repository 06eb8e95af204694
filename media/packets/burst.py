"""Packets that came together and go out together: what a frame is on its way through the server."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.rtp import RtpPacket

_HEADER = struct.Struct("!BBHII")
_NUMBER = struct.Struct("!H")
#: Where the transport-wide number stands in an extension block that begins with it.
NUMBER_AT = 5


class Burst:
    """
    Packets of one encoding that came in one wake-up, in the order of their arrival.

    A `plain` one is what nearly all are: without a gap, one SSRC and payload type,
    media in every packet. All its packets can be rewritten by the same offsets.
    """

    __slots__ = ("octets", "packets", "plain", "sizes")

    def __init__(self, packets: Sequence[RtpPacket]) -> None:
        self.packets = packets
        #: Bytes of payload of each packet, and in all.
        self.sizes = tuple([len(packet.payload) for packet in packets])
        self.octets = sum(self.sizes)
        self.plain = all(self.sizes) and self._runs_on(packets)

    @staticmethod
    def _runs_on(packets: Sequence[RtpPacket]) -> bool:
        first = packets[0]
        ssrc, payload_type = first.ssrc, first.payload_type
        for sequence, packet in enumerate(packets, first.sequence):
            if packet.sequence != sequence & 0xFFFF or packet.ssrc != ssrc:
                return False
            if packet.payload_type != payload_type:
                return False
        return True


class Rewrite:
    """
    How the packets of a plain burst become one receiver's.

    The offsets are added modulo 16 and 32 bits. `block` is the header extension
    block that every packet gets; in a numbered one it begins with the
    transport-wide number.
    """

    __slots__ = (
        "block",
        "first_byte",
        "is_numbered",
        "payload_type",
        "sequence_offset",
        "ssrc",
        "timestamp_offset",
    )

    def __init__(
        self,
        first_byte: int,
        payload_type: int,
        sequence_offset: int,
        timestamp_offset: int,
        ssrc: int,
        block: bytes,
        is_numbered: bool,
    ) -> None:
        self.first_byte = first_byte
        self.payload_type = payload_type
        self.sequence_offset = sequence_offset
        self.timestamp_offset = timestamp_offset
        self.ssrc = ssrc
        self.block = block
        self.is_numbered = is_numbered

    def datagram(self, packet: RtpPacket, number: int) -> bytes:
        """A packet as the receiver gets it, not yet protected; `number` is its transport-wide one."""
        block = self.block
        if self.is_numbered:
            block = block[:NUMBER_AT] + _NUMBER.pack(number & 0xFFFF) + block[NUMBER_AT + 2 :]
        head = _HEADER.pack(
            self.first_byte,
            packet.marker << 7 | self.payload_type,
            (packet.sequence + self.sequence_offset) & 0xFFFF,
            (packet.timestamp + self.timestamp_offset) & 0xFFFFFFFF,
            self.ssrc,
        )
        return head + block + packet.payload
