"""A line that loses, delays, reorders and repeats packets: seeded, in virtual time, without any I/O."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Bursts:
    """
    Gilbert-Elliott losses: a good and a bad state with the chance to leave each per packet.

    In the bad state a packet is lost with the chance `loss`.
    """

    enter: float
    leave: float
    loss: float = 1.0


@dataclass(frozen=True)
class Conditions:
    """Chances are 0 to 1, times in seconds, `rate` in bit/s with a queue of `queue` bytes before it."""

    loss: float = 0.0
    bursts: Bursts | None = None
    delay: float = 0.02
    jitter: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    rate: float | None = None
    queue: int = 50_000


class Network:
    """
    One direction of a line. Put packets in with `send`, take out what has arrived with `receive`.

    Without reordering packets stay in order whatever the jitter, as in a router's
    queue; a reordered packet is overtaken by those of the next 30 ms.
    """

    def __init__(self, conditions: Conditions, seed: int = 1) -> None:
        self.conditions = conditions
        self.lost = 0
        self.sent = 0
        self._random = random.Random(seed)
        self._flying: list[tuple[float, int, bytes]] = []
        self._flights = 0
        self._bad = False
        self._link_free = 0.0
        self._last_arrival = 0.0

    def send(self, data: bytes, now: float) -> None:
        self.sent += 1
        if self._is_lost() or self._queue_is_full(now):
            self.lost += 1
            return
        self._fly(data, now)
        if self._random.random() < self.conditions.duplicate:
            self._fly(data, now)

    def receive(self, now: float) -> list[bytes]:
        """Everything that has arrived until now, in the order of arrival."""
        arrived = []
        while self._flying and self._flying[0][0] <= now:
            arrived.append(heapq.heappop(self._flying)[2])
        return arrived

    def _is_lost(self) -> bool:
        bursts = self.conditions.bursts
        if bursts is not None:
            change = bursts.leave if self._bad else bursts.enter
            self._bad ^= self._random.random() < change
            if self._bad and self._random.random() < bursts.loss:
                return True
        return self._random.random() < self.conditions.loss

    def _queue_is_full(self, now: float) -> bool:
        rate = self.conditions.rate
        return rate is not None and (self._link_free - now) * rate / 8 > self.conditions.queue

    def _fly(self, data: bytes, now: float) -> None:
        departure = now
        if self.conditions.rate is not None:
            self._link_free = max(self._link_free, now) + len(data) * 8 / self.conditions.rate
            departure = self._link_free
        arrival = departure + self.conditions.delay + self._random.random() * self.conditions.jitter
        if self._random.random() < self.conditions.reorder:
            arrival += self._random.random() * 0.03
        else:
            arrival = self._last_arrival = max(arrival, self._last_arrival)
        self._flights += 1
        heapq.heappush(self._flying, (arrival, self._flights, data))
