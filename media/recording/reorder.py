"""Put one encoding's packets back into order, and say which will never come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from media.packets.rtp import RtpPacket

# Enough for several retransmissions over a line of 150 ms, and a crash still costs less than 2 s.
PATIENCE = 0.6  # seconds
# RFC 3550, A.1: a packet this far off is believed only when the next one follows it.
_MOST_AHEAD = 3000


@dataclass(frozen=True, slots=True)
class Lost:
    """At this place `count` packets are missing for good."""

    count: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """A packet in its place, and when it came (Unix seconds)."""

    packet: RtpPacket
    at: float


class Reorder:
    """
    Hold packets back while one before them is missing, for `patience` seconds at most.

    `late` counts duplicates and those that came after their place was given up,
    `strange` those far outside the stream.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self.late = 0
        self.strange = 0
        self._patience = patience
        #: By place: the sequence number, counted on past its wrap.
        self._held: dict[int, Arrived] = {}
        self._next: int | None = None
        self._after_strange: int | None = None

    def push(self, packet: RtpPacket, now: float) -> Iterator[Arrived | Lost]:
        """Take in one packet; gives what is in order by now. Exhaust the iterator."""
        if self._next is None:
            self._next = packet.sequence
        ahead = ((packet.sequence - self._next + 0x8000) & 0xFFFF) - 0x8000
        if not -_MOST_AHEAD <= ahead <= _MOST_AHEAD:
            yield from self._meet_strange(packet, now)
            return
        self._after_strange = None
        if ahead == 0 and not self._held:
            self._next = self._next + 1
            yield Arrived(packet, now)
            return
        self._hold(self._next + ahead, Arrived(packet, now))
        yield from self._release()
        yield from self.expire(now)

    def expire(self, now: float) -> Iterator[Arrived | Lost]:
        """Give up what has been waited for too long; gives what is in order then. Exhaust the iterator."""
        while self._held and now - self._oldest() >= self._patience:
            yield from self._give_up()

    def _oldest(self) -> float:
        # Packets are entered as they arrive, and a dictionary keeps that order.
        return next(iter(self._held.values())).at

    def flush(self) -> Iterator[Arrived | Lost]:
        """Give everything that is held, whatever is missing. Exhaust the iterator."""
        while self._held:
            yield from self._give_up()

    def _hold(self, place: int, arrived: Arrived) -> None:
        assert self._next is not None
        if place < self._next or place in self._held:
            self.late += 1
        else:
            self._held[place] = arrived

    def _release(self) -> Iterator[Arrived]:
        assert self._next is not None
        while (arrived := self._held.pop(self._next, None)) is not None:
            self._next += 1
            yield arrived

    def _give_up(self) -> Iterator[Arrived | Lost]:
        assert self._next is not None
        first = min(self._held)
        yield Lost(first - self._next)
        self._next = first
        yield from self._release()

    def _meet_strange(self, packet: RtpPacket, now: float) -> Iterator[Arrived | Lost]:
        if packet.sequence != self._after_strange:
            self.strange += 1
            self._after_strange = (packet.sequence + 1) & 0xFFFF
            return
        yield from self.flush()
        yield Lost(1)
        self._next = packet.sequence
        yield from self.push(packet, now)
