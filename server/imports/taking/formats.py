"""Say what format a film's picture is coded in, and put its frames as our files want them."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from typing import Any

from media.packets.codecs import h264, vp9
from media.packets.codecs.frame import Format
from media.packets.codecs.sps import parse_sps

_START = re.compile(rb"\x00?\x00\x00\x01")
_SPS, _PPS = 7, 8


def as_it_is(codec: str, extradata: bytes | None, first: bytes) -> Format | None:
    """The format of a track by its first frame; `None` where it can't be taken as it is."""
    if codec == "vp9":
        return vp9.describe(first)
    if codec != "h264" or not extradata or extradata[0] != 1 or extradata[4] & 3 != 3:
        return None
    try:
        size = struct.unpack_from("!H", extradata, 6)[0]
        parameters = parse_sps(extradata[8 : 8 + size])
    except (ValueError, struct.error, IndexError):
        return None
    return Format(parameters.codec, extradata, parameters.width, parameters.height)


def encoded(stream: Any) -> Format:
    """The format of an H.264 encoder that has begun. Raises `ValueError`."""
    units = _units(bytes(stream.codec_context.extradata or b""))
    sets = {unit[0] & 0x1F: unit for unit in units if unit}
    return h264.describe(sets[_SPS], [sets[_PPS]])


def prefixed(data: bytes) -> bytes:
    """A frame whose units begin with start codes (H.264, annex B), each behind its length instead."""
    return b"".join(struct.pack("!I", len(unit)) + unit for unit in _units(data))


def _units(data: bytes) -> list[bytes]:
    """The NAL units between start codes, which never occur within one."""
    marks = [*((match.start(), match.end()) for match in _START.finditer(data)), (len(data), len(data))]
    return [data[begin:end] for (_, begin), (end, _) in pairwise(marks) if end > begin]
