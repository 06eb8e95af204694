"""Write VP8 as WebM, one cluster a fragment: browsers play VP8 out of nothing else."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from media.packets.codecs.frame import Format
from media.recording.samples import Sample

EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TIMECODE, BLOCK_GROUP, BLOCK, BLOCK_DURATION, REFERENCE_BLOCK = 0xE7, 0xA0, 0xA1, 0x9B, 0xFB
TIMESCALE = 1000
_UNKNOWN_SIZE = b"\x01" + b"\xff" * 7
_NANOSECONDS = 1_000_000_000 // TIMESCALE


def init_section(form: Format) -> bytes:
    """Everything in front of the first cluster; the segment's size stays unknown, as in a live stream."""
    head = _element(
        EBML,
        _number(0x4286, 1),
        _number(0x42F7, 1),
        _number(0x42F2, 4),
        _number(0x42F3, 8),
        _element(0x4282, b"webm"),
        _number(0x4287, 4),
        _number(0x4285, 2),
    )
    info = _element(
        INFO, _number(0x2AD7B1, _NANOSECONDS), _element(0x4D80, b"Tongke"), _element(0x5741, b"Tongke")
    )
    picture = _element(0xE0, _number(0xB0, form.width), _number(0xBA, form.height))
    track = _element(
        0xAE, _number(0xD7, 1), _number(0x73C5, 1), _number(0x83, 1), _element(0x86, b"V_VP8"), picture
    )
    return head + _identifier(SEGMENT) + _UNKNOWN_SIZE + info + _element(TRACKS, track)


def fragment(samples: Sequence[Sample]) -> bytes:
    """A cluster of samples; their times are milliseconds and lie within 32 s."""
    start = samples[0].time
    return _element(CLUSTER, _number(TIMECODE, start), *(_block_group(sample, start) for sample in samples))


def _block_group(sample: Sample, start: int) -> bytes:
    block = _element(BLOCK, struct.pack("!BhB", 0x81, sample.time - start, 0), sample.data)
    duration = _number(BLOCK_DURATION, sample.duration)
    if sample.keyframe:
        return _element(BLOCK_GROUP, block, duration)
    # A block is a keyframe unless it refers to another; -1 ms says "to one before", as live writers do.
    return _element(BLOCK_GROUP, block, duration, _element(REFERENCE_BLOCK, b"\xff"))


def _identifier(identifier: int) -> bytes:
    return identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")


def _element(identifier: int, *parts: bytes) -> bytes:
    size = sum(map(len, parts))
    length = 1
    while size >= (1 << 7 * length) - 1:
        length += 1
    coded = (size | 1 << 7 * length).to_bytes(length, "big")
    return b"".join((_identifier(identifier), coded, *parts))


def _number(identifier: int, value: int) -> bytes:
    return _element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))
