"""Choose a worker: for a room that begins, and for each receiver of a room that has outgrown its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

#: Two workers whose loads differ by less are equals; the one with fewer rooms is taken.
EQUAL_LOAD = 0.1


class Loaded(Protocol):
    """What is known of a worker: `load` is 0 to 1, `overloaded` what it says of itself."""

    @property
    def name(self) -> str: ...
    @property
    def load(self) -> float: ...
    @property
    def overloaded(self) -> bool: ...


Worker = TypeVar("Worker", bound=Loaded)


@dataclass(frozen=True, slots=True)
class Limits:
    """With so many receivers of a room, or above this load, a worker takes no more if others can."""

    receivers: int = 120
    load: float = 0.7


def home_for_room(workers: Iterable[Worker], rooms: Callable[[str], int]) -> Worker | None:
    """The least loaded worker, the one with fewer rooms among equals; `None` if all are overloaded."""
    able = [worker for worker in workers if not worker.overloaded]
    return min(able, key=lambda each: (int(each.load / EQUAL_LOAD), rooms(each.name)), default=None)


def place_for_receiver(
    workers: Collection[Worker],
    home: str,
    branches: Collection[str],
    count: Callable[[str], int],
    limits: Limits,
) -> Worker | None:
    """
    Where the next receiver of a room goes: to its home, else to a branch, else to a new one.

    `count` tells how many receivers of the room a worker has. Where all are full it
    is the least loaded of those that carry the room already: who is let into a
    lesson is not sent away.
    """

    def is_full(worker: Worker) -> bool:
        return worker.overloaded or worker.load >= limits.load or count(worker.name) >= limits.receivers

    def rank(worker: Worker) -> int:
        return 0 if worker.name == home else 1 if worker.name in branches else 2

    free = [worker for worker in workers if not is_full(worker)]
    carrying = [worker for worker in workers if rank(worker) < 2]
    if free:
        return min(free, key=lambda each: (rank(each), each.load, count(each.name)))
    return min(carrying, key=lambda each: (each.load, count(each.name)), default=None)
