"""A disk that gets full: told long before, no new recording then, and the lesson goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.live.disk import LOOK_EVERY_MS, MB, Disk, Level, Marks
from signaling.messages import ErrorMessage
from signaling.state import RecordingState, Role
from tests.server.control.stage import NOW, PUBLISH, Ear, ScriptedWorker, Stage, set_up
from tests.support.waiting import until

MARKS = Marks(warn_mb=1000, start_mb=200, least_mb=50)


class FakeSpace:
    """A disk of 4 GB with so many MB free."""

    def __init__(self, free_mb: int) -> None:
        self.free_mb = free_mb
        self.looks = 0

    def __call__(self, folder: Path) -> tuple[int, int]:
        self.looks += 1
        return self.free_mb * MB, 4096 * MB


def disk_with(space: FakeSpace, folder: Path = Path("/recordings")) -> Disk:
    return Disk(folder, MARKS, space)


@pytest.mark.parametrize(
    ("free", "level"),
    [
        (1000, Level.GOOD),
        (999, Level.LOW),
        (200, Level.LOW),
        (199, Level.SHORT),
        (50, Level.SHORT),
        (49, Level.FULL),
        (0, Level.FULL),
    ],
)
def test_each_mark_has_its_level(free: int, level: Level) -> None:
    assert MARKS.level(free) is level


def test_marks_that_stand_crosswise_are_read_carefully() -> None:
    assert Marks(warn_mb=0, start_mb=0, least_mb=50).level(49) is Level.FULL
    assert Marks(warn_mb=0, start_mb=100, least_mb=50).level(99) is Level.SHORT


def test_the_disk_is_not_asked_with_every_tick() -> None:
    space = FakeSpace(5000)
    disk = disk_with(space)
    for passed in (0, 1000, LOOK_EVERY_MS - 1, LOOK_EVERY_MS):
        disk.look(NOW + passed)
    assert space.looks == 2


def test_a_disk_that_cannot_be_asked_takes_no_new_recording() -> None:
    def gone(folder: Path) -> tuple[int, int]:
        raise OSError("stale handle")

    disk = Disk(Path("/recordings"), MARKS, gone)
    assert disk.look(NOW) is Level.FULL
    assert not disk.takes_new


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def lesson_on(stage: Stage, space: FakeSpace) -> tuple[str, ScriptedWorker, Ear]:
    """A teacher with a camera starts the lesson, on a disk with so much room."""
    stage.archive.disk = disk_with(space, stage.recordings)
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    ear = await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    await stage.rooms.start(lesson)
    await asyncio.sleep(0)
    return lesson, worker, ear


def recording(stage: Stage, lesson: str) -> tuple[RecordingState, str]:
    state = stage.rooms.rooms[lesson].room.state.lesson
    return state.recording, state.recording_reason


async def test_no_recording_is_begun_on_a_disk_that_is_nearly_full(stage: Stage) -> None:
    lesson, worker, ear = await lesson_on(stage, FakeSpace(100))
    assert recording(stage, lesson) == (RecordingState.FAILED, "disk_low")
    assert [each.code for each in ear.heard if isinstance(each, ErrorMessage)] == ["disk_low"]
    assert "record" not in worker.types()
    assert stage.archive.disk.refused == 1


async def test_it_begins_by_itself_when_there_is_room(stage: Stage) -> None:
    space = FakeSpace(100)
    lesson, worker, _ = await lesson_on(stage, space)
    space.free_mb, stage.now = 3000, stage.now + LOOK_EVERY_MS
    stage.rooms.tick(stage.rooms.rooms[lesson])
    assert recording(stage, lesson) == (RecordingState.ON, "")
    assert worker.types().count("record") == 1


async def test_a_recording_that_runs_goes_on_while_the_disk_gets_full(stage: Stage) -> None:
    space = FakeSpace(3000)
    lesson, worker, _ = await lesson_on(stage, space)
    await stage.archive.settled(2.0)
    before = worker.types().count("record")
    space.free_mb, stage.now = 100, stage.now + LOOK_EVERY_MS
    await stage.join(lesson, "class-a", Role.RURAL)
    await stage.says(lesson, "class-a", PUBLISH)
    await until(lambda: worker.types().count("record") > before)
    assert recording(stage, lesson) == (RecordingState.ON, "")
    assert stage.archive.disk.level is Level.SHORT


async def test_a_restarted_server_goes_on_with_what_was_recorded(stage: Stage) -> None:
    lesson, _, _ = await lesson_on(stage, FakeSpace(3000))
    await stage.archive.settled(2.0)
    await stage.crash()
    stage.archive.disk = disk_with(FakeSpace(100), stage.recordings)
    worker = ScriptedWorker()
    stage.registry.welcome(worker.link)
    await stage.rooms.open(lesson)
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.says(lesson, "teacher", PUBLISH)
    await asyncio.sleep(0)
    assert "record" in worker.types()
