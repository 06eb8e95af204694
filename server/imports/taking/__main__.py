"""The importing process: confined first, then one film, then the end."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

from server.confined.confine import confine, refusal
from server.imports.taking.order import Order, Refused
from server.imports.taking.taking import take_apart
from server.lifeline import hold


def main() -> None:
    """Do what standard input says, and say how it went."""
    parent = os.getppid()
    order = Order(**json.loads(sys.stdin.readline()))
    confine(order.memory_mb, order.cpu_s)
    # Only now: Linux forgets the wish when a process changes what it may do.
    hold(parent)
    try:
        _say({"made": asdict(take_apart(order, lambda done: _say({"progress": round(done, 4)})))})
    except Refused as refused:
        _say({"failed": refused.code, "detail": refused.detail})
    except MemoryError:
        _say({"failed": "too_heavy", "detail": "memory"})
    except OSError as failure:
        _say({"failed": refusal(failure.errno, "internal"), "detail": str(failure)})


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
