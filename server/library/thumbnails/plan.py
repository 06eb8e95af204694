"""Say which parts of which takes are to be read for the thumbnails and the cover of a recording. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from media.recording.journal import FragmentLine, Journal
from server.library.spans import Span
from server.library.thumbnails.order import Order, Piece, Still, TakeOrder
from server.library.view import View

#: A take has no more tiles: of a longer one they are further apart.
MOST_TILES = 1000
#: A keyframe comes every ten seconds; a take that has fewer is decoded for no longer than this.
_MOST_BEFORE = 40


def plan(
    folder: Path,
    made_in: Path,
    journals: Iterable[Journal],
    stage: Sequence[Span[str]],
    published: View,
    *,
    interval_ms: int,
    cover_ms: int | None = None,
) -> Order:
    """
    What is to be drawn into `made_in` of the takes in `folder`.

    The cover is of what was on `stage`, and only of takes that every publication shows (`published`);
    `cover_ms` is the moment that the owner has chosen, which may be of any.
    """
    takes = [entry for entry in journals if entry.head.kind == "video" and entry.init and entry.fragments]
    orders = [_take(folder, entry, stage, published, interval_ms) for entry in takes]
    still = None if cover_ms is None else _still(folder, takes, stage, cover_ms)
    return Order(str(made_in), orders, still)


def _take(
    folder: Path, entry: Journal, stage: Sequence[Span[str]], published: View, interval_ms: int
) -> TakeOrder:
    offset_ms = _offset_ms(entry)
    whole = entry.fragments[-1].start_ms - entry.fragments[0].start_ms
    interval_ms = max(interval_ms, -(-whole // MOST_TILES))
    pieces, wanted = [_init(entry)], -1.0
    for part in entry.fragments:
        at_ms = part.start_ms + offset_ms
        if part.keyframe and at_ms >= wanted:
            pieces.append(Piece(part.offset, part.size))
            wanted = (at_ms // interval_ms + 1) * interval_ms
    spans = _shown(entry.head.source, stage) if published.serves(entry.head.take) else []
    path = str(folder / entry.head.file)
    return TakeOrder(entry.head.take, path, offset_ms, interval_ms, pieces, spans)


def _shown(source: str, stage: Sequence[Span[str]]) -> list[tuple[int, int]]:
    return [(span.start_ms, span.end_ms) for span in stage if span.value == source]


def _still(folder: Path, takes: Sequence[Journal], stage: Sequence[Span[str]], at_ms: int) -> Still | None:
    shown = next((span.value for span in stage if span.start_ms <= at_ms < span.end_ms), None)
    for entry in sorted(takes, key=lambda each: each.head.source != shown):
        parts = _up_to(entry.fragments, at_ms - _offset_ms(entry))
        if parts:
            pieces = [_init(entry), *(Piece(part.offset, part.size) for part in parts)]
            file_ms = round(at_ms - _offset_ms(entry))
            return Still(entry.head.take, str(folder / entry.head.file), file_ms, at_ms, pieces)
    return None


def _up_to(fragments: Sequence[FragmentLine], file_ms: float) -> list[FragmentLine]:
    """From the last keyframe before the moment to the fragment that contains it; none if none does."""
    run: list[FragmentLine] = []
    for part in fragments:
        if part.start_ms > file_ms:
            break
        run = [part] if part.keyframe else [*run, part][-_MOST_BEFORE:]
    ends = run[-1].start_ms + run[-1].duration_ms if run else 0
    return run if run and file_ms < ends and run[0].keyframe else []


def _init(entry: Journal) -> Piece:
    assert entry.init is not None, "asked before"
    return Piece(entry.init.offset, entry.init.size)


def _offset_ms(entry: Journal) -> float:
    return entry.syncs[-1].lesson_ms - entry.syncs[-1].media_ms if entry.syncs else 0.0
