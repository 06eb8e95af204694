"""
How full the disk of the recordings is, told long before it is full.

There are four levels: `good`; `low`, of which the technician is warned; `short`, on which no new
recording is begun; `full`, on which the media worker stops those that run (its reserve), and says so.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

log = logging.getLogger(__name__)

MB = 2**20
#: A lesson of an hour with ten pictures writes about 1 MB a second: nothing is missed within this time.
LOOK_EVERY_MS = 5_000


class Level(StrEnum):
    GOOD = "good"
    LOW = "low"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Marks:
    """So many MB free are too few: to be at ease, to begin a recording, to go on with one."""

    warn_mb: int
    start_mb: int
    least_mb: int

    def level(self, free_mb: int) -> Level:
        """Where a disk stands with so much free."""
        if free_mb < self.least_mb:
            return Level.FULL
        if free_mb < max(self.start_mb, self.least_mb):
            return Level.SHORT
        return Level.LOW if free_mb < max(self.warn_mb, self.start_mb, self.least_mb) else Level.GOOD


#: Bytes free and in all where a folder lies; raises `OSError`.
Space = Callable[[Path], tuple[int, int]]


def space(folder: Path) -> tuple[int, int]:
    """Of the real disk; a folder that does not exist yet lies where its parent does."""
    present = next(each for each in (folder, *folder.parents) if each.exists())
    usage = shutil.disk_usage(present)
    return usage.free, usage.total


class Disk:
    """Looks now and then; `refused` counts the recordings that were not begun."""

    def __init__(self, folder: Path, marks: Marks, look: Space = space) -> None:
        self.marks = marks
        self.level = Level.GOOD
        self.free_mb = 0
        self.total_mb = 0
        self.refused = 0
        self._folder = folder
        self._space = look
        self._looked_at: int | None = None

    def look(self, now: int) -> Level:
        """The level now (Unix ms); a change is logged. A disk that can't be asked counts as full."""
        if self._looked_at is None or not 0 <= now - self._looked_at < LOOK_EVERY_MS:
            self._looked_at = now
            self._ask()
        return self.level

    @property
    def takes_new(self) -> bool:
        """Whether a recording may be begun."""
        return self.level in (Level.GOOD, Level.LOW)

    def _ask(self) -> None:
        try:
            free, total = self._space(self._folder)
        except OSError as failure:
            log.error("the disk of the recordings can't be asked: %s", failure)
            free = total = 0
        self.free_mb, self.total_mb = free // MB, total // MB
        before, self.level = self.level, self.marks.level(self.free_mb)
        if self.level is not before:
            note = log.info if self.level is Level.GOOD else log.warning
            note("disk of the recordings: %s, %d MB of %d free", self.level, self.free_mb, self.total_mb)
