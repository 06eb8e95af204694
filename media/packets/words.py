"""Frame what every RTCP packet begins with: version, count, type and length in 32-bit words."""

from __future__ import annotations

import struct


def build_packet(count: int, packet_type: int, body: bytes) -> bytes:
    """One RTCP packet; the body must be a whole number of 32-bit words."""
    return struct.pack("!BBH", 0x80 | count, packet_type, len(body) // 4) + body
