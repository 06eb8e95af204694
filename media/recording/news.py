"""What a recorder tells the outside: takes that were opened or closed, and what could not be recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakeOpened:
    take: str
    producer: str


@dataclass(frozen=True, slots=True)
class TakeClosed:
    take: str
    producer: str


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is `disk_full`, `write_failed` or `queue_full`; recording is tried again by itself."""

    code: str
    text: str
    #: Whose recording suffers, until it is `Recovered`; empty if its take had ended before.
    producer: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the producer sends is on disk again, or it is no longer to be recorded."""

    producer: str


News = TakeOpened | TakeClosed | Fault | Recovered
Report = Callable[[News], None]
