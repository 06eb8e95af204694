"""Send several datagrams to one address by one system call (UDP segmentation offload, `udp(7)`)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator, Sequence

from media.transport.path import Address

# Linux' numbers; Python 3.11 does not name them.
_SOL_UDP, _UDP_SEGMENT = 17, 103
_SIZE = struct.Struct("=H")
# The kernel's bounds: segments of one send, and bytes of what is one datagram to it.
_MOST_SEGMENTS = 64
_MOST_BYTES = 65_000


def can_segment(opened: socket.socket) -> bool:
    """Whether the kernel knows how to cut what is sent through this socket."""
    try:
        opened.getsockopt(_SOL_UDP, _UDP_SEGMENT)
    except OSError:
        return False
    return True


def runs(packets: Sequence[bytes]) -> Iterator[list[bytes]]:
    """
    Part packets, in their order, into runs that one send may carry.

    All of a run are of one size but the last, which may be shorter.
    """
    run: list[bytes] = []
    size = room = 0
    for data in packets:
        length = len(data)
        if room and length <= size:
            run.append(data)
            # Nothing may follow a shorter one.
            room = room - 1 if length == size else 0
        else:
            if run:
                yield run
            run, size = [data], length
            room = min(_MOST_SEGMENTS, _MOST_BYTES // max(1, size)) - 1
    if run:
        yield run


def send_run(opened: socket.socket, run: Sequence[bytes], address: Address) -> bool:
    """
    Send a run of at least two at once; raises `BlockingIOError` when there is no room.

    False where the way to the address cannot take it: one whose packets must be
    smaller takes each datagram for itself, as fragments.
    """
    size = _SIZE.pack(len(run[0]))
    try:
        opened.sendmsg(run, [(_SOL_UDP, _UDP_SEGMENT, size)], 0, address)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True
