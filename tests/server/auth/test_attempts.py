"""Counting sign-in attempts in Redis, and what happens when Redis goes away."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.auth.attempts import Attempts
from server.settings import SignIn


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed (redis-server)")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        "redis-server", "--port", str(port), "--save", "", cwd=tmp_path, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    while b"Ready to accept" not in await process.stdout.readline():
        pass
    yield f"redis://127.0.0.1:{port}/0", process
    if process.returncode is None:
        process.terminate()
    await process.communicate()


def limits(url: str) -> SignIn:
    return SignIn(account_attempts="2/minute", limits_url=url)


async def test_two_servers_count_together(redis: tuple[str, asyncio.subprocess.Process]) -> None:
    first, second = Attempts(limits(redis[0])), Attempts(limits(redis[0]))
    assert [await each.allow("li", "::1") for each in (first, second, first)] == [True, True, False]
    await second.forgive("li")
    assert await first.allow("li", "::1")
    await first.close()
    await second.close()


async def test_without_redis_each_server_counts_for_itself(
    redis: tuple[str, asyncio.subprocess.Process],
) -> None:
    attempts = Attempts(limits(redis[0]))
    assert await attempts.allow("li", "::1")
    redis[1].terminate()
    await redis[1].wait()
    assert [await attempts.allow("li", "::1") for _ in range(3)] == [True, True, False]
    await attempts.close()


async def test_a_login_may_be_any_text() -> None:
    assert await Attempts(limits("memory://")).allow("a/b\n" * 1000, "::1")
