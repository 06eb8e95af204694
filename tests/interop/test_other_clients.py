"""FFmpeg and GStreamer, each with its own WebRTC, publish and watch a lesson."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import av
import pytest
import pytest_asyncio

from tests.support import ffmpeg
from tests.support.certificate import self_signed
from tests.support.server import TestServer, running_server
from tests.support.waiting import until
from tests.support.whip import Player, connect

pytestmark = [pytest.mark.interop, pytest.mark.asyncio(loop_scope="module")]

SCRIPT = Path(__file__).parents[2] / "scripts" / "gstreamer.py"
# The bindings are Debian's, for Debian's own Python.
PYTHON = "/usr/bin/python3"


def has_gstreamer() -> bool:
    try:
        return subprocess.run([PYTHON, SCRIPT, "--help"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


needs_gstreamer = pytest.mark.skipif(
    not has_gstreamer(), reason="GStreamer's Debian packages are missing: see scripts/gstreamer.py"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def lesson(server: TestServer) -> str:
    lesson = await server.lesson()
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    return lesson


@asynccontextmanager
async def ffmpeg_publishing(server: TestServer, lesson: str, folder: Path) -> AsyncIterator[None]:
    self_signed(folder)
    ticket, stop = await server.ticket(lesson, "master", "teacher"), Event()
    url, files = f"{server.url}/whip/{lesson}", (folder / "cert.pem", folder / "key.pem")
    publishing = asyncio.create_task(asyncio.to_thread(ffmpeg.publish, url, ticket, *files, stop))
    try:
        yield
    finally:
        stop.set()
        await publishing


@asynccontextmanager
async def gstreamer(*words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Our script while the block runs; it ends as by Ctrl-C."""
    running = await asyncio.create_subprocess_exec(PYTHON, SCRIPT, *words)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(running.wait(), 10) == 0


@asynccontextmanager
async def gstreamer_publishing(server: TestServer, lesson: str) -> AsyncIterator[None]:
    ticket = await server.ticket(lesson, "master", "teacher")
    async with gstreamer("publish", f"{server.url}/whip/{lesson}", ticket):
        yield


async def watch(server: TestServer, lesson: str) -> None:
    """Decode pictures and sound of the teacher. Raises `TimeoutError` if they don't come."""
    player, ticket = Player(), await server.ticket(lesson, "observer", "inspector")
    try:
        await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", ticket)
        await until(lambda: player.frames["video"] > 30 and player.frames["audio"] > 100, 30)
    finally:
        await player.close()


async def test_ffmpeg_publishes(server: TestServer, lesson: str, tmp_path: Path) -> None:
    async with ffmpeg_publishing(server, lesson, tmp_path):
        await watch(server, lesson)


@needs_gstreamer
async def test_gstreamer_publishes(server: TestServer, lesson: str) -> None:
    async with gstreamer_publishing(server, lesson):
        await watch(server, lesson)


@needs_gstreamer
async def test_gstreamer_publishes_three_layers(server: TestServer, lesson: str) -> None:
    ticket = await server.ticket(lesson, "master", "teacher")
    url = f"{server.url}/whip/{lesson}"
    async with gstreamer("publish", url, ticket, "--simulcast"):
        await watch(server, lesson)


@needs_gstreamer
async def test_gstreamer_watches(server: TestServer, lesson: str, tmp_path: Path) -> None:
    ticket, seen = await server.ticket(lesson, "observer", "inspector"), tmp_path / "seen.mkv"
    async with (
        gstreamer_publishing(server, lesson),
        gstreamer("watch", f"{server.url}/whep/{lesson}", ticket, str(seen)),
    ):
        await until(lambda: seen.exists() and seen.stat().st_size > 500_000, 15)
    with av.open(str(seen)) as file:
        assert {each.type for each in file.streams} == {"audio", "video"}
        assert sum(1 for _ in file.decode(video=0)) > 15
