"""Remember when each packet of an up-link came, and say so to its sender's bandwidth estimate."""

from __future__ import annotations

from media.packets.sequence import Unwrapper
from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback

#: A feedback packet must fit a datagram, at up to two bytes an arrival.
MOST_PER_FEEDBACK = 400
#: What came late is told again within this time, with its neighbours.
_MEMORY = 0.5
_LARGEST_JUMP = 2000
_MOST_KEPT = 5000
#: Two arrivals in one feedback may be 0x7FFF ticks (8.19 s) apart.
_LARGEST_STEP = 0x7FFF


class ArrivalLog:
    """Arrivals by transport-wide sequence number, waiting to be told."""

    __slots__ = ("_arrivals", "_next", "_number", "_unwrapper")

    def __init__(self) -> None:
        self._unwrapper = Unwrapper(16)
        self._arrivals: dict[int, int] = {}
        self._next: int | None = None
        self._number = 0

    def add(self, sequence: int, now: float) -> None:
        """Note that the packet with this transport-wide number came; a jump in numbers begins anew."""
        newest = self._unwrapper.newest
        place = self._unwrapper.unwrap(sequence)
        if newest is not None and abs(place - newest) > _LARGEST_JUMP:
            self._begin_anew(sequence)
            place = sequence
        if self._next is None or place < self._next:
            self._next = place
        if len(self._arrivals) < _MOST_KEPT:
            self._arrivals.setdefault(place, int(now * TICKS_PER_SECOND))

    def _begin_anew(self, sequence: int) -> None:
        self._arrivals.clear()
        self._next = None
        self._unwrapper = Unwrapper(16)
        self._unwrapper.unwrap(sequence)

    def feedback(self, sender_ssrc: int, media_ssrc: int, now: float) -> list[TransportFeedback]:
        """Everything not told yet; usually one packet, none if nothing came."""
        reports = []
        while self._next is not None and self._next <= (self._unwrapper.newest or 0):
            base = self._next
            arrivals = self._take(base)
            self._next = base + len(arrivals)
            if any(tick is not None for tick in arrivals):
                number = self._number & 0xFF
                reports.append(TransportFeedback(sender_ssrc, media_ssrc, base & 0xFFFF, number, arrivals))
                self._number += 1
        self._forget(now)
        return reports

    def _take(self, base: int) -> tuple[int | None, ...]:
        end = min(base + MOST_PER_FEEDBACK, (self._unwrapper.newest or 0) + 1)
        taken: list[int | None] = []
        last: int | None = None
        for place in range(base, end):
            tick = self._arrivals.get(place)
            if tick is not None and last is not None and abs(tick - last) > _LARGEST_STEP:
                break
            last = tick if tick is not None else last
            taken.append(tick)
        return tuple(taken)

    def _forget(self, now: float) -> None:
        oldest = int((now - _MEMORY) * TICKS_PER_SECOND)
        stale = [place for place, tick in self._arrivals.items() if tick < oldest]
        for place in stale:
            del self._arrivals[place]
