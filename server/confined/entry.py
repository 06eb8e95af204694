"""What every confined process does first and last: take an order, lock itself in, say how it went."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from server.confined.confine import confine, refusal
from server.lifeline import hold

#: Takes how much is done, 0 to 1.
Tell = Callable[[float], None]


class Refused(Exception):
    """It can't be done; `code` is one of the words of its kind of job, `detail` for technicians."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Bounded(Protocol):
    """An order says what the process may use: megabytes and seconds of processor time."""

    @property
    def memory_mb(self) -> int: ...

    @property
    def cpu_s(self) -> int: ...


_Order = TypeVar("_Order", bound=Bounded)


def answer(parse: Callable[[dict[str, Any]], _Order], work: Callable[[_Order], dict[str, Any]]) -> None:
    """
    Do what the line on standard input says, confined, and print what was made or why nothing was.

    The lines are those that `server.confined.process` hears.
    """
    parent = os.getppid()
    order = parse(json.loads(sys.stdin.readline()))
    confine(order.memory_mb, order.cpu_s)
    # Only now: Linux forgets the wish when a process changes what it may do.
    hold(parent)
    try:
        _say({"made": work(order)})
    except Refused as refused:
        _say({"failed": refused.code, "detail": refused.detail})
    except MemoryError:
        _say({"failed": "too_heavy", "detail": "memory"})
    except OSError as failure:
        _say({"failed": refusal(failure.errno, "internal"), "detail": str(failure)})


def tell(done: float) -> None:
    """Say how much is done, 0 to 1."""
    _say({"progress": round(done, 4)})


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)
