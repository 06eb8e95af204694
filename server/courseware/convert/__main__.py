"""The converting process: confined first, then one file, then the end."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from server.confined.entry import Refused, answer, tell
from server.courseware.convert.order import Made, Order
from server.courseware.kinds import HEAD, sniffed

_REFUSED = {"svg": "svg_refused", "heic": "heic_refused", "": "unknown_type"}


def _made(order: Order) -> Made:
    with Path(order.source).open("rb") as file:
        kind = sniffed(file.read(HEAD))
    if kind in _REFUSED:
        raise Refused(_REFUSED[kind])
    # Each library is loaded only for what it reads: less of it lies open to a hostile file.
    if kind in ("pdf", "office", "picture"):
        return _drawn(order, kind)
    from server.courseware.convert.clip import convert_clip

    return convert_clip(order, kind, tell)


def _drawn(order: Order, kind: str) -> Made:
    megabytes = Path(order.source).stat().st_size / (1 << 20)
    if megabytes > order.max_file_mb:
        raise Refused("file_too_large", f"{megabytes:.0f} MB > {order.max_file_mb} MB")
    if kind == "picture":
        from server.courseware.convert.picture import convert_picture

        return convert_picture(order, order.source, tell)
    from server.courseware.convert.office import printed
    from server.courseware.convert.pdf import convert_pdf

    return convert_pdf(order, printed(order) if kind == "office" else order.source, tell)


if __name__ == "__main__":
    answer(lambda words: Order(**words), lambda order: asdict(_made(order)))
