"""Hold a stream's newest packets so that one lost on a receiver's line can be sent to it again."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from media.packets.rtp import RtpPacket

#: A receiver gives up on a packet after about a second; 1 MB is 3 s of the largest picture we forward.
LONGEST_AGE = 2.0
MOST_BYTES = 1_000_000


class PacketCache:
    """Packets by sequence number, bounded by their bytes and their age in seconds."""

    __slots__ = ("_age", "_limit", "_order", "_packets", "size")

    def __init__(self, most_bytes: int = MOST_BYTES, longest_age: float = LONGEST_AGE) -> None:
        self._packets: dict[int, RtpPacket] = {}
        self._order: deque[tuple[float, int, Sequence[RtpPacket]]] = deque()
        self._limit = most_bytes
        self._age = longest_age
        self.size = 0

    def add(self, packets: Sequence[RtpPacket], now: float) -> int:
        """Keep packets that came together, the oldest make room for them; give their size in bytes."""
        size = 0
        for packet in packets:
            self._packets[packet.sequence] = packet
            size += len(packet.data)
        self._order.append((now, size, packets))
        self.size += size
        if self.size > self._limit:
            self._drop_oldest(now)
        return size

    def get(self, sequence: int) -> RtpPacket | None:
        return self._packets.get(sequence)

    def since(self, begin: float) -> list[RtpPacket]:
        """What has come from then on, in the order of arrival."""
        found: list[RtpPacket] = []
        for at, _, packets in reversed(self._order):
            if at < begin:
                break
            found[:0] = packets
        return found

    def expire(self, now: float) -> None:
        """Let go of what is too old to be asked for; call it now and then."""
        oldest = now - self._age
        while self._order and self._order[0][0] < oldest:
            self._pop()

    def clear(self) -> None:
        """Let go of everything; who still holds the cache for answering NACKs finds nothing."""
        self._packets.clear()
        self._order.clear()
        self.size = 0

    def _drop_oldest(self, now: float) -> None:
        self.expire(now)
        while self.size > self._limit:
            self._pop()

    def _pop(self) -> None:
        _, size, packets = self._order.popleft()
        self.size -= size
        for packet in packets:
            # A number used again (after a wrap or a restart) belongs to the newer packet.
            if self._packets.get(packet.sequence) is packet:
                del self._packets[packet.sequence]
