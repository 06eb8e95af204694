"""Cut H.264 access units into RTP payloads (RFC 6184, packetisation mode 1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from media.ingest.access_units import AccessUnit

#: With its RTP header a packet of 1200 bytes, which passes every line with all that is added on the way.
LONGEST_PAYLOAD = 1188
_STAP_A, _FU_A = 24, 28


def payloads(picture: AccessUnit, longest: int = LONGEST_PAYLOAD) -> list[bytes]:
    """
    The payloads of one picture, each of at most `longest` bytes.

    Parameter sets travel together in one packet, so that none of them can be
    lost alone; the fragments of a slice are equal but for the last, so that they
    can be sent in one system call.
    """
    made: list[bytes] = []
    sets, slices = picture.units[: picture.sets], picture.units[picture.sets :]
    if len(sets) > 1 and 1 + sum(2 + len(each) for each in sets) <= longest:
        made.append(_aggregate(sets))
        sets = []
    for unit in (*sets, *slices):
        if len(unit) <= longest:
            made.append(unit)
        else:
            made.extend(_fragments(unit, longest))
    return made


def _aggregate(units: list[bytes]) -> bytes:
    importance = max(unit[0] & 0x60 for unit in units)
    parts = (part for unit in units for part in (struct.pack("!H", len(unit)), unit))
    return bytes([importance | _STAP_A]) + b"".join(parts)


def _fragments(unit: bytes, longest: int) -> Iterator[bytes]:
    indicator, kind = unit[0] & 0xE0 | _FU_A, unit[0] & 0x1F
    size = longest - 2
    for at in range(1, len(unit), size):
        first = 0x80 if at == 1 else 0
        last = 0x40 if at + size >= len(unit) else 0
        yield bytes([indicator, first | last | kind]) + unit[at : at + size]
