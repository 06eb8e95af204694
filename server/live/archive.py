"""Everything that is kept of live lessons: facts into the database, cues into the recordings' folders."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from server.live.backlog import Backlog
from server.live.cuefiles import CueFiles
from server.live.disk import Disk, Marks
from server.live.facts import Fact, Noted
from server.live.lessons import HOPELESS, StoredLessons
from server.tasks import finished, spawn
from signaling.commands import KeepCue
from signaling.cues import Cue

STOP_S = 3.0


class Archive:
    """One for the control process; `start` it, and `stop` it before the database closes."""

    def __init__(self, lessons: StoredLessons, recordings: Path, disk: Disk | None = None) -> None:
        self.recordings = recordings
        self.disk = disk or Disk(recordings, Marks(0, 0, 0))
        self.facts: Backlog[Fact] = Backlog("database", lessons.store, hopeless=HOPELESS)
        self.files = CueFiles(recordings)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            spawn(self.facts.run(), name="archive of facts"),
            spawn(self.files.backlog.run(), name="archive of cue files"),
        ]

    def keep(self, lesson: str, cue: KeepCue) -> None:
        self.facts.put(Fact(lesson, cue))
        self.files.append(lesson, cue.cue)

    def note(self, lesson: str, what: Noted) -> None:
        self.facts.put(Fact(lesson, what))

    def begin_file(self, lesson: str, cues: Sequence[Cue]) -> None:
        """The lesson is recorded: keep its cues, from the first on, in its folder too."""
        self.files.begin(lesson, cues)

    def may_record(self, lesson: str, now: int) -> bool:
        """Whether the disk has room to begin (Unix ms); a recording that is begun goes on."""
        self.disk.look(now)
        return self.disk.takes_new or self.folder(lesson).exists()

    def refused(self) -> None:
        """Count a recording that was not begun."""
        self.disk.refused += 1

    def folder(self, lesson: str) -> Path:
        """The lesson's recording folder."""
        return self.recordings / lesson

    async def settled(self, within_s: float) -> bool:
        """Wait until everything is written; false if it is not in time."""
        both = await asyncio.gather(self.facts.drained(within_s), self.files.backlog.drained(within_s))
        return all(both)

    async def stop(self) -> None:
        """Write what is left, for a few seconds at most."""
        await self.settled(STOP_S)
        self.facts.stop()
        self.files.backlog.stop()
        await finished(*self._tasks, within_s=STOP_S)
