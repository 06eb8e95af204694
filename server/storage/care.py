"""
Look after recordings that are over: give every file its hash, and take the takes to the store.

A folder's manifest and its `stored.json` say how far it is, so that a server that dies goes on where it was.
A take leaves the local disk when the store's copy was read back unchanged, and `keep_days` have passed.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from media.recording import hashes, manifest
from media.recording.hashes import Pace
from media.recording.manifest import Manifest, ManifestTake
from server.data import stored
from server.data.database import Database
from server.storage.files import RecordingFiles, StoredNote, StoredTake, read_note, write_note
from server.storage.settings import Storage
from server.storage.store import StoreFailed
from server.tasks import repeat, sleep_unless
from server.units import DAY_MS

log = logging.getLogger(__name__)

ROUND_S = 60.0
MB = 1_000_000
#: What was brought back for an export is read within this time.
READING_S = 6 * 3600.0


class Care:
    """One for the process; `clock` returns Unix milliseconds. `stored` and `failed` count takes."""

    def __init__(
        self, settings: Storage, files: RecordingFiles, database: Database, clock: Callable[[], int]
    ) -> None:
        self.stored = 0
        self.failed = 0
        self._settings = settings
        self._files = files
        self._database = database
        self._clock = clock
        #: Recordings with which nothing is left to be done.
        self._done: set[str] = set()

    async def run(self, stopping: asyncio.Event) -> None:
        """A round each minute, until `stopping`."""
        # A database that is away, or a disk: the next round finds the same to do.
        await sleep_unless(stopping, ROUND_S)
        await repeat(lambda: self.round(stopping), stopping, ROUND_S, ROUND_S, "look after recordings")

    async def round(self, stopping: asyncio.Event) -> None:
        """Do what is due with every recording that is over; raises the database's errors."""
        async with self._database.session() as session:
            over = await stored.lessons_over(session)
        for lesson in over:
            if stopping.is_set():
                return
            if lesson not in self._done or lesson in self._files.brought:
                await self._look_after(lesson)

    async def _look_after(self, lesson: str) -> None:
        folder = self._files.folder(lesson)
        pace = Pace(self._settings.hash_mb_s * MB, time.monotonic)
        try:
            made = await asyncio.to_thread(_hashed, folder, pace)
            done = made is None or await self._keep(lesson, folder, made)
        except (OSError, ValueError, StoreFailed) as failure:
            self.failed += 1
            log.warning("recording of %s can't be looked after: %s", lesson, failure)
            return
        if done:
            self._done.add(lesson)

    async def _keep(self, lesson: str, folder: Path, made: Manifest) -> bool:
        """Bring the takes to the store, and let go of them here when it is time; True when that is done."""
        if self._files.store is None:
            return True
        note = await asyncio.to_thread(read_note, folder)
        for take in made.takes:
            if take.sha256 is not None and take.file not in note.files:
                note = await self._store(lesson, folder, take, note)
        if note.at is None:
            note = note.model_copy(update={"at": self._clock()})
            await asyncio.to_thread(write_note, folder, note)
        if note.at is not None and self._clock() - note.at < self._settings.keep_days * DAY_MS:
            return False
        brought = self._files.brought.get(lesson)
        if brought is not None and time.monotonic() - brought < READING_S:
            return False
        self._files.brought.pop(lesson, None)
        await asyncio.to_thread(_let_go, folder, note)
        return True

    async def _store(self, lesson: str, folder: Path, take: ManifestTake, note: StoredNote) -> StoredNote:
        """Put a take into the store and read it back; raises `StoreFailed` if it is not the same."""
        assert self._files.store is not None and take.sha256 is not None, "the caller has looked"
        path, name = folder / take.file, f"{lesson}/{take.file}"
        size = path.stat().st_size
        await self._files.store.put(name, path)
        back = hashlib.sha256()
        async for piece in self._files.store.read(name):
            back.update(piece)
        if back.hexdigest() != take.sha256:
            raise StoreFailed(f"{name} came back changed")
        self.stored += 1
        kept = {**note.files, take.file: StoredTake(size=size, sha256=take.sha256)}
        note = note.model_copy(update={"files": kept})
        if not await asyncio.to_thread(_noted, folder, take, note):
            await self._files.store.delete(name)
            raise StoreFailed(f"{name} was deleted meanwhile")
        return note


def _hashed(folder: Path, pace: Pace) -> Manifest | None:
    made = manifest.read(folder)
    return hashes.add(folder, pace) if made is not None and hashes.lacks(made) else made


def _noted(folder: Path, take: ManifestTake, note: StoredNote) -> bool:
    """Write the note, unless the take was deleted for good while it was on its way."""
    with manifest.CHANGING:
        made = manifest.read(folder)
        if made is None or all(each.take != take.take for each in made.takes):
            return False
        write_note(folder, note)
        return True


def _let_go(folder: Path, note: StoredNote) -> None:
    """Delete the takes here that the store has."""
    for file in note.files:
        (folder / file).unlink(missing_ok=True)
