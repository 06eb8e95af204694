"""What a media worker carries outlives the control process, which goes on with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.worker.protocol import RoomInventory
from signaling.claims import Claims
from signaling.state import Role
from tests.server.control.stage import NOW, Ear, ScriptedWorker, Stage, set_up
from tests.support.waiting import until


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as built:
        yield built


async def test_transports_of_a_worker_that_outlived_control_are_adopted(stage: Stage) -> None:
    lesson = await stage.lesson()
    await stage.join(lesson, "teacher", Role.MASTER)
    await stage.rooms.start(lesson)
    await stage.crash()
    carried = ["teacher/up", "teacher/down", "whep/inspector/a1", "ghost/up"]
    worker = ScriptedWorker(
        carried=[RoomInventory(room=lesson, transports=carried, producers=[], recording=True)]
    )
    stage.registry.welcome(worker.link)
    await until(lambda: "record" in worker.types())
    await until(lambda: "close_transport" in worker.types())
    closed = [command.transport for command in worker.commands if command.type == "close_transport"]
    assert closed == ["ghost/up"]


async def test_whip_and_whep_sessions_go_on_after_a_crash(stage: Stage) -> None:
    lesson, worker = await stage.lesson(), ScriptedWorker()
    stage.registry.welcome(worker.link)
    conductor = await stage.rooms.open(lesson)
    claims = Claims(sub="obs", lesson=lesson, role=Role.MASTER, name="OBS", exp=NOW + 1)
    conductor.outlets.open("whip/obs/a1", Ear())
    conductor.carry_out(conductor.room.exchanges.open_publisher("whip/obs/a1", claims, "v=0", NOW))
    await stage.rooms.start(lesson)
    await stage.crash()
    carried = RoomInventory(
        room=lesson,
        transports=["whip/obs/a1", "whep/v/b2"],
        producers=["obs/camera/audio", "obs/camera/video"],
        recording=True,
        slots={"whep/v/b2": 3},
    )
    stage.registry.welcome((worker := ScriptedWorker(carried=[carried])).link)
    await until(lambda: "route" in worker.types())
    conductor = await stage.rooms.open(lesson)
    conductor.carry_out(conductor.room.tick(NOW + 60_000))
    assert "obs/camera" in conductor.room.state.sources
    (route,) = [command for command in worker.commands if command.type == "route"]
    assert [slot.video for slot in route.slots] == ["obs/camera/video", None, None]


async def test_room_that_a_worker_carries_after_its_lesson_is_cleared_out(stage: Stage) -> None:
    lesson = await stage.lesson(phase="ended")
    worker = ScriptedWorker(carried=[RoomInventory(room=lesson, transports=[], producers=[], recording=True)])
    stage.registry.welcome(worker.link)
    await until(lambda: worker.types() == ["finish_recording", "close_room"])
