"""Repair and finish what a crash left, at start-up and before a recorder goes on in an old folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from media.recording import boxes, clusters, journal, manifest
from media.recording.journal import EndLine, FragmentLine, InitLine, Journal
from media.recording.manifest import Manifest
from media.recording.samples import Extent, Layout

_log = logging.getLogger("tongke.sweep")


@dataclass(frozen=True, slots=True)
class Swept:
    """A recording that was finished, with the takes that had no end."""

    folder: Path
    takes: tuple[str, ...]
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What a folder does not know of its lesson; times are Unix milliseconds."""

    title: str = ""
    started_at: int | None = None
    ended_at: int | None = None


def sweep(root: Path, live: Collection[str], lessons: Mapping[str, LessonFacts] | None = None) -> list[Swept]:
    """
    Finish the recording in every lesson's folder but the `live` ones.

    Each file is trimmed to its last whole fragment, its journal made to tell what is in
    it, and the manifest written; `lessons` are facts by lesson id. A second run
    changes nothing. One folder that cannot be repaired does not hold up the others.
    """
    swept = []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if folder.name in live or not folder.is_dir():
            continue
        try:
            swept += _sweep_folder(folder, (lessons or {}).get(folder.name))
        except (OSError, ValueError):
            _log.exception("the recording %s could not be repaired", folder.name)
    return swept


def _sweep_folder(folder: Path, facts: LessonFacts | None) -> list[Swept]:
    takes = repair_folder(folder)
    if not takes and (_has_manifest(folder) or not manifest.read_journals(folder)):
        return []
    facts = facts or LessonFacts()
    made = manifest.build(folder, title=facts.title, started_at=facts.started_at, ended_at=facts.ended_at)
    if made.ended_at is None and made.started_at is not None:
        # Nobody ended this lesson: it ended with what is recorded of it.
        ended_at = made.started_at + made.duration_ms
        made = made.model_copy(
            update={"ended_at": ended_at, "complete": not any(take.open for take in made.takes)}
        )
    manifest.write(folder, made)
    return [Swept(folder, tuple(takes), made)]


def _has_manifest(folder: Path) -> bool:
    return (folder / manifest.FILE).exists()


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
    _drop_what_lies_behind_the_end(known)
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


def _drop_what_lies_behind_the_end(known: Journal) -> None:
    last = known.fragments[-1] if known.fragments else None
    end_ms = last.start_ms + last.duration_ms if last else 0
    known.gaps = [gap for gap in known.gaps if gap.start_ms < end_ms]
    known.levels = [line for line in known.levels if line.start_ms < end_ms]


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step: it is the old one or the new one, never half of it."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
