"""Pack RTCP into datagrams that no path has to fragment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
