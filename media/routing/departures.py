"""Number the packets of a down-link across all its streams, and learn how they fared (transport-cc)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TypeVar

from media.bandwidth.report import Report
from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback

#: At 3 Mbit/s this reaches back 10 s, longer than any feedback is late. A power of two; also in lanes.c.
REMEMBERED = 4096
_PLACE = REMEMBERED - 1
_REPEATED = 256
_TICK = 1 / TICKS_PER_SECOND
#: Beside the payload a packet takes RTP's header and our extensions, SRTP's tag, UDP's and IP's header.
OVERHEAD = 64

Number = TypeVar("Number", int, float)


class DepartureLog:
    """Sizes and times of what was sent, by transport-wide sequence number."""

    __slots__ = ("_next", "_repeated", "_sizes", "_times")

    def __init__(self) -> None:
        self._next = array("Q", [1])
        # Most of the memory of a receiver: not before a packet is numbered.
        self._times, self._sizes = array("d"), array("H")
        #: What is repeated as it was counts as lost, in the order of the repeats.
        self._repeated: dict[int, None] = {}

    @property
    def columns(self) -> tuple[array[int], array[float], array[int]]:
        """The next number; times and sizes, each packet's at its number modulo `REMEMBERED`."""
        if not self._times:
            self._times.frombytes(bytes(REMEMBERED * self._times.itemsize))
            self._sizes.frombytes(bytes(REMEMBERED * self._sizes.itemsize))
        return self._next, self._times, self._sizes

    def add(self, sizes: Sequence[int], now: float) -> int:
        """Take note of packets of these sizes and number them; the first number, of which 16 bits travel."""
        first, times, column = self.columns
        number = first[0]
        first[0] = number + len(sizes)
        for place, size in enumerate(sizes, number):
            times[place & _PLACE] = now
            column[place & _PLACE] = size
        return number

    def repeated(self, number: int) -> None:
        """A packet goes out again under its number: when that one arrives says nothing about the line."""
        self._repeated[number] = None
        if len(self._repeated) > _REPEATED:
            del self._repeated[next(iter(self._repeated))]

    @property
    def next(self) -> int:
        """The number that the next packet gets."""
        return self._next[0]

    @property
    def _oldest(self) -> int:
        """The first number of which something is known."""
        return max(1, self._next[0] - REMEMBERED)

    def size_since(self, number: int) -> int:
        """Bytes on the wire of everything from this number on."""
        sizes = _cut(self._sizes, max(number, self._oldest), self._next[0])
        return sum(sizes) + OVERHEAD * len(sizes)

    def _first_of(self, feedback: TransportFeedback) -> int:
        newest = self._next[0] - 1
        return newest - ((newest - feedback.base) & 0xFFFF)

    def glance(self, feedback: TransportFeedback) -> tuple[int, int, float, float] | None:
        """
        The first number a feedback speaks of, the one after its last, and when that was sent and arrived.

        `None` where a packet is missing, or the last is not known any more.
        """
        arrivals = feedback.arrivals
        newest = arrivals[-1] if arrivals else None
        if newest is None or None in arrivals:
            return None
        first = self._first_of(feedback)
        end = first + len(arrivals)
        last = min(end, self._next[0]) - 1
        if last < self._oldest:
            return None
        return first, end, self._times[last & _PLACE], newest * _TICK

    def report(self, feedback: TransportFeedback) -> Report | None:
        """What a feedback says of the packets that are still known; `None` if that is nothing."""
        begin = self._first_of(feedback)
        end = min(begin + len(feedback.arrivals), self._next[0])
        if not self._oldest <= begin < end:
            return None
        sizes = [size + OVERHEAD for size in _cut(self._sizes, begin, end)]
        arrivals = feedback.arrivals[: end - begin]
        return Report(begin, sizes, _cut(self._times, begin, end), self._arrived(begin, arrivals))

    def _arrived(self, begin: int, ticks: Sequence[int | None]) -> list[float | None]:
        times = [None if tick is None else tick * _TICK for tick in ticks]
        for number in self._repeated:
            if 0 <= number - begin < len(times):
                times[number - begin] = None
        return times


def _cut(column: array[Number], begin: int, end: int) -> array[Number]:
    """The entries of these numbers in their order."""
    start, stop = begin & _PLACE, end & _PLACE
    if begin < end and stop <= start:
        return column[start:] + column[:stop]
    return column[start:stop]
