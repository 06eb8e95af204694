"""
Where a recording's takes lie: in its folder, or in the store that keeps them.

Only the takes go to the store, which are nearly all of a recording. Manifest, journals, cues and pictures
stay in the folder, so that lists, indexes and playlists never wait for another machine; `stored.json`
in it says what the store has.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from weakref import WeakValueDictionary

from pydantic import Field

from media.recording import hashes
from media.recording.manifest import Removed
from server.data.models import Recording
from server.storage.store import NotThere, Store, StoreFailed
from signaling.shape import Shape

NOTE = "stored.json"
PARTIAL = ".fetched"


class StoredTake(Shape):
    """A file that the store has; `size` is in bytes."""

    size: int
    sha256: str


class StoredNote(Shape):
    """What the store has of one recording, by file, and since when all of it (Unix ms)."""

    files: dict[str, StoredTake] = Field(default_factory=dict)
    at: int | None = None


def read_note(folder: Path) -> StoredNote:
    """What the folder says of the store; a broken note says nothing, and all is stored again. Blocking."""
    try:
        return StoredNote.model_validate_json((folder / NOTE).read_bytes())
    except (OSError, ValueError):
        return StoredNote()


def write_note(folder: Path, note: StoredNote) -> None:
    """In one step; raises `OSError`. Blocking."""
    fresh = folder / f"{NOTE}.new"
    fresh.write_text(note.model_dump_json(indent=1), encoding="utf-8")
    fresh.replace(folder / NOTE)


class RecordingFiles:
    """All recordings' takes; `root` holds their folders, `store` is `None` where all stay there."""

    def __init__(self, root: Path, store: Store | None = None) -> None:
        self.root = root
        self.store = store
        #: When a lesson's takes were last brought back (monotonic seconds); they stay for a while.
        self.brought: dict[str, float] = {}
        #: One brings a lesson's takes back at a time; whoever waits finds them there.
        self._bringing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def folder(self, lesson: str) -> Path:
        return self.root / lesson

    async def remote(self, lesson: str, file: str) -> StoredTake | None:
        """What the store has in place of a file that is not in the folder."""
        if self.store is None:
            return None
        note = await asyncio.to_thread(read_note, self.folder(lesson))
        return note.files.get(file)

    def read(self, lesson: str, file: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes of a file that the store has. Raises `StoreFailed`."""
        if self.store is None:
            raise NotThere(file)
        return self.store.read(f"{lesson}/{file}", start, end)

    async def bring_back(self, lesson: str, files: Collection[str] | None = None) -> None:
        """
        Let these takes, or all, be in the folder again, whole and unchanged.

        For whatever reads takes by itself. They go from there again by age. Raises `StoreFailed`, `OSError`.
        """
        if self.store is None:
            return
        folder = self.folder(lesson)
        note = await asyncio.to_thread(read_note, folder)
        self.brought[lesson] = time.monotonic()
        async with self._bringing.setdefault(lesson, asyncio.Lock()):
            for file, known in note.files.items():
                if (files is None or file in files) and not (folder / file).exists():
                    await self._fetch(lesson, file, known)

    async def _fetch(self, lesson: str, file: str, known: StoredTake) -> None:
        partial = self.folder(lesson) / f"{file}{PARTIAL}"
        try:
            with partial.open("wb") as target:
                async for piece in self.read(lesson, file, 0, known.size):
                    await asyncio.to_thread(target.write, piece)
            if await asyncio.to_thread(hashes.digest, partial) != known.sha256:
                raise StoreFailed(f"{lesson}/{file} is damaged")
            partial.replace(self.folder(lesson) / file)
        finally:
            partial.unlink(missing_ok=True)

    # -- as one of the places where copies of a recording lie (`server.library.copies`)

    async def forget(self, recording: Recording, removed: Removed) -> None:
        """Delete these takes from the store."""
        folder = self.folder(recording.lesson_id)
        note = await asyncio.to_thread(read_note, folder)
        gone = {file for file in note.files if Path(file).stem in removed.takes}
        await self._delete(recording.lesson_id, gone)
        if gone:
            left = {file: take for file, take in note.files.items() if file not in gone}
            await asyncio.to_thread(write_note, folder, note.model_copy(update={"files": left}))

    async def remove(self, recording: Recording) -> None:
        """Delete everything of the recording from the store, also what no note knows of."""
        if self.store is None:
            return
        lesson = recording.lesson_id
        found = {stored.name.removeprefix(f"{lesson}/") async for stored in self.store.files(lesson)}
        await self._delete(lesson, found)

    async def _delete(self, lesson: str, files: Collection[str]) -> None:
        for file in files:
            if self.store is not None:
                await self.store.delete(f"{lesson}/{file}")
