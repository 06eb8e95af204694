"""A live room knows which recordings its lesson may watch, as long as it may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.data import recordings, resources, watching
from server.data.models import Resource, WatchedRecording
from signaling.state import Role
from tests.server.control.stage import NOW, Stage, set_up


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def watched(stage: Stage) -> tuple[str, str]:
    """A lesson that an operator lets watch a finished recording, and the recording."""
    recorded, lesson = await stage.lesson(), await stage.lesson(form="observation")
    async with stage.database.session() as session:
        recording = await recordings.begin(session, recorded, NOW)
        await recordings.finish(session, recorded, "ready", duration_ms=90_000)
        await resources.ensure(session, recording)
        brought = WatchedRecording(lesson_id=lesson, recording_id=recording.id, user_id=None, added_at=NOW)
        await watching.bring(session, brought)
        return lesson, recording.id


async def test_what_the_lesson_may_watch_is_there_and_can_be_opened(stage: Stage) -> None:
    lesson, recording = await watched(stage)
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    assert list(stage.rooms.rooms[lesson].room.state.playback.recordings) == [recording]
    assert not stage.rooms.plays(lesson, recording)
    await stage.says(lesson, "teacher", f'{{"type": "open_playback", "id": 2, "recording": "{recording}"}}')
    assert stage.rooms.plays(lesson, recording)


async def test_what_is_put_into_the_trash_disappears_from_the_screens(stage: Stage) -> None:
    lesson, recording = await watched(stage)
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    await stage.says(lesson, "teacher", f'{{"type": "open_playback", "id": 2, "recording": "{recording}"}}')
    async with stage.database.session() as session:
        (await session.get_one(Resource, recording)).trashed_at = NOW
    await stage.rooms.courseware_changed(lesson)
    assert stage.rooms.rooms[lesson].room.state.playback.current is None
    assert not stage.rooms.plays(lesson, recording)
