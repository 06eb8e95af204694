"""The drawing process: confined first, then every take of the order, then the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.confined.confine import allow_cpu
from server.confined.entry import answer, tell
from server.library.thumbnails.cover import Cover
from server.library.thumbnails.order import Order, Still, TakeOrder, parsed
from server.library.thumbnails.pieces import image, pictures
from server.library.thumbnails.sheets import Sheets, tile

#: Decoding a keyframe of a 4K camera on an old core, and what starting takes.
_CPU_PER_PICTURE_S, _CPU_S = 0.5, 30


def made(order: Order) -> dict[str, Any]:
    """Draw with as much processor time as so many pictures may take."""
    allow_cpu(_CPU_S + _CPU_PER_PICTURE_S * sum(len(take.pieces) for take in order.takes))
    return drawn(order)


def drawn(order: Order) -> dict[str, Any]:
    """Draw everything; the sheets of each take, and which moment the covers are of."""
    folder, cover, takes = Path(order.folder), Cover(), []
    for number, take in enumerate(order.takes):
        sheets = _sheets(folder, take, cover)
        takes.append({"take": take.take, "sheets": sheets.made, "dark": sheets.dark})
        tell((number + 1) / (len(order.takes) + 1))
    cover.write(folder / "cover.jpg")
    chosen = _still(order.still)
    chosen.write(folder / "chosen.jpg")
    return {"takes": takes, "cover": _moment(cover), "chosen": _moment(chosen)}


def _sheets(folder: Path, take: TakeOrder, cover: Cover) -> Sheets:
    sheets, wanted = Sheets(folder, take.take), 0
    for file_ms, frame in pictures(take.path, take.pieces, keyframes=True):
        at_ms = max(0, round(file_ms + take.offset_ms))
        if at_ms < wanted:
            continue
        wanted = (at_ms // take.interval_ms + 1) * take.interval_ms
        picture = image(frame)
        small = tile(picture)
        sheets.add(at_ms, small)
        if any(start <= at_ms < end for start, end in take.stage):
            cover.offer(take.take, at_ms, small, picture)
    sheets.finish()
    return sheets


def _still(still: Still | None) -> Cover:
    cover = Cover()
    if still is None:
        return cover
    found = None
    for file_ms, frame in pictures(still.path, still.pieces, keyframes=False):
        if found is not None and file_ms > still.file_ms:
            break
        found = frame
    if found is not None:
        picture = image(found)
        cover.offer(still.take, still.at_ms, tile(picture), picture)
    return cover


def _moment(cover: Cover) -> dict[str, Any] | None:
    return {"take": cover.take, "at_ms": cover.at_ms} if cover.picture is not None else None


if __name__ == "__main__":
    answer(parsed, made)
