"""Pack RTCP into datagrams that no path has to fragment, and take it out of those that come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from media.packets.rtcp import RtcpPacket, parse_rtcp
from media.packets.rtp import MalformedPacket

LARGEST_DATAGRAM = 1200


def pack_compounds(head: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """
    Datagrams that each begin with `head` and carry the parts in their order.

    A report must come first (RFC 3550, 6.1): some receivers drop feedback that
    stands alone, so every datagram gets the head. Nothing comes without parts.
    """
    datagram = head
    for part in parts:
        if len(datagram) + len(part) > LARGEST_DATAGRAM and datagram is not head:
            yield datagram
            datagram = head
        datagram += part
    if datagram is not head:
        yield datagram


def unpack_compound(data: bytes, drops: Counter[str]) -> list[RtcpPacket]:
    """The packets of a decrypted datagram; none, and a drop, if it is not RTCP."""
    try:
        return parse_rtcp(data)
    except MalformedPacket:
        drops["malformed"] += 1
        return []
