"""Number the packets of a down-link across all its streams, and learn how they fared (transport-cc)."""

from __future__ import annotations

from dataclasses import dataclass

from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback

#: At 2.5 Mbit/s this reaches back 14 s, longer than any feedback is late.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class PacketResult:
    """How one packet fared; `arrived_at` is on the receiver's own clock, `None` if it was lost."""

    size: int
    sent_at: float
    arrived_at: float | None


class DepartureLog:
    """Sizes and times of what was sent, by transport-wide sequence number."""

    __slots__ = ("_next", "_sizes", "_times")

    def __init__(self) -> None:
        self._next = 1
        self._sizes = [0] * _REMEMBERED
        self._times = [0.0] * _REMEMBERED

    def add(self, size: int, now: float) -> int:
        """Take note of a packet and give it its number, which travels with its lower 16 bits."""
        number = self._next
        self._next = number + 1
        place = number % _REMEMBERED
        self._sizes[place] = size
        self._times[place] = now
        return number

    def results(self, feedback: TransportFeedback) -> list[PacketResult]:
        """The packets that a feedback speaks of, but those sent too long ago."""
        first = self._next - 1 - ((self._next - 1 - feedback.base) & 0xFFFF)
        results = []
        for number, tick in enumerate(feedback.arrivals, first):
            if max(0, self._next - _REMEMBERED) < number < self._next:
                place = number % _REMEMBERED
                arrived = None if tick is None else tick / TICKS_PER_SECOND
                results.append(PacketResult(self._sizes[place], self._times[place], arrived))
        return results
