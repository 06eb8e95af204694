"""A line that loses, delays, reorders and repeats packets: seeded, in virtual time, without any I/O."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any


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
    """
    Chances are 0 to 1, times in seconds, `rate` in bit/s with a queue of `queue` bytes before it.

    `loss` is the share of packets that are lost: one by one, or with `run`
    (shortest, longest) in runs of that many neighbours.
    """

    loss: float = 0.0
    bursts: Bursts | None = None
    delay: float = 0.02
    jitter: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    rate: float | None = None
    queue: int = 50_000
    run: tuple[int, int] | None = None


class Network:
    """
    One direction of a line. Put packets in with `send`, take out what has arrived with `receive`.

    Without reordering packets stay in order whatever the jitter, as in a router's
    queue; a reordered packet is overtaken by those of the next 30 ms. `conditions`
    may be changed at any time; while `cut` is true, everything that is sent is lost.
    """

    def __init__(self, conditions: Conditions, seed: int = 1) -> None:
        self.conditions = conditions
        self.cut = False
        self.sent = 0
        #: Packets that did not arrive, by reason: `loss`, `queue` or `cut`.
        self.dropped: Counter[str] = Counter()
        self._random = random.Random(seed)
        self._flying: list[tuple[float, int, Any]] = []
        self._flights = 0
        self._bad = False
        self._run_left = 0
        self._link_free = 0.0
        self._last_arrival = 0.0

    @property
    def lost(self) -> int:
        return sum(self.dropped.values())

    def send(self, data: Any, now: float, size: int | None = None) -> bool:
        """
        Put a packet in; whether it will arrive.

        `data` is mostly bytes; of anything else say its `size` in bytes.
        """
        self.sent += 1
        size = len(data) if size is None else size
        reason = self._reason_to_drop(now)
        if reason:
            self.dropped[reason] += 1
            return False
        self._fly(data, now, size)
        if self._random.random() < self.conditions.duplicate:
            self._fly(data, now, size)
        return True

    def receive(self, now: float) -> list[Any]:
        """Everything that has arrived until now, in the order of arrival."""
        return [data for _, data in self.arrivals(now)]

    def arrivals(self, now: float) -> list[tuple[float, Any]]:
        """The same with the time at which each arrived."""
        arrived = []
        while self._flying and self._flying[0][0] <= now:
            at, _, data = heapq.heappop(self._flying)
            arrived.append((at, data))
        return arrived

    @property
    def next_arrival(self) -> float | None:
        """When to ask `receive` again; `None` while nothing is under way."""
        return self._flying[0][0] if self._flying else None

    def _reason_to_drop(self, now: float) -> str:
        if self.cut:
            return "cut"
        if self._is_lost():
            return "loss"
        return "queue" if self._queue_is_full(now) else ""

    def _is_lost(self) -> bool:
        bursts = self.conditions.bursts
        if bursts is not None:
            change = bursts.leave if self._bad else bursts.enter
            self._bad ^= self._random.random() < change
            if self._bad and self._random.random() < bursts.loss:
                return True
        if self.conditions.run is not None:
            return self._is_lost_in_a_run(*self.conditions.run)
        return self._random.random() < self.conditions.loss

    def _is_lost_in_a_run(self, shortest: int, longest: int) -> bool:
        if self._run_left == 0:
            loss, mean = self.conditions.loss, (shortest + longest) / 2
            # Between two runs there are so many good packets that the share of all comes out right.
            if self._random.random() >= loss / (loss + mean * (1 - loss) or 1):
                return False
            self._run_left = self._random.randint(shortest, longest)
        self._run_left -= 1
        return True

    def _queue_is_full(self, now: float) -> bool:
        rate = self.conditions.rate
        return rate is not None and (self._link_free - now) * rate / 8 > self.conditions.queue

    def _fly(self, data: Any, now: float, size: int) -> None:
        departure = now
        if self.conditions.rate is not None:
            self._link_free = max(self._link_free, now) + size * 8 / self.conditions.rate
            departure = self._link_free
        arrival = departure + self.conditions.delay + self._random.random() * self.conditions.jitter
        if self._random.random() < self.conditions.reorder:
            arrival += self._random.random() * 0.03
        else:
            arrival = self._last_arrival = max(arrival, self._last_arrival)
        self._flights += 1
        heapq.heappush(self._flying, (arrival, self._flights, data))
