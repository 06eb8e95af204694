"""One direction of a TCP connection: everything arrives in order, but a loss makes the rest wait."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.network import Network

_SEGMENT = 1448
_HEADERS = 52  # IPv4, TCP and its time stamps
_BUFFER = 64 * 1024
_FIRST_WINDOW = 10.0
_SHORTEST_TIMEOUT = 0.2
_LONGEST_TIMEOUT = 60.0
_DUPLICATES = 3  # so many later segments tell the sender of a loss before its timer does


@dataclass
class Segment:
    """A piece of the stream; who empties the network calls `deliver`."""

    stream: Stream
    number: int
    data: bytes
    sent_at: float = 0.0
    tries: int = 0

    def deliver(self, at: float) -> None:
        self.stream.arrive(self, at)


class Stream:
    """
    A TCP sender with slow start, congestion avoidance, fast retransmission and timeouts, and its receiver.

    Write while there is `room` and call `wind` at `next_event`; `receive` is called
    with what has come through in order. Acknowledgements take `way_back()` seconds
    and do not get lost: the next one says the same.
    """

    def __init__(
        self,
        network: Network,
        way_back: Callable[[], float],
        receive: Callable[[bytes], None],
        opens_at: float = 0.0,
    ) -> None:
        self._network, self._way_back, self._opens_at = network, way_back, opens_at
        self._receive = receive
        self._unsent = bytearray()
        self._numbers = self._expected = 0
        self._flying: dict[int, Segment] = {}
        self._held: dict[int, bytes] = {}
        self._events: list[tuple[float, int, str]] = []
        self._window, self._threshold = _FIRST_WINDOW, 1e9
        self._round_trip = network.conditions.delay + way_back()
        self._shrunk_at = 0.0
        if opens_at > 0:
            heapq.heappush(self._events, (opens_at, -1, "open"))

    @property
    def room(self) -> int:
        """How many bytes it takes now."""
        return _BUFFER - len(self._unsent) - _SEGMENT * len(self._flying)

    @property
    def empty(self) -> bool:
        """Whether everything that was written has arrived."""
        return not self._unsent and not self._flying

    @property
    def next_event(self) -> float | None:
        return self._events[0][0] if self._events else None

    def write(self, data: bytes, now: float) -> None:
        self._unsent += data
        self._send_more(now)

    def arrive(self, segment: Segment, at: float) -> None:
        """A segment has come through."""
        heapq.heappush(self._events, (at + self._way_back(), segment.number, "ack"))
        if segment.number >= self._expected:
            self._held[segment.number] = segment.data
        ready = bytearray()
        while self._expected in self._held:
            ready += self._held.pop(self._expected)
            self._expected += 1
        if ready:
            self._receive(bytes(ready))

    def wind(self, now: float) -> None:
        """Let everything happen that is due."""
        while self._events and self._events[0][0] <= now:
            at, number, kind = heapq.heappop(self._events)
            segment = self._flying.get(number)
            if segment is None:
                continue
            if kind == "ack":
                self._acknowledged(segment, at)
            else:
                self._transmit(segment, now)
        self._send_more(now)

    def _acknowledged(self, segment: Segment, now: float) -> None:
        del self._flying[segment.number]
        if segment.tries == 1:
            self._round_trip += (now - segment.sent_at - self._round_trip) / 8
        self._window += 1 if self._window < self._threshold else 1 / self._window

    def _send_more(self, now: float) -> None:
        while self._unsent and len(self._flying) < int(self._window) and now >= self._opens_at:
            data = bytes(self._unsent[:_SEGMENT])
            del self._unsent[:_SEGMENT]
            segment = self._flying[self._numbers] = Segment(self, self._numbers, data)
            self._numbers += 1
            self._transmit(segment, now)

    def _transmit(self, segment: Segment, now: float) -> None:
        segment.sent_at, segment.tries = now, segment.tries + 1
        if not self._network.send(segment, now, len(segment.data) + _HEADERS):
            self._shrink(now)
            heapq.heappush(self._events, (now + self._until_retransmission(segment), segment.number, "again"))

    def _until_retransmission(self, segment: Segment) -> float:
        if segment.tries == 1 and len(self._flying) > _DUPLICATES:
            return self._round_trip
        timeout = max(_SHORTEST_TIMEOUT, 2 * self._round_trip)
        return min(_LONGEST_TIMEOUT, timeout * 2.0 ** (segment.tries - 1))

    def _shrink(self, now: float) -> None:
        if now - self._shrunk_at > self._round_trip:
            self._shrunk_at = now
            self._window = self._threshold = max(2.0, self._window * 0.7)
