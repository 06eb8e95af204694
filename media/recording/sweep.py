"""Repair and finish what a crash left, at start-up and before a recorder goes on in an old folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from media.recording import boxes, clusters, journal
from media.recording.journal import EndLine, FragmentLine, InitLine, Journal
from media.recording.samples import Extent, Layout

_log = logging.getLogger("tongke.sweep")


@dataclass(frozen=True, slots=True)
class Swept:
    """A folder in which takes were finished."""

    folder: Path
    takes: tuple[str, ...]


def sweep(root: Path, live: Collection[str]) -> list[Swept]:
    """
    Finish every take without an end, in every lesson's folder but the `live` ones.

    Each file is trimmed to its last whole fragment and its journal made to tell what
    is in it. Answers which folders were changed: write their manifests. A second run
    changes nothing. One folder that cannot be repaired does not hold up the others.
    """
    swept = []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if folder.name in live or not folder.is_dir():
            continue
        try:
            if takes := repair_folder(folder):
                swept.append(Swept(folder, tuple(takes)))
        except OSError:
            _log.exception("the recording %s could not be repaired", folder.name)
    return swept


def repair_folder(folder: Path) -> list[str]:
    """Finish the takes of one folder that nobody writes any more; answers their names."""
    return [path.stem for path in sorted(folder.glob("*.jsonl")) if path.stem != "cues" and _repair(path)]


def _repair(path: Path) -> bool:
    known = journal.read(path)
    if known is None or known.end is not None:
        return False
    media = path.with_name(Path(known.head.file).name)
    found = _trim(media)
    known.init = InitLine(offset=0, size=found.init_size) if found.init_size else None
    known.fragments = [_line(extent, known.head.timescale) for extent in found.extents]
    _drop_gaps_behind_the_end(known)
    known.end = EndLine(reason="recovered")
    _replace(path, journal.encode(known.lines()))
    return True


def _trim(media: Path) -> Layout:
    try:
        stream = media.open("r+b")
    except FileNotFoundError:
        return Layout(0, (), 0)
    with stream:
        size = os.fstat(stream.fileno()).st_size
        walk = clusters.layout if media.suffix == ".webm" else boxes.layout
        found = walk(stream, size)
        if found.end < size:
            stream.truncate(found.end)
            os.fsync(stream.fileno())
    return found


def _line(extent: Extent, timescale: int) -> FragmentLine:
    start, end = (round(1000 * at / timescale) for at in (extent.start, extent.start + extent.duration))
    return FragmentLine(
        offset=extent.offset,
        size=extent.size,
        start_ms=start,
        duration_ms=end - start,
        samples=extent.samples,
        keyframe=extent.keyframe,
    )


def _drop_gaps_behind_the_end(known: Journal) -> None:
    last = known.fragments[-1] if known.fragments else None
    end_ms = last.start_ms + last.duration_ms if last else 0
    known.gaps = [gap for gap in known.gaps if gap.start_ms < end_ms]


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step: it is the old one or the new one, never half of it."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
