"""Order what waits for a TCP connection: sound overtakes picture, and a late picture is left out."""

from __future__ import annotations

from collections import Counter, deque

from media.transport.precedence import is_picture
from media.transport.tcp_frames import frame

# An old picture is worth less than the next keyframe, but on a slow line a keyframe alone takes a second.
LATEST_PICTURE_S = 1.5
# Three of the largest keyframes; a congested line does not send more within that time.
MOST_PICTURE_BYTES = 512 << 10
# Sound, reports, handshakes and checks: later than some seconds of open microphones nobody wants to hear.
MOST_OTHER_BYTES = 64 << 10


class Outbox:
    """
    The queue of one connection, bounded by bytes and by age. Pure.

    `put` what is to be sent, `take` when the connection has room. Once a packet
    of a picture had to go, the picture's other packets waiting go too, and
    `lost_picture` is set: when it is `empty` again, ask for keyframes.
    """

    def __init__(self, counters: Counter[str]) -> None:
        self.lost_picture = False
        self._counters = counters
        self._other: deque[bytes] = deque()
        self._other_bytes = 0
        self._picture: deque[tuple[float, bytes]] = deque()
        self._picture_bytes = 0

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._other and not self._picture

    def put(self, datagram: bytes, now: float) -> None:
        """Queue one datagram; drops by the bounds, with a count for each reason."""
        if not is_picture(datagram):
            self._put_other(datagram)
        elif self.lost_picture:
            self._counters["drop_tcp_picture_late"] += 1
        else:
            self._picture.append((now, frame(datagram)))
            self._picture_bytes += len(datagram)
            if self._picture_bytes > MOST_PICTURE_BYTES or now - self._picture[0][0] > LATEST_PICTURE_S:
                self._leave_out_picture()

    def take(self, most: int) -> bytes:
        """The next frames, joined, of about `most` bytes and at least one frame; empty when nothing waits."""
        taken: list[bytes] = []
        size = 0
        while size < most and not self.empty:
            if self._other:
                framed = self._other.popleft()
                self._other_bytes -= len(framed) - 2
            else:
                framed = self._picture.popleft()[1]
                self._picture_bytes -= len(framed) - 2
            taken.append(framed)
            size += len(framed)
        return b"".join(taken)

    def _put_other(self, datagram: bytes) -> None:
        if self._other_bytes + len(datagram) > MOST_OTHER_BYTES:
            self._counters["drop_tcp_queue_full"] += 1
            return
        self._other.append(frame(datagram))
        self._other_bytes += len(datagram)

    def _leave_out_picture(self) -> None:
        self._counters["drop_tcp_picture_late"] += len(self._picture)
        self._picture.clear()
        self._picture_bytes = 0
        self.lost_picture = True
