"""Spread pictures over time on a thin line, so that sound never waits behind a keyframe."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

#: What was not sent for so long may be sent at once: one full packet, and as much as between two calls.
_BURST_BYTES, _BURST_S = 1500.0, 0.03
#: Sound goes at once and is paid for afterwards, but pictures wait no longer than this for it.
_MOST_DEBT_S = 0.25


class Pacer(Generic[Item]):
    """
    What waits for its turn, what has a lower rank first; `rate` is in bit/s.

    Sound does not queue: it is only paid for (`spend`). `release` gives what may
    go now, `overdue` what has waited too long for that.
    """

    __slots__ = ("_credit", "_now", "_waiting", "rate", "size")

    def __init__(self, rate: float) -> None:
        self.rate = rate
        #: Bytes that wait.
        self.size = 0
        self._credit = 0.0
        self._now = float("-inf")
        self._waiting: dict[int, deque[tuple[float, int, Item]]] = {}

    def add(self, item: Item, size: int, rank: int, now: float) -> None:
        """Let something of `size` bytes wait for its turn."""
        queue = self._waiting.get(rank)
        if queue is None:
            queue = self._waiting[rank] = deque()
            self._waiting = dict(sorted(self._waiting.items()))
        queue.append((now, size, item))
        self.size += size

    def spend(self, size: int) -> None:
        """Pay for what went out beside the queue."""
        self._credit = max(self._credit - size, -self.rate / 8 * _MOST_DEBT_S)

    def release(self, now: float) -> list[Item]:
        """What may go out now."""
        a_second = self.rate / 8
        most = max(_BURST_BYTES, a_second * _BURST_S)
        self._credit = min(self._credit + a_second * max(0.0, min(now - self._now, 1.0)), most)
        self._now = now
        due = []
        for queue in self._waiting.values():
            while queue and self._credit > 0:
                _, size, item = queue.popleft()
                self._credit -= size
                self.size -= size
                due.append(item)
        return due

    def overdue(self, longest: float, now: float) -> list[Item]:
        """Everything of the ranks in which something has waited longer than this many seconds."""
        late = [queue for queue in self._waiting.values() if queue and now - queue[0][0] > longest]
        return [item for queue in late for item in self._empty(queue)]

    def take_all(self) -> list[Item]:
        """Everything that waits, whether it may go or not."""
        return [item for queue in self._waiting.values() for item in self._empty(queue)]

    def _empty(self, queue: deque[tuple[float, int, Item]]) -> list[Item]:
        items = [item for _, _, item in queue]
        self.size -= sum(size for _, size, _ in queue)
        queue.clear()
        return items

    def keep_if(self, wanted: Callable[[Item], bool]) -> None:
        """Forget what is not wanted any more; the rest keeps its place."""
        for rank, queue in self._waiting.items():
            self._waiting[rank] = deque(entry for entry in queue if wanted(entry[2]))
        self.size = sum(size for queue in self._waiting.values() for _, size, _ in queue)
