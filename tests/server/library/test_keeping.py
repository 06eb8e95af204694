"""How long recordings are kept: in virtual time, on real files."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from media.recording import manifest
from media.recording.manifest import Removed
from server.data import audit, resources
from server.data.database import Database
from server.data.models import (
    Attendance,
    Forgetting,
    Lesson,
    Recording,
    Resource,
    ShareLink,
    WatchedRecording,
)
from server.library.copies import Folders
from server.library.keeping import Keeping
from server.library.rules import Retention
from server.library.watchers import PRESENT_MS, Watchers
from server.units import DAY_MS
from tests.support.takes import write_take


@dataclass
class Shelf:
    """One recording that began on day 0, and whoever keeps it; `now` is in milliseconds."""

    database: Database
    folder: Path
    keeping: Keeping
    now: int = 0

    async def change(self, **fields: object) -> None:
        """Of the resource."""
        async with self.database.session() as session:
            resource = await session.get_one(Resource, "e")
            for name, value in fields.items():
                setattr(resource, name, value)

    async def removed(self, day: float) -> list[str]:
        """What a round on that day removes."""
        self.now = int(day * DAY_MS)
        return await self.keeping.round()


@pytest.fixture
async def shelf(blank: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Shelf:
    rule = Retention(keep_days=getattr(request, "param", 0))
    folder = tmp_path / "recordings" / "l"
    keeping = Keeping(blank, Folders(folder.parent), rule, lambda: made.now)
    made = Shelf(blank, folder, keeping)
    async with blank.session() as session:
        session.add(Lesson(id="l", title="", subject="", phase="ended", starts_at=0, ends_at=0, created_at=0))
        await session.flush()
        recording = Recording(id="e", lesson_id="l", state="ready", started_at=0)
        session.add(recording)
        session.add(Attendance(lesson_id="l", member="r", name="", role="rural", present=True, at=0))
        await session.flush()
        await resources.ensure(session, recording)
    write_take(folder, "u3-camera-video-0001", started_at=0)
    return made


async def test_what_lies_in_the_trash_is_removed_after_thirty_days(shelf: Shelf) -> None:
    await shelf.change(trashed_at=5 * DAY_MS)
    assert await shelf.removed(34.9) == []
    assert shelf.folder.exists()
    assert await shelf.removed(35) == ["e"]
    assert not shelf.folder.exists()


async def test_links_that_opened_nothing_for_thirty_days_are_forgotten(shelf: Shelf) -> None:
    ends = {"good": (99, None), "revoked": (99, 5), "expired": (5, None), "just": (6, None)}
    async with shelf.database.session() as session:
        for name, (expires, revoked) in ends.items():
            link = ShareLink(id=name, token_hash=name, scope="anybody", created_at=0)
            link.expires_at = expires * DAY_MS
            link.revoked_at = None if revoked is None else revoked * DAY_MS
            session.add(link)
    await shelf.removed(35.5)
    async with shelf.database.session() as session:
        assert set(await session.scalars(select(ShareLink.id))) == {"good", "just"}


@dataclass
class Restored:
    """Somebody takes `f` out of the trash while another recording is removed."""

    database: Database

    async def forget(self, recording: Recording, removed: Removed) -> None: ...

    async def remove(self, recording: Recording) -> None:
        async with self.database.session() as session:
            (await session.get_one(Resource, "f")).trashed_at = None


async def test_what_is_taken_out_of_the_trash_during_a_round_stays(shelf: Shelf) -> None:
    async with shelf.database.session() as session:
        session.add(Lesson(id="m", title="", subject="", phase="ended", starts_at=0, ends_at=0, created_at=0))
        await session.flush()
        other = Recording(id="f", lesson_id="m", state="ready", started_at=0)
        session.add(other)
        await session.flush()
        (await resources.ensure(session, other)).trashed_at = 0
    await shelf.change(trashed_at=0)
    shelf.keeping.copies.append(Restored(shelf.database))
    assert await shelf.removed(31) == ["e"]


async def test_a_date_of_its_own_is_kept_to(shelf: Shelf) -> None:
    await shelf.change(keep_until=100 * DAY_MS)
    assert await shelf.removed(99.9) == []
    assert await shelf.removed(100) == ["e"]


@pytest.mark.parametrize("shelf", [365], indirect=True)
async def test_the_rule_counts_where_there_is_no_date(shelf: Shelf) -> None:
    assert await shelf.removed(364) == []
    await shelf.change(keep_until=400 * DAY_MS)
    assert await shelf.removed(399) == []
    await shelf.change(keep_until=None)
    assert await shelf.removed(399) == ["e"]


async def test_without_a_rule_a_recording_is_kept_for_ever(shelf: Shelf) -> None:
    assert await shelf.removed(36_500) == []


async def test_the_files_go_and_the_fact_stays(shelf: Shelf) -> None:
    await shelf.change(keep_until=DAY_MS, views=7)
    await shelf.removed(1)
    async with shelf.database.session() as session:
        resource = await session.get_one(Resource, "e")
        assert (resource.removed_at, resource.views) == (DAY_MS, 7)
        assert (await session.get_one(Lesson, "l")).phase == "ended"
        assert [(entry.actor, entry.action, entry.detail) for entry in await audit.entries(session)] == [
            ("retention", "remove_recording", {"reason": "retention"})
        ]
    assert await shelf.removed(2) == []


async def test_what_is_watched_just_now_is_removed_later(shelf: Shelf) -> None:
    await shelf.change(keep_until=DAY_MS)
    # Another process has heard the player.
    async with shelf.database.session() as session:
        await Watchers().note(session, "e", DAY_MS)
    assert await shelf.removed(1) == []
    assert await shelf.removed(1 + PRESENT_MS / DAY_MS) == ["e"]


async def test_a_player_that_goes_on_is_noted_now_and_then(shelf: Shelf) -> None:
    watchers, noted = Watchers(), []
    for now in (DAY_MS, DAY_MS + 10_000, DAY_MS + 20_000):
        async with shelf.database.session() as session:
            await watchers.note(session, "e", now)
            noted.append(await session.scalar(select(Resource.watched_at)))
    assert noted == [DAY_MS, DAY_MS, DAY_MS + 20_000]


@pytest.mark.parametrize(
    "running",
    ["UPDATE recording SET state = 'recording'", "UPDATE lesson SET phase = 'live'"],
)
async def test_a_recording_that_runs_is_never_removed(shelf: Shelf, running: str) -> None:
    await shelf.change(keep_until=DAY_MS)
    async with shelf.database.engine.begin() as connection:
        await connection.exec_driver_sql(running)
    assert await shelf.removed(2) == []


async def test_a_recording_that_a_lesson_watches_is_not_removed(shelf: Shelf) -> None:
    await shelf.change(keep_until=DAY_MS)
    async with shelf.database.session() as session:
        session.add(Lesson(id="w", title="", subject="", phase="live", starts_at=0, ends_at=0, created_at=0))
        await session.flush()
        session.add(WatchedRecording(lesson_id="w", recording_id="e", added_at=0))
    assert await shelf.removed(2) == []


async def test_a_disk_that_fails_is_tried_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is gone")

    await shelf.change(keep_until=DAY_MS)
    with monkeypatch.context() as broken:
        broken.setattr("shutil.rmtree", fails)
        assert await shelf.removed(1) == []
    assert await shelf.removed(1) == ["e"]


async def test_what_two_forget_at_once_is_noted_once(shelf: Shelf) -> None:
    row = Forgetting(recording_id="e", member="u3", what="all", reason="", by="o", at=0, takes=[])
    async with shelf.database.session() as session:
        session.add(row)
        await session.flush()
        row.recording = await session.get_one(Recording, "e", options=[selectinload(Recording.lesson)])
    await asyncio.gather(shelf.keeping.forget(row), shelf.keeping.round())
    async with shelf.database.session() as session:
        assert (await session.get_one(Forgetting, row.id)).takes == ["u3-camera-video-0001"]
    written = manifest.read(shelf.folder)
    assert written is not None
    assert [note.takes for note in written.removed] == [["u3-camera-video-0001"]]
