"""Find the whole fragments in an MP4 file of ours, however abruptly its writing ended."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from media.recording.samples import Extent, Layout

_HEAD = struct.Struct("!I4s")
_NON_SYNC_BIT = 0x00010000
# A moof of 2 s holds some hundred samples; anything larger is not ours.
_MOST_MOOF = 1 << 20


def layout(stream: BinaryIO, size: int) -> Layout:
    """
    Read the box structure of the first `size` bytes; media data is skipped.

    What stands behind the last whole `moof` + `mdat`, or cannot be understood,
    is left out of the answer's `end`.
    """
    init_size = 0
    extents: list[Extent] = []
    moof: tuple[int, int] | None = None
    for kind, offset, box_size in _boxes(stream, 0, size):
        if kind in (b"ftyp", b"moov") and not extents and moof is None:
            init_size = offset + box_size
        elif kind == b"moof" and moof is None and init_size:
            moof = offset, box_size
        elif kind == b"mdat" and moof is not None:
            extent = _extent(stream, moof[0], moof[1], box_size)
            if extent is None:
                break
            extents.append(extent)
            moof = None
        else:
            break
    end = extents[-1].offset + extents[-1].size if extents else init_size
    return Layout(init_size, tuple(extents), end)


def _boxes(stream: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        size, kind = _HEAD.unpack(head)
        if size < 8 or at + size > end:
            return
        yield kind, at, size
        at += size


def _extent(stream: BinaryIO, offset: int, moof_size: int, mdat_size: int) -> Extent | None:
    if moof_size > _MOST_MOOF:
        return None
    stream.seek(offset)
    moof = stream.read(moof_size)
    try:
        start, samples = _read_moof(moof)
    except (struct.error, KeyError, ValueError):
        return None
    if not samples or sum(size for _, size, _ in samples) != mdat_size - 8:
        return None
    duration = sum(each for each, _, _ in samples)
    keyframe = not samples[0][2] & _NON_SYNC_BIT
    return Extent(offset, moof_size + mdat_size, start, duration, len(samples), keyframe)


def _read_moof(moof: bytes) -> tuple[int, list[tuple[int, int, int]]]:
    """Its decode time, and duration, size and flags of each sample."""
    track = dict(_children(moof, 8))[b"traf"]
    parts = dict(_children(track, 8))
    (start,) = struct.unpack_from("!Q", parts[b"tfdt"], 12)
    run = parts[b"trun"]
    flags, count = struct.unpack_from("!II", run, 8)
    width = 2 + (1 if flags & 0x400 else 0) + (1 if flags & 0x800 else 0)
    numbers = struct.unpack_from(f"!{width * count}I", run, 20)
    samples = [
        (numbers[at], numbers[at + 1], numbers[at + 2] if flags & 0x400 else 0)
        for at in range(0, width * count, width)
    ]
    return start, samples


def _children(box: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(box):
        size, kind = _HEAD.unpack_from(box, at)
        if size < 8 or at + size > len(box):
            raise ValueError("a box runs past its parent")
        yield kind, box[at : at + size]
        at += size
