"""Number the packets of a down-link across all its streams, and learn how they fared (transport-cc)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from media.bandwidth.report import Report
from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback

#: At 2.5 Mbit/s in bursts of a frame this reaches back more than 10 s, longer than any feedback is late.
_REMEMBERED = 1024
_REPEATED = 256
_TICK = 1 / TICKS_PER_SECOND
#: Beside the payload a packet takes RTP's header and our extensions, SRTP's tag, UDP's and IP's header.
OVERHEAD = 64


class DepartureLog:
    """Sizes and times of what was sent together, by transport-wide sequence number."""

    __slots__ = ("_departures", "_next", "_repeated")

    def __init__(self) -> None:
        self._next = 1
        #: First number, time, sizes.
        self._departures: deque[tuple[int, float, Sequence[int]]] = deque(maxlen=_REMEMBERED)
        #: What is repeated as it was counts as lost, in the order of the repeats.
        self._repeated: dict[int, None] = {}

    def add(self, sizes: Sequence[int], now: float) -> int:
        """Take note of packets of these sizes and number them; the first number, of which 16 bits travel."""
        number = self._next
        self._next = number + len(sizes)
        self._departures.append((number, now, sizes))
        return number

    def repeated(self, number: int) -> None:
        """A packet goes out again under its number: when that one arrives says nothing about the line."""
        self._repeated[number] = None
        if len(self._repeated) > _REPEATED:
            del self._repeated[next(iter(self._repeated))]

    @property
    def next(self) -> int:
        """The number that the next packet gets."""
        return self._next

    def size_since(self, number: int) -> int:
        """Bytes on the wire of everything from this number on."""
        return sum(
            size + OVERHEAD
            for first, _, sizes in self._since(number)
            for size in sizes[max(0, number - first) :]
        )

    def glance(self, feedback: TransportFeedback) -> tuple[int, int, float, float] | None:
        """
        The first number a feedback speaks of, the one after its last, and when that was sent and arrived.

        `None` where a packet is missing, or the last is not known any more.
        """
        arrivals = feedback.arrivals
        newest = arrivals[-1] if arrivals else None
        if newest is None or None in arrivals:
            return None
        first = self._next - 1 - ((self._next - 1 - feedback.base) & 0xFFFF)
        end = first + len(arrivals)
        for number, sent_at, _ in reversed(self._departures):
            if number < end:
                return first, end, sent_at, newest * _TICK
        return None

    def report(self, feedback: TransportFeedback) -> Report | None:
        """What a feedback says of the packets that are still known; `None` if that is nothing."""
        begin = self._next - 1 - ((self._next - 1 - feedback.base) & 0xFFFF)
        departures = self._since(begin)
        if not departures or begin < departures[0][0]:
            return None
        sizes: list[int] = []
        sent: list[float] = []
        for _, sent_at, some in departures:
            sizes += some
            sent += [sent_at] * len(some)
        skipped = begin - departures[0][0]
        end = min(skipped + len(feedback.arrivals), len(sizes))
        arrivals = feedback.arrivals[: end - skipped]
        if not arrivals:
            return None
        return Report(
            begin,
            [size + OVERHEAD for size in sizes[skipped:end]],
            sent[skipped:end],
            self._times(begin, arrivals),
        )

    def _times(self, begin: int, ticks: Sequence[int | None]) -> list[float | None]:
        times = [None if tick is None else tick * _TICK for tick in ticks]
        for number in self._repeated:
            if 0 <= number - begin < len(times):
                times[number - begin] = None
        return times

    def _since(self, first: int) -> list[tuple[int, float, Sequence[int]]]:
        """The departures from the one on that holds this number, in their order."""
        found = []
        for departure in reversed(self._departures):
            found.append(departure)
            if departure[0] <= first:
                break
        found.reverse()
        return found
