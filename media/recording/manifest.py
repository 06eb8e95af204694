"""The manifest of a recording: all that replay needs to know of its takes, made from their journals alone."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Literal

from pydantic import Field

from media.recording import journal
from media.recording.journal import GapReason, Journal, Shape, SyncLine, TakeFacts

FILE = "manifest.json"
#: Whoever changes a manifest that is written reads and writes it under this.
CHANGING = threading.Lock()


class Gap(Shape):
    """Nothing of this take from `start_ms` of the lesson clock on."""

    start_ms: int
    duration_ms: int
    packets: int
    reason: GapReason


class ManifestTake(TakeFacts):
    """
    One take on the lesson clock; add `offset_ms` to a time in the file to get there.

    `sync` are the pairs of file time and lesson time in milliseconds that sender
    reports have given. `end` is why it ended, `None` while `open`. `sha256` is the file's and
    `journal_sha256` its journal's, `None` until they are computed.
    """

    start_ms: int
    duration_ms: int
    offset_ms: float
    bytes: int
    samples: int
    open: bool
    end: str | None
    sync: list[tuple[float, float]]
    gaps: list[Gap]
    sha256: str | None = None
    journal_sha256: str | None = None


class Removed(Shape):
    """Takes of a member that were deleted at `at` (Unix ms), for the right to be forgotten."""

    at: int
    member: str
    what: Literal["all", "pictures", "pupils_camera"]
    takes: list[str]


class Manifest(Shape):
    """`complete` when the lesson has ended and every take with it; `ended_at` is `None` before."""

    version: Literal[1] = 1
    lesson: str
    title: str = ""
    started_at: int | None
    ended_at: int | None
    duration_ms: int
    complete: bool
    takes: list[ManifestTake]
    removed: list[Removed] = Field(default_factory=list)
    cues_sha256: str | None = None


def build(
    folder: Path,
    *,
    lesson: str | None = None,
    title: str = "",
    started_at: int | None = None,
    ended_at: int | None = None,
) -> Manifest:
    """
    Read all journals of a recording folder, finished or still written.

    The times are Unix milliseconds; without `ended_at` the lesson counts as
    running. `lesson` is the folder's name and `started_at` what the journals say, unless
    given. Takes some 50 ms for an hour of ten tracks: in a server call it in a thread. Raises `OSError`.
    """
    journals, earlier = read_journals(folder), _earlier(folder)
    takes = [_hashed(_take(entry), earlier) for entry in journals if entry.fragments]
    takes.sort(key=lambda take: (take.start_ms, take.take))
    if started_at is None:
        started_at = min((entry.head.started_at for entry in journals), default=None)
    duration = max((take.start_ms + take.duration_ms for take in takes), default=0)
    if ended_at is not None and started_at is not None:
        duration = max(duration, ended_at - started_at)
    return Manifest(
        lesson=lesson or folder.name,
        title=title,
        started_at=started_at,
        ended_at=ended_at,
        duration_ms=duration,
        complete=ended_at is not None and not any(take.open for take in takes),
        takes=takes,
        removed=earlier.removed if earlier is not None else [],
    )


def write(folder: Path, manifest: Manifest) -> None:
    """Put `manifest.json` into the folder in one step; raises `OSError`."""
    fresh = folder / f"{FILE}.new"
    with fresh.open("w", encoding="utf-8") as stream:
        stream.write(manifest.model_dump_json(indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(folder / FILE)


def read(folder: Path) -> Manifest | None:
    """The manifest that was written into the folder, or `None`; raises `ValueError` for a broken one."""
    try:
        return Manifest.model_validate_json((folder / FILE).read_bytes())
    except FileNotFoundError:
        return None


def _earlier(folder: Path) -> Manifest | None:
    """The manifest that was written before; one that can't be read says nothing."""
    try:
        return read(folder)
    except (OSError, ValueError):
        return None


def _hashed(take: ManifestTake, earlier: Manifest | None) -> ManifestTake:
    """With the hashes that were computed before, if it is the same take still."""
    known = [each for each in earlier.takes if each.take == take.take] if earlier is not None else []
    if not known or take.open or (known[0].bytes, known[0].samples) != (take.bytes, take.samples):
        return take
    hashes = {"sha256": known[0].sha256, "journal_sha256": known[0].journal_sha256}
    return take.model_copy(update=hashes)


def read_journals(folder: Path) -> list[Journal]:
    """The journals of a folder that say at least what they are of, by take."""
    paths = sorted(path for path in folder.glob("*.jsonl") if path.stem != "cues")
    return [entry for path in paths if (entry := journal.read(path)) is not None]


def _take(entry: Journal) -> ManifestTake:
    head, first, last = entry.head, entry.fragments[0], entry.fragments[-1]
    offset_ms = _offset(entry.syncs)
    end_ms = last.start_ms + last.duration_ms
    start_ms = round(first.start_ms + offset_ms)
    return ManifestTake(
        **head.model_dump(include=set(TakeFacts.model_fields)),
        start_ms=start_ms,
        duration_ms=end_ms - first.start_ms,
        offset_ms=offset_ms,
        bytes=sum(line.size for line in entry.fragments),
        samples=sum(line.samples for line in entry.fragments),
        open=entry.end is None,
        end=entry.end.reason if entry.end else None,
        sync=[(line.media_ms, line.lesson_ms) for line in entry.syncs if line.basis == "sender_report"],
        gaps=[
            Gap(
                start_ms=round(gap.start_ms + offset_ms),
                duration_ms=gap.duration_ms,
                packets=gap.packets,
                reason=gap.reason,
            )
            for gap in entry.gaps
        ],
    )


def _offset(syncs: list[SyncLine]) -> float:
    return round(syncs[-1].lesson_ms - syncs[-1].media_ms, 1) if syncs else 0.0
