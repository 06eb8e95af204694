"""The converting process: confined first, then one file, then the end."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from server.confined.confine import confine
from server.courseware.convert.order import Made, Order, Refused
from server.courseware.kinds import HEAD, sniffed
from server.lifeline import hold

_REFUSED = {"svg": "svg_refused", "heic": "heic_refused", "": "unknown_type"}


def main() -> None:
    """Do what standard input says, and say how it went."""
    parent = os.getppid()
    order = Order(**json.loads(sys.stdin.readline()))
    confine(order.memory_mb, order.cpu_s)
    # Only now: Linux forgets the wish when a process changes what it may do.
    hold(parent)
    try:
        _say({"made": asdict(_made(order))})
    except Refused as refused:
        _say({"failed": refused.code, "detail": refused.detail})
    except MemoryError:
        _say({"failed": "too_heavy", "detail": "memory"})


def _made(order: Order) -> Made:
    with Path(order.source).open("rb") as file:
        kind = sniffed(file.read(HEAD))
    if kind in _REFUSED:
        raise Refused(_REFUSED[kind])
    # Each library is loaded only for what it reads: less of it lies open to a hostile file.
    if kind in ("pdf", "office", "picture"):
        return _drawn(order, kind)
    from server.courseware.convert.clip import convert_clip

    return convert_clip(order, kind, _tell)


def _drawn(order: Order, kind: str) -> Made:
    megabytes = Path(order.source).stat().st_size / (1 << 20)
    if megabytes > order.max_file_mb:
        raise Refused("file_too_large", f"{megabytes:.0f} MB > {order.max_file_mb} MB")
    if kind == "picture":
        from server.courseware.convert.picture import convert_picture

        return convert_picture(order, order.source, _tell)
    from server.courseware.convert.office import printed
    from server.courseware.convert.pdf import convert_pdf

    return convert_pdf(order, printed(order) if kind == "office" else order.source, _tell)


def _tell(done: float) -> None:
    _say({"progress": round(done, 3)})


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
