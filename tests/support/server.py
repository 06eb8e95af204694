"""A whole Tongke server in processes of its own, for tests that go through its real doors."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, cast

from aiohttp import ClientError, ClientSession, TCPConnector

from media import clock
from server.auth.tokens import operator_token
from server.config import Settings, load
from server.supervisor import Child, Supervisor, children
from server.tasks import spawn
from server.trust import only
from signaling.client import Client
from tests.support.waiting import eventually, until

SECRET = "a secret that only this test's server knows"
START_S = 40


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A port that nobody uses now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return cast(int, probe.getsockname()[1])


class TestServer:
    """The supervisor in this process, its children as real ones; `start` and `stop` as often as you like."""

    __test__ = False

    def __init__(self, folder: Path, **settings: str) -> None:
        self.environment = {
            "TONGKE_HTTP__PORT": str(free_port()),
            "TONGKE_MEDIA__PORT": str(free_port(socket.SOCK_DGRAM)),
            "TONGKE_MEDIA__WORKERS": "1",
            "TONGKE_DATA__FOLDER": str(folder),
            "TONGKE_SECRET__KEY": SECRET,
            "TONGKE_ROOM__GRACE_S": "4",
            **settings,
        }
        self.settings: Settings = load(None, self.environment)
        self.said: list[str] = []
        self.supervisor: Supervisor | None = None
        self._running: asyncio.Task[int] | None = None
        self._http: ClientSession | None = None

    @property
    def url(self) -> str:
        return self.settings.local_url

    @property
    def http(self) -> ClientSession:
        assert self._http is not None, "started"
        return self._http

    async def start(self) -> None:
        """Start all processes; returns when `/healthz` is content."""
        control, workers = children(self.settings, None, os.environ | self.environment)
        self.supervisor = Supervisor(control, workers, self._hear)
        self._running = spawn(self.supervisor.run(), name="supervisor")
        self._http = self._http or self._client()
        await eventually(self.is_well, START_S)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Its client's side alone, for a server that somebody else has started with this environment."""
        self._http = self._client()
        try:
            await eventually(self.is_well, START_S)
            yield
        finally:
            await self._http.close()

    def _client(self) -> ClientSession:
        certificate = self.settings.http.tls_cert
        return ClientSession(connector=TCPConnector(ssl=only(certificate) if certificate else True))

    def _hear(self, line: str) -> None:
        self.said.append(line)
        print(line)  # pytest shows it when the test fails

    async def is_well(self) -> bool:
        try:
            async with self.http.get(f"{self.url}/healthz") as response:
                return response.status == 200
        except ClientError:
            return False

    async def has_workers(self, count: int) -> bool:
        """Whether so many media workers are connected."""
        with suppress(ClientError):
            async with self.http.get(f"{self.url}/metrics") as response:
                return f"tongke_workers {count}.0" in await response.text()
        return False

    async def stop(self) -> None:
        """Stop as Ctrl-C does."""
        if self.supervisor is not None and self._running is not None:
            self.supervisor.stop()
            await self._running
            self.supervisor = None

    async def kill_everything(self) -> None:
        """`kill -9` of all processes at once, as when the power fails."""
        assert self.supervisor is not None and self._running is not None
        self.supervisor.stop()
        for child in [*self.supervisor.workers, self.supervisor.control]:
            self.kill(child)
        await self._running
        self.supervisor = None

    def kill(self, child: Child) -> None:
        """`kill -9` of one process."""
        assert child.process is not None
        child.process.kill()

    @property
    def control(self) -> Child:
        assert self.supervisor is not None
        return self.supervisor.control

    @property
    def worker(self) -> Child:
        assert self.supervisor is not None
        return self.supervisor.workers[0]

    async def close(self) -> None:
        await self.stop()
        if self._http is not None:
            await self._http.close()

    # -- what an operator does

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """A REST request as the command line makes it; raises on a status that is no success."""
        headers = {"Authorization": f"Bearer {operator_token(SECRET, clock.now())}"}
        async with self.http.request(
            method, f"{self.url}{path}", json=body or {}, headers=headers
        ) as response:
            assert response.ok, await response.text()
            return cast("dict[str, Any]", await response.json())

    async def lesson(self, **fields: Any) -> str:
        """Create a lesson and answer its id."""
        return cast(str, (await self.ask("POST", "/api/lessons", {"title": "荷塘月色"} | fields))["id"])

    async def ticket(self, lesson: str, role: str, member: str) -> str:
        body = {"role": role, "name": member, "member": member}
        return cast(str, (await self.ask("POST", f"/api/lessons/{lesson}/tickets", body))["ticket"])

    async def member(self, lesson: str, role: str, member: str) -> Client:
        """Join a lesson over the websocket."""
        return await self.enter(await self.ticket(lesson, role, member))

    async def enter(self, ticket: str) -> Client:
        """Join with a ticket that one has already."""
        client = self.client(ticket)
        await client.join()
        return client

    def client(self, ticket: str) -> Client:
        """Somebody who has not joined yet."""
        return Client(self.url.replace("http", "ws", 1) + "/signal", ticket, spawn)

    def folder(self, lesson: str) -> Path:
        return self.settings.recordings_folder / lesson


@asynccontextmanager
async def running_server(folder: Path, **settings: str) -> AsyncIterator[TestServer]:
    """A server that runs while the block does."""
    server = TestServer(folder, **settings)
    try:
        await server.start()
        yield server
    finally:
        await server.close()


async def restarted(child: Child, restarts: int = 1) -> None:
    """Wait until the supervisor has started the child again."""
    await until(lambda: child.restarts >= restarts, 15)
