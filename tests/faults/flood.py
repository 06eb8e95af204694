"""Send datagrams that mean nothing to a UDP port of this machine: `flood.py PORT COUNT`."""

from __future__ import annotations

import random
import socket
import struct
import sys
import time

BURST = 200
PAUSE_S = 0.004


def datagram(noise: random.Random, number: int) -> bytes:
    """By turns: DTLS, RTP, RTCP, a STUN check, and no protocol at all."""
    junk = noise.randbytes(noise.randrange(200))
    heads = (
        b"\x16\xfe\xff",
        b"\x80\x66",
        b"\x80\xc8",
        struct.pack("!HHI", 1, len(junk), 0x2112A442) + noise.randbytes(12),
        b"",
    )
    return heads[number % len(heads)] + junk


def flood(port: int, count: int) -> None:
    noise = random.Random(7)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(count):
            sender.sendto(datagram(noise, number), ("127.0.0.1", port))
            if number % BURST == 0:
                time.sleep(PAUSE_S)


if __name__ == "__main__":
    flood(int(sys.argv[1]), int(sys.argv[2]))
