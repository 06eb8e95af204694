"""Find the whole clusters in a WebM file of ours, however abruptly its writing ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from media.recording import webm
from media.recording.samples import Extent, Layout

_HEADS = (webm.EBML, webm.INFO, webm.TRACKS)
# Two seconds of video; anything larger is not ours.
_MOST_CLUSTER = 1 << 26


def layout(stream: BinaryIO, size: int) -> Layout:
    """
    Read the elements in the first `size` bytes.

    What stands behind the last whole cluster, or cannot be understood, is left
    out of the answer's `end`.
    """
    init_size = 0
    extents: list[Extent] = []
    for identifier, offset, whole in _elements(stream, size):
        if identifier in _HEADS and not extents:
            init_size = offset + whole if identifier == webm.TRACKS else 0
        elif identifier == webm.CLUSTER and init_size:
            extent = _extent(stream, offset, whole)
            if extent is None:
                break
            extents.append(extent)
        else:
            break
    end = extents[-1].offset + extents[-1].size if extents else init_size
    return Layout(init_size, tuple(extents), end)


def _elements(stream: BinaryIO, end: int) -> Iterator[tuple[int, int, int]]:
    """Identifier, offset and whole size of every element under the (open-ended) segment."""
    at = 0
    while at < end:
        stream.seek(at)
        head = stream.read(12)
        try:
            identifier, length = _vint(head, 0, keep_marker=True)
            size, width = _vint(head, length, keep_marker=False)
        except IndexError:
            return
        if identifier == webm.SEGMENT:
            at += length + width
            continue
        whole = length + width + size
        if at + whole > end:
            return
        yield identifier, at, whole
        at += whole


def _vint(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A variable-size number (RFC 8794, 4) and its length; raises `IndexError` where it is broken."""
    length = 9 - data[at].bit_length()
    if length > 8 or at + length > len(data):
        raise IndexError("a broken number")
    value = int.from_bytes(data[at : at + length], "big")
    return (value if keep_marker else value & ((1 << 7 * length) - 1)), length


def _extent(stream: BinaryIO, offset: int, whole: int) -> Extent | None:
    if whole > _MOST_CLUSTER:
        return None
    stream.seek(offset)
    cluster = stream.read(whole)
    try:
        children = list(_children(cluster))
        groups = [list(_children(body, 0)) for identifier, body in children if identifier == webm.BLOCK_GROUP]
        start = int.from_bytes(dict(children)[webm.TIMECODE], "big")
        durations = [int.from_bytes(dict(group)[webm.BLOCK_DURATION], "big") for group in groups]
        keyframe = webm.REFERENCE_BLOCK not in dict(groups[0])
    except (IndexError, KeyError):
        return None
    return Extent(offset, whole, start, sum(durations), len(groups), keyframe)


def _children(element: bytes, at: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The elements in a body (`at` 0), or in a whole element behind its own head."""
    if at is None:
        _, length = _vint(element, 0, keep_marker=True)
        at = length + _vint(element, length, keep_marker=False)[1]
    while at < len(element):
        identifier, length = _vint(element, at, keep_marker=True)
        size, width = _vint(element, at + length, keep_marker=False)
        at += length + width
        if at + size > len(element):
            raise IndexError("an element runs past its parent")
        yield identifier, element[at : at + size]
        at += size
