"""The servers that the SFU bench compares, each started with everything it needs and stopped again."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiohttp

from tests.support.server import TestServer, free_port
from tests.support.waiting import eventually

PLUGINS: tuple[str, ...] = ("audiobridge", "duktape", "echotest", "lua", "nosip", "recordplay", "sip")
PLUGINS += ("streaming", "textroom", "videocall", "voicemail")
TRANSPORTS = ("mqtt", "nanomsg", "pfunix", "rabbitmq", "websockets")
# One worker whatever comes, and all members from one address.
UNLIMITED = {
    "TONGKE_MEDIA__WORKERS": "1",
    "TONGKE_MEDIA__SPAN_RECEIVERS": "1000",
    "TONGKE_MEDIA__SPAN_LOAD": "1",
    "TONGKE_ROOM__JOINS_PER_MINUTE": "100000",
}

#: So long a start may take on a machine that has other work.
BUSY_START_S = 60.0


class Measured(Protocol):
    """A running server: `process` is the one that carries packets."""

    name: str

    @property
    def process(self) -> int: ...

    async def entrance(self, role: str) -> list[str]:
        """The options by which a load process of this role enters the room of the next run."""
        ...

    async def leave(self) -> None:
        """Close the room of the run that has ended."""
        ...


@dataclass
class Tongke:
    """Our server, with one media worker; each run is a lesson of its own that nobody records."""

    name: str
    server: TestServer
    lesson: str = ""

    @property
    def process(self) -> int:
        child = self.server.worker.process
        assert child is not None, "started"
        return child.pid

    async def entrance(self, role: str) -> list[str]:
        if not self.lesson:
            self.lesson = await self.server.lesson(record=False)
            await self.server.ask("POST", f"/api/lessons/{self.lesson}/start")
        who = {"publish": ("master", "teacher"), "receive": ("observer", "audience")}[role]
        ticket = await self.server.ticket(self.lesson, *who)
        return ["--url", f"{self.server.url}/{{role}}/{self.lesson}", "--ticket", ticket]

    async def leave(self) -> None:
        lesson, self.lesson = self.lesson, ""
        if lesson:
            await self.server.ask("POST", f"/api/lessons/{lesson}/end")

    @asynccontextmanager
    async def idle_rooms(self, count: int) -> AsyncIterator[None]:
        """Lessons that run with nobody in them."""
        lessons = [await self.server.lesson(record=False) for _ in range(count)]
        for lesson in lessons:
            await self.server.ask("POST", f"/api/lessons/{lesson}/start")
        yield
        for lesson in lessons:
            await self.server.ask("POST", f"/api/lessons/{lesson}/end")


@asynccontextmanager
async def tongke(name: str, checkout: Path | None = None, **settings: str) -> AsyncIterator[Tongke]:
    """Our server, from the sources of another checkout if one is given."""
    with tempfile.TemporaryDirectory() as folder:
        sources = {"PYTHONSAFEPATH": "1", "PYTHONPATH": str(checkout)} if checkout else {}
        server = TestServer(Path(folder), **(UNLIMITED | settings | sources))
        try:
            with suppress(TimeoutError):
                await server.start()
            await eventually(server.is_well, BUSY_START_S)
            yield Tongke(name, server)
        finally:
            await server.close()


@dataclass
class Janus:
    """Janus with nothing but its videoroom, its HTTP interface and ICE-lite."""

    name: str
    process: int
    url: str

    async def entrance(self, role: str) -> list[str]:
        return ["--janus", "--url", self.url]

    async def leave(self) -> None:
        """The next publisher replaces the room."""


def janus_is_installed() -> bool:
    return shutil.which("janus") is not None


@asynccontextmanager
async def janus() -> AsyncIterator[Janus]:
    """The installed Janus on free ports of the loopback."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        _configure_janus(Path(folder), port)
        process = await asyncio.create_subprocess_exec(
            "janus", "-F", folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}/janus"
        try:
            await eventually(lambda: _answers(f"{url}/info"), 10)
            yield Janus("Janus", process.pid, url)
        finally:
            process.terminate()
            await process.wait()


async def _answers(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as http, http.get(url) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def _configure_janus(folder: Path, port: int) -> None:
    plugins = ",".join(f"libjanus_{name}.so" for name in PLUGINS)
    transports = ",".join(f"libjanus_{name}.so" for name in TRANSPORTS)
    (folder / "janus.jcfg").write_text(
        f'general: {{ configs_folder = "{folder}"\n debug_level = 1\n session_timeout = 0 }}\n'
        "nat: { ice_lite = true }\n"
        f'plugins: {{ disable = "{plugins}" }}\ntransports: {{ disable = "{transports}" }}\n'
        "events: { broadcast = false }\n"
    )
    (folder / "janus.transport.http.jcfg").write_text(
        f'general: {{ json = "compact"\n base_path = "/janus"\n http = true\n port = {port}\n'
        ' ip = "127.0.0.1"\n https = false }\nadmin: { admin_http = false }\n'
    )
    (folder / "janus.plugin.videoroom.jcfg").write_text("general: { }\n")
