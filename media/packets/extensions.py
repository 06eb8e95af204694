"""Write the few RTP header extensions that a relay puts on what it sends (RFC 8285, one-byte form)."""

from __future__ import annotations

import struct
from collections.abc import Iterable

#: The one-byte form has room for these identifiers and for 16 bytes of content.
LARGEST_IDENTIFIER = 14
_LONGEST_CONTENT = 16


def build_extensions(elements: Iterable[tuple[int, bytes]]) -> bytes:
    """
    The extension block of `(identifier, content)` pairs, in their order; empty without any.

    What the one-byte form cannot carry is left out: no receiver needs the
    extensions that we write to understand the media.
    """
    body = b"".join(
        bytes([identifier << 4 | len(content) - 1]) + content
        for identifier, content in elements
        if identifier <= LARGEST_IDENTIFIER and 0 < len(content) <= _LONGEST_CONTENT
    )
    if not body:
        return b""
    body += bytes(-len(body) % 4)
    return struct.pack("!HH", 0xBEDE, len(body) // 4) + body
