"""Packets by hand, and depacketizers fed with them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.codecs.choose import DEPACKETIZERS
from media.packets.codecs.frame import Frame
from media.packets.rtp import RtpPacket
from tests.support import encoded
from tests.support.encoded import Coded


def packet(payload: bytes, *, timestamp: int = 0, marker: bool = False, sequence: int = 0) -> RtpPacket:
    head = struct.pack("!BBHII", 0x80, 96 | marker << 7, sequence, timestamp, 1)
    return RtpPacket.parse(head + payload)


def frames_of(codec: str, coded: Sequence[Coded]) -> list[Frame]:
    depacketizer = DEPACKETIZERS[codec]()
    batches = encoded.packets(coded)
    made = [
        frame for batch in batches for data in batch for frame in depacketizer.push(RtpPacket.parse(data))
    ]
    assert depacketizer.malformed == 0
    return made
