"""A classroom's registered camera is part of its lessons: seen, recorded, and outliving what dies."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import pytest
import pytest_asyncio

from server.data.database import Database
from server.data.models import Classroom, Region, School
from signaling.client import Client
from signaling.messages import GiveFloor
from signaling.state import RoomState
from tests.support.clip import make_clip
from tests.support.server import TestServer, restarted, running_server
from tests.support.waiting import eventually, until
from tests.support.whip import Player, connect

pytestmark = [pytest.mark.interop, pytest.mark.asyncio(loop_scope="module")]

ROOM = "liuxi3"
CAMERA = f"{ROOM}/camera"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestServer]:
    """A server with one rural classroom, in which a film plays the camera."""
    folder = tmp_path_factory.mktemp("cameras")
    clip = make_clip(folder / "clip.mp4", "libx264", "aac", 4, bf="0", g="25")
    async with running_server(folder / "data", TONGKE_CAMERAS__FILES_FOLDER=str(folder)) as running:
        await furnish(running)
        await running.ask("POST", "/api/cameras", camera(clip))
        yield running


async def furnish(server: TestServer) -> None:
    database = Database(server.settings.data.url)
    async with database.session() as session:
        session.add(Region(id="r", kind="county", name="云岭县"))
        await session.flush()
        session.add(School(id="s", region_id="r", name="柳溪小学"))
        await session.flush()
        session.add(Classroom(id=ROOM, school_id="s", kind="rural", name="柳溪三年级"))
    await database.close()


def camera(clip: Path) -> dict[str, Any]:
    return {"classroom": ROOM, "name": "教室摄像机", "url": f"file://{clip}"}


async def live_lesson(server: TestServer) -> tuple[str, Client]:
    """A lesson that runs, with its classroom in it."""
    lesson = await server.lesson(classrooms=[ROOM])
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    classroom = await server.member(lesson, "rural", ROOM)
    await classroom.until(has_camera, 15)
    return lesson, classroom


def has_camera(state: RoomState) -> bool:
    source = state.sources.get(CAMERA)
    return source is not None and source.audio and source.video


async def test_it_is_seen_when_called_on_and_recorded(server: TestServer) -> None:
    lesson, classroom = await live_lesson(server)
    teacher = await server.member(lesson, "master", "teacher")
    await teacher.ask(GiveFloor(member=ROOM))
    player, ticket = Player(), await server.ticket(lesson, "observer", "inspector")
    await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", ticket)
    await until(lambda: player.frames["video"] > 30 and player.frames["audio"] > 50, 20)
    await player.close()
    await classroom.close()
    await teacher.close()
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    manifest = json.loads((server.folder(lesson) / "manifest.json").read_text())
    takes = {take["kind"]: take["file"] for take in manifest["takes"] if take["source"] == CAMERA}
    assert set(takes) == {"audio", "video"}
    with av.open(str(server.folder(lesson) / takes["video"])) as file:
        assert sum(1 for _ in file.decode(video=0)) > 20


async def test_it_outlives_control_and_returns_after_a_workers_death(server: TestServer) -> None:
    _, classroom = await live_lesson(server)
    (puller,) = pullers(server)
    server.kill(server.control)
    await restarted(server.control)
    await eventually(server.is_well, 30)
    await classroom.until(has_camera, 20)
    assert pullers(server) == [puller]
    server.kill(server.worker)
    await restarted(server.worker)
    await until(lambda: pullers(server) and not Path(f"/proc/{puller}/task").exists(), 30)
    await eventually(server.is_well, 30)
    await classroom.until(has_camera, 20)
    await classroom.close()


async def test_one_that_is_removed_leaves_the_lesson_at_once(server: TestServer) -> None:
    _, classroom = await live_lesson(server)
    (registered,) = (await server.ask("GET", "/api/cameras"))["cameras"]
    await server.ask("DELETE", f"/api/cameras/{registered['id']}")
    await classroom.until(lambda state: CAMERA not in state.sources)
    await until(lambda: not pullers(server))
    await classroom.close()


def pullers(server: TestServer) -> list[str]:
    """The processes that the media worker has started to pull cameras."""
    process = server.worker.process
    assert process is not None
    try:
        tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    except OSError:
        return []
