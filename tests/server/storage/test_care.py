"""Recordings that are over: hashed, taken to the store, read back, let go of, brought back, deleted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from media.recording import hashes, manifest
from media.recording.manifest import Removed
from server.data import recordings
from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Lesson, Recording
from server.storage.care import Care
from server.storage.files import RecordingFiles, read_note
from server.storage.local import LocalStore
from server.storage.s3 import S3Store
from server.storage.settings import S3, Storage
from server.storage.store import Store, StoreFailed
from server.units import DAY_MS
from tests.support.takes import write_take

NOW = 1_795_226_400_000
TAKE, OTHER = "u3-camera-video-0001", "k2-camera-audio-0001"


@dataclass
class Kept:
    """A finished recording of two takes, and who looks after it."""

    database: Database
    root: Path
    store: Store
    settings: Storage = field(default_factory=Storage)
    lesson: str = ""
    now: int = NOW

    @property
    def folder(self) -> Path:
        return self.root / self.lesson

    @property
    def local(self) -> set[str]:
        return {path.name for path in self.folder.glob("*.mp4")}

    async def remote(self) -> set[str]:
        return {found.name async for found in self.store.files(self.lesson)}

    async def round(self) -> Care:
        """A process that has just been started looks after everything once."""
        self.files = RecordingFiles(self.root, self.store)
        care = Care(self.settings, self.files, self.database, lambda: self.now)
        await care.round(asyncio.Event())
        return care

    async def recording(self) -> Recording:
        async with self.database.session() as session:
            found = await recordings.of_lesson(session, self.lesson)
        assert found is not None
        return found


@pytest.fixture(params=["local", "s3"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'tongke.db'}")
    await migrate(database)
    store: Store = LocalStore(tmp_path / "store")
    if request.param == "s3":
        s3: S3 = request.getfixturevalue("s3")
        store = S3Store(s3.model_copy(update={"prefix": tmp_path.name}))
    kept = Kept(database, tmp_path / "recordings", store)
    async with database.session() as session:
        lesson = Lesson(title="荷塘月色", subject="语文", starts_at=NOW, ends_at=NOW, created_at=NOW)
        session.add(lesson)
        await session.flush()
        kept.lesson = lesson.id
        await recordings.begin(session, lesson.id, NOW)
        await recordings.finish(session, lesson.id, "ready", duration_ms=3000)
    for take in (TAKE, OTHER):
        write_take(kept.folder, take, started_at=NOW)
    manifest.write(kept.folder, manifest.build(kept.folder, ended_at=NOW + 9000))
    yield kept
    await database.close()


async def test_what_is_over_is_hashed_and_taken_to_the_store(kept: Kept) -> None:
    care = await kept.round()
    made = manifest.read(kept.folder)
    assert made is not None and not hashes.lacks(made)
    assert await kept.remote() == {f"{kept.lesson}/{TAKE}.mp4", f"{kept.lesson}/{OTHER}.mp4"}
    assert (care.stored, care.failed) == (2, 0)


async def test_takes_stay_here_as_long_as_is_said(kept: Kept) -> None:
    await kept.round()
    kept.now += 7 * DAY_MS - 1
    await kept.round()
    assert kept.local == {f"{TAKE}.mp4", f"{OTHER}.mp4"}
    kept.now += 1
    await kept.round()
    assert kept.local == set()
    assert (kept.folder / f"{TAKE}.jsonl").exists()


async def test_a_second_process_stores_nothing_twice(kept: Kept) -> None:
    await kept.round()
    assert (await kept.round()).stored == 0


async def test_what_has_rotted_before_it_was_stored_is_not_let_go_of(kept: Kept) -> None:
    hashes.add(kept.folder)
    (kept.folder / f"{TAKE}.mp4").write_bytes(b"r" * 3100)
    kept.settings = Storage(keep_days=0)
    care = await kept.round()
    assert care.failed == 1
    assert f"{TAKE}.mp4" in kept.local
    assert TAKE not in str(read_note(kept.folder).files)


async def test_a_reader_gets_takes_brought_back_unchanged(kept: Kept) -> None:
    before = (kept.folder / f"{TAKE}.mp4").read_bytes()
    kept.settings = Storage(keep_days=0)
    await kept.round()
    assert kept.local == set()
    await kept.files.bring_back(kept.lesson, [f"{TAKE}.mp4"])
    assert (kept.folder / f"{TAKE}.mp4").read_bytes() == before
    assert kept.local == {f"{TAKE}.mp4"}


async def test_two_readers_at_once_get_the_same_take(kept: Kept) -> None:
    before = (kept.folder / f"{TAKE}.mp4").read_bytes()
    kept.settings = Storage(keep_days=0)
    await kept.round()
    await asyncio.gather(*(kept.files.bring_back(kept.lesson) for _ in range(2)))
    assert (kept.folder / f"{TAKE}.mp4").read_bytes() == before


async def test_a_damaged_copy_is_not_brought_back(kept: Kept, tmp_path: Path) -> None:
    kept.settings = Storage(keep_days=0)
    await kept.round()
    rotten = tmp_path / "rotten"
    rotten.write_bytes(b"r" * 3100)
    await kept.store.put(f"{kept.lesson}/{TAKE}.mp4", rotten)
    with pytest.raises(StoreFailed):
        await kept.files.bring_back(kept.lesson)
    assert f"{TAKE}.mp4" not in kept.local


async def test_a_range_is_read_from_the_store(kept: Kept) -> None:
    kept.settings = Storage(keep_days=0)
    await kept.round()
    known = await kept.files.remote(kept.lesson, f"{TAKE}.mp4")
    assert known is not None and known.size == 3100
    pieces = [piece async for piece in kept.files.read(kept.lesson, f"{TAKE}.mp4", 98, 103)]
    assert b"".join(pieces) == b"iifff"


async def test_a_classroom_that_is_forgotten_is_forgotten_by_the_store(kept: Kept) -> None:
    await kept.round()
    removed = Removed(at=NOW, member="k2", what="all", takes=[OTHER])
    await kept.files.forget(await kept.recording(), removed)
    assert await kept.remote() == {f"{kept.lesson}/{TAKE}.mp4"}
    assert list(read_note(kept.folder).files) == [f"{TAKE}.mp4"]


async def test_a_recording_that_is_removed_is_gone_from_the_store(kept: Kept) -> None:
    await kept.round()
    await kept.files.remove(await kept.recording())
    assert await kept.remote() == set()


async def test_without_a_store_takes_are_hashed_and_stay(kept: Kept) -> None:
    care = Care(Storage(keep_days=0), RecordingFiles(kept.root), kept.database, lambda: NOW)
    await care.round(asyncio.Event())
    made = manifest.read(kept.folder)
    assert made is not None and not hashes.lacks(made)
    assert kept.local == {f"{TAKE}.mp4", f"{OTHER}.mp4"}
