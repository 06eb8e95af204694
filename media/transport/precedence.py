"""Tell a picture's packets from others without a key, where a narrow way must drop something."""

from __future__ import annotations

import secrets


def new_ssrc(*, picture: bool) -> int:
    """
    A random SSRC to send under: odd for a picture and its retransmissions, even for sound.

    The SSRC stays readable in an encrypted packet, so whoever has to queue it
    knows what it is worth.
    """
    # Small numbers stand for "nobody" in the RTCP of receive-only browsers.
    return (secrets.randbelow(0xFFFFFE00) + 0x100) & ~1 | picture


def is_picture(datagram: bytes) -> bool:
    """Whether a datagram of ours is an RTP packet of a picture; STUN, DTLS, RTCP and sound are not."""
    if len(datagram) < 12 or not 128 <= datagram[0] < 192:
        return False
    # RFC 5761: the packet types 192 to 223 are RTCP.
    return not 192 <= datagram[1] < 224 and datagram[11] & 1 == 1
