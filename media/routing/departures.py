"""Number the packets of a down-link across all its streams, and learn how they fared (transport-cc)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback

#: At 2.5 Mbit/s in bursts of a frame this reaches back more than 10 s, longer than any feedback is late.
_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class PacketResult:
    """How one packet fared; `arrived_at` is on the receiver's own clock, `None` if it was lost."""

    size: int
    sent_at: float
    arrived_at: float | None


class DepartureLog:
    """Sizes and times of what was sent together, by transport-wide sequence number."""

    __slots__ = ("_departures", "_next")

    def __init__(self) -> None:
        self._next = 1
        #: First number, time, sizes.
        self._departures: deque[tuple[int, float, Sequence[int]]] = deque(maxlen=_REMEMBERED)

    def add(self, sizes: Sequence[int], now: float) -> int:
        """Take note of packets of these sizes and number them; the first number, of which 16 bits travel."""
        number = self._next
        self._next = number + len(sizes)
        self._departures.append((number, now, sizes))
        return number

    def results(self, feedback: TransportFeedback) -> list[PacketResult]:
        """The packets that a feedback speaks of, but those sent too long ago."""
        first = self._next - 1 - ((self._next - 1 - feedback.base) & 0xFFFF)
        results: list[PacketResult] = []
        for number, sent_at, sizes in self._since(first):
            if number >= first + len(feedback.arrivals):
                break
            for place, size in enumerate(sizes, number - first):
                if 0 <= place < len(feedback.arrivals):
                    tick = feedback.arrivals[place]
                    arrived = None if tick is None else tick / TICKS_PER_SECOND
                    results.append(PacketResult(size, sent_at, arrived))
        return results

    def _since(self, first: int) -> list[tuple[int, float, Sequence[int]]]:
        """The departures from the one on that holds this number, in their order."""
        found = []
        for departure in reversed(self._departures):
            found.append(departure)
            if departure[0] <= first:
                break
        found.reverse()
        return found
