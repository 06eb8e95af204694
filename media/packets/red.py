"""Put earlier frames of sound beside the newest one, and take them apart again (RED, RFC 2198)."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

from media.packets.rtp import MalformedPacket

#: A block may be at most this far behind, in ticks of the clock, and this long, in bytes.
FARTHEST = (1 << 14) - 1
LONGEST = (1 << 10) - 1
#: What a redundant block costs beside its payload.
BLOCK_HEADER = 4
_FOLLOWED = 0x80
_HEAD = struct.Struct("!I")


class Block(NamedTuple):
    """One frame: what the codec made, its payload type, how many ticks it is behind the packet."""

    payload_type: int
    back: int
    payload: bytes


def build_red(payload_type: int, payload: bytes, earlier: Iterable[tuple[int, bytes]]) -> bytes:
    """
    A payload of the newest frame and of earlier ones of the same payload type, the oldest first.

    Each of `earlier` is how far it is behind, in ticks, and its payload. What
    does not fit the format is left out.
    """
    kept = [each for each in earlier if 0 < each[0] <= FARTHEST and 0 < len(each[1]) <= LONGEST]
    heads = [_HEAD.pack((_FOLLOWED | payload_type) << 24 | back << 10 | len(old)) for back, old in kept]
    return b"".join([*heads, bytes([payload_type]), *(old for _, old in kept), payload])


def parse_red(payload: bytes) -> list[Block]:
    """The frames of a payload, the newest last; raises `MalformedPacket`."""
    heads: list[tuple[int, int, int]] = []
    at = 0
    while at < len(payload) and payload[at] & _FOLLOWED:
        if at + BLOCK_HEADER > len(payload):
            raise MalformedPacket("a block's header runs past the end")
        (head,) = _HEAD.unpack_from(payload, at)
        heads.append((head >> 24 & 0x7F, head >> 10 & FARTHEST, head & LONGEST))
        at += BLOCK_HEADER
    if at >= len(payload):
        raise MalformedPacket("the newest block is missing")
    newest, at = payload[at], at + 1
    blocks = []
    for payload_type, back, size in heads:
        blocks.append(Block(payload_type, back, payload[at : at + size]))
        at += size
    if at > len(payload):
        raise MalformedPacket("a block runs past the end")
    return [*blocks, Block(newest, 0, payload[at:])]
