"""Spread pictures over time on a thin line, so that sound never waits behind a keyframe."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

#: One full packet may always go; more at once would be a burst again.
_BURST_BYTES = 1500.0
#: Sound goes at once and is paid for afterwards, but pictures wait no longer than this for it.
_MOST_DEBT_S = 0.25


class Pacer(Generic[Item]):
    """
    What waits for its turn, in order; `rate` is in bit/s.

    Sound does not queue: it is only paid for (`spend`). `release` gives what may
    go now; `delay` is how long the oldest has waited.
    """

    __slots__ = ("_credit", "_now", "_waiting", "rate", "size")

    def __init__(self, rate: float) -> None:
        self.rate = rate
        #: Bytes that wait.
        self.size = 0
        self._credit = 0.0
        self._now = float("-inf")
        self._waiting: deque[tuple[float, int, Item]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def delay(self, now: float) -> float:
        """Seconds that the oldest has waited."""
        return now - self._waiting[0][0] if self._waiting else 0.0

    def add(self, item: Item, size: int, now: float) -> None:
        """Let something of `size` bytes wait for its turn."""
        self._waiting.append((now, size, item))
        self.size += size

    def spend(self, size: int) -> None:
        """Pay for what went out beside the queue."""
        self._credit = max(self._credit - size, -self.rate / 8 * _MOST_DEBT_S)

    def release(self, now: float) -> list[Item]:
        """What may go out now."""
        earned = self.rate / 8 * max(0.0, min(now - self._now, 1.0))
        self._credit = min(self._credit + earned, _BURST_BYTES)
        self._now = now
        due = []
        while self._waiting and self._credit > 0:
            _, size, item = self._waiting.popleft()
            self._credit -= size
            self.size -= size
            due.append(item)
        return due

    def take_all(self) -> list[Item]:
        """Everything that waits, whether it may go or not."""
        items = [item for _, _, item in self._waiting]
        self._waiting.clear()
        self.size = 0
        return items

    def keep_if(self, wanted: Callable[[Item], bool]) -> None:
        """Forget what is not wanted any more; the rest keeps its place."""
        self._waiting = deque(entry for entry in self._waiting if wanted(entry[2]))
        self.size = sum(size for _, size, _ in self._waiting)
