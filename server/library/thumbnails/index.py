"""What has been drawn of a recording: which sheet has which moments, kept beside the sheets. Blocking."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from signaling.shape import Shape

FOLDER, FILE = "thumbnails", "index.json"
#: Where they are drawn, and what was there before while that is put in its place.
FRESH, OLD = f"{FOLDER}.new", f"{FOLDER}.new.old"
COVER, CHOSEN = "cover.jpg", "chosen.jpg"


class Sheet(Shape):
    """`name` is the file's without `.jpg`; `tiles` are lesson times in ms, from left to right and down."""

    name: str
    tiles: list[int]


class TakeSheets(Shape):
    take: str
    source: str
    sheets: list[Sheet]
    #: So many of the tiles are black.
    dark: int = 0


class Moment(Shape):
    """Of which take and moment of the lesson a cover is."""

    take: str
    at_ms: int


class Index(Shape):
    """
    `cover` was chosen among what every publication shows; `chosen` is the owner's.

    `wanted_ms` is the moment that the owner had chosen when this was drawn.
    """

    takes: list[TakeSheets]
    cover: Moment | None
    chosen: Moment | None
    wanted_ms: int | None = None


def read(folder: Path) -> Index | None:
    """What is drawn of the recording in `folder`; `None` before that."""
    try:
        return Index.model_validate_json((folder / FOLDER / FILE).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def write(place: Path, index: Index) -> None:
    """Write it beside the sheets in `place`."""
    (place / FILE).write_text(index.model_dump_json(), encoding="utf-8")


def keep(folder: Path, fresh: Path) -> None:
    """Put a freshly drawn folder in the place of the one before."""
    old = folder / OLD
    shutil.rmtree(old, ignore_errors=True)
    if (folder / FOLDER).exists():
        (folder / FOLDER).rename(old)
    fresh.rename(folder / FOLDER)
    shutil.rmtree(old, ignore_errors=True)


def forget(folder: Path, takes: Collection[str]) -> None:
    """Delete every picture of these takes, for good; raises `OSError`."""
    # A process that died while it drew has left them.
    for name in (FRESH, OLD):
        _delete(folder / name)
    index = read(folder)
    if index is None:
        _delete(folder / FOLDER)
        return
    place = folder / FOLDER
    for entry in index.takes:
        for sheet in entry.sheets if entry.take in takes else ():
            (place / f"{sheet.name}.jpg").unlink(missing_ok=True)
    for moment, name in ((index.cover, COVER), (index.chosen, CHOSEN)):
        if moment is not None and moment.take in takes:
            (place / name).unlink(missing_ok=True)
    write(place, _without(index, takes))


def _delete(place: Path) -> None:
    # A drawing that was just stopped clears up at the same time.
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():
        raise OSError(f"{place.name} can't be deleted")


def _without(index: Index, takes: Collection[str]) -> Index:
    return Index(
        takes=[entry for entry in index.takes if entry.take not in takes],
        cover=_kept(index.cover, takes),
        chosen=_kept(index.chosen, takes),
        wanted_ms=index.wanted_ms,
    )


def _kept(moment: Moment | None, takes: Collection[str]) -> Moment | None:
    return None if moment is None or moment.take in takes else moment
