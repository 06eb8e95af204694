"""Tell rot: the SHA-256 of every file that a recording consists of, kept in its manifest."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from media.recording import manifest
from media.recording.manifest import Manifest, ManifestTake

PIECE = 1024 * 1024
CUES = "cues.jsonl"


class Pace:
    """Reads no faster than so many bytes a second, so that recordings that run keep the disk. Blocking."""

    def __init__(
        self,
        bytes_s: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._bytes_s, self._clock, self._sleep = bytes_s, clock, sleep
        self._due = clock()

    def passed(self, size: int) -> None:
        """So much was read: wait until it may have been."""
        self._due = max(self._due, self._clock()) + size / self._bytes_s
        ahead = self._due - self._clock()
        if ahead > 0:
            self._sleep(ahead)


def digest(path: Path, pace: Pace | None = None) -> str:
    """The file's SHA-256 in hexadecimal; raises `OSError`."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            if pace is not None:
                pace.passed(len(piece))
    return found.hexdigest()


def lacks(made: Manifest) -> bool:
    """Whether something of a recording that is over has no hash yet."""
    return made.complete and any(take.sha256 is None for take in made.takes)


def add(folder: Path, pace: Pace | None = None) -> Manifest | None:
    """
    Put the hashes that are missing into the folder's manifest; `None` where there is none of a finished one.

    Takes that are deleted meanwhile stay deleted. Blocking, for long; raises `OSError`, `ValueError`.
    """
    made = manifest.read(folder)
    if made is None or not made.complete:
        return None
    found = {take.take: _hashed(folder, take, pace) for take in made.takes if take.sha256 is None}
    cues = made.cues_sha256 or _of(folder / CUES, pace)
    with manifest.CHANGING:
        made = manifest.read(folder)
        if made is None:
            return None
        takes = [found.get(take.take, take) for take in made.takes]
        made = made.model_copy(update={"takes": takes, "cues_sha256": cues})
        manifest.write(folder, made)
    return made


def _hashed(folder: Path, take: ManifestTake, pace: Pace | None) -> ManifestTake:
    """With its hashes; one whose file is not there, or has another size, has none to go by."""
    path, journal = folder / take.file, folder / f"{take.take}.jsonl"
    if not path.is_file() or path.stat().st_size < take.bytes:
        return take
    known = {"sha256": digest(path, pace), "journal_sha256": _of(journal, pace)}
    return take.model_copy(update=known)


def _of(path: Path, pace: Pace | None) -> str | None:
    return digest(path, pace) if path.is_file() else None
