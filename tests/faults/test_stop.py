"""Ctrl-C in the middle of requests ends the whole server in time, whatever the database is doing."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout

from media import clock
from server.auth.tokens import operator_token
from tests.support.server import SECRET, TestServer

pytestmark = pytest.mark.faults

SERVE = (sys.executable, "-c", "from server.cli import main; main()", "serve")
REQUESTS = 50
WITHIN_S = 10


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[tuple[TestServer, asyncio.subprocess.Process]]:
    """`tongke serve` as a person starts it."""
    described = TestServer(tmp_path)
    process = await asyncio.create_subprocess_exec(*SERVE, env=os.environ | described.environment)
    try:
        async with described.beside():
            yield described, process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ask(http: ClientSession, server: TestServer, started: asyncio.Semaphore) -> None:
    headers = {"Authorization": f"Bearer {operator_token(SECRET, clock.now())}"}
    started.release()
    try:
        async with http.post(f"{server.url}/api/lessons", json={}, headers=headers) as response:
            await response.read()
    except ClientError:
        return


@pytest.mark.parametrize("locked", [False, True], ids=["database well", "database locked"])
async def test_sigint_during_requests_ends_the_server(
    server: tuple[TestServer, asyncio.subprocess.Process], locked: bool
) -> None:
    running, process = server
    with sqlite3.connect(running.settings.data.folder / "tongke.db") as other:
        if locked:
            other.execute("BEGIN IMMEDIATE")
        async with ClientSession(timeout=ClientTimeout(total=30)) as http:
            started = asyncio.Semaphore(0)
            asking = [asyncio.ensure_future(ask(http, running, started)) for _ in range(REQUESTS)]
            for _ in range(REQUESTS):
                await started.acquire()
            await asyncio.sleep(0.1)
            process.send_signal(signal.SIGINT)
            assert await asyncio.wait_for(process.wait(), WITHIN_S) == 0
            await asyncio.gather(*asking)
        other.rollback()
