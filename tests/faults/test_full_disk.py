"""A full disk stops one lesson's recording, is told in words, and harms nothing else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from signaling.client import Client
from signaling.messages import ErrorMessage
from signaling.state import RecordingState
from tests.support.neighbour import Neighbour, lesson_next_door, teaching_in
from tests.support.server import TestServer, running_server
from tests.support.waiting import eventually, until

pytestmark = pytest.mark.faults

FIRST, SECOND = "teacher-camera-video-0001", "teacher-camera-video-0002"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path, TONGKE_RECORDING__MIN_FREE_MB="1") as running:
        yield running


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB of its own, for the folder of one lesson."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False)
    if mounting.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


async def lesson_on(server: TestServer, disk: Path) -> str:
    lesson = await server.lesson()
    server.folder(lesson).parent.mkdir(parents=True, exist_ok=True)
    server.folder(lesson).symlink_to(disk, target_is_directory=True)
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    return lesson


def fragments(folder: Path, take: str) -> int:
    journal = folder / f"{take}.jsonl"
    return journal.read_text().count('"fragment"') if journal.exists() else 0


async def recording_is(member: Client, state: RecordingState) -> None:
    await member.until(lambda room: room.lesson.recording is state, 20)


async def takes(server: TestServer, lesson: str) -> dict[str, dict[str, Any]]:
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    manifest = json.loads((server.folder(lesson) / "manifest.json").read_text())
    return {take["take"]: take for take in manifest["takes"] if take["kind"] == "video"}


async def test_full_disk_is_told_and_the_recording_goes_on_when_there_is_room(
    server: TestServer, disk: Path
) -> None:
    async with lesson_next_door(server) as other:
        lesson = await lesson_on(server, disk)
        async with teaching_in(Neighbour(server, lesson)) as here:
            teacher = await server.member(lesson, "master", "head")
            await until(lambda: fragments(disk, FIRST) > 1, 10)
            (disk / "filler").write_bytes(bytes(2_900_000))
            await recording_is(teacher, RecordingState.FAILED)
            told = await teacher.wait_for(ErrorMessage)
            assert (told.code, "recording has stopped" in told.text) == ("disk_full", True)
            await eventually(lambda: _is_said_to_be_wrong(server), 5)
            (disk / "filler").unlink()
            await recording_is(teacher, RecordingState.ON)
            await until(lambda: fragments(disk, SECOND) > 1, 10)
            await here.hears_on()
            await other.hears_on()
            kept = await takes(server, lesson)
            assert (kept[FIRST]["end"], kept[SECOND]["end"]) == ("write_failed", "finished")
            await teacher.close()
        unharmed = await takes(server, other.lesson)
        assert list(unharmed) == [FIRST]
        assert not unharmed[FIRST]["gaps"]


async def _is_said_to_be_wrong(server: TestServer) -> bool:
    async with server.http.get(f"{server.url}/healthz") as response:
        return response.status == 503 and not (await response.json())["checks"]["recorders"]["ok"]
