"""Counting sign-in attempts in Redis, and what happens when Redis goes away."""

from __future__ import annotations

import asyncio
import gc
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.auth.attempts import Asker, Attempts, Rate
from server.settings import SignIn
from tests.support.waiting import until


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


async def tried(attempts: Attempts, **fields: str) -> bool:
    """Whether one more attempt may be made."""
    return not await attempts.wait_s(Asker(**({"login": "li", "network": "::/64"} | fields)))


async def test_two_servers_count_together(redis: tuple[str, asyncio.subprocess.Process]) -> None:
    first, second = Attempts(limits(redis[0])), Attempts(limits(redis[0]))
    assert [await tried(each) for each in (first, second, first)] == [True, True, False]
    await second.forgive(Asker("li", "::/64"))
    assert await tried(first)
    await first.close()
    await second.close()


async def test_without_redis_each_server_counts_for_itself(
    redis: tuple[str, asyncio.subprocess.Process],
) -> None:
    attempts = Attempts(limits(redis[0]))
    assert await tried(attempts)
    redis[1].terminate()
    await redis[1].wait()
    assert [await tried(attempts) for _ in range(3)] == [True, True, False]
    await attempts.close()


async def test_forgiving_while_old_attempts_are_swept_fails_nothing() -> None:
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, failure: failures.append(failure))
    rate, names = Rate("try", "1/hour", "memory://"), ["li", "chen", "wang"]
    assert [await rate.allow(name) for name in names] == [True] * 3
    await asyncio.sleep(0)
    for name in names:
        await rate.forgive(name)
    await until(lambda: len(asyncio.all_tasks()) == 1)
    assert [await rate.allow(name) for name in (*names, "li")] == [True, True, True, False]
    gc.collect()
    assert failures == []


async def test_a_login_may_be_any_text() -> None:
    assert await tried(Attempts(limits("memory://")), login="a/b\n" * 1000)


async def test_whoever_guesses_keeps_himself_out_and_not_the_owner() -> None:
    attempts = Attempts(limits("memory://"))
    guesses = [await tried(attempts, network="192.0.2.1") for _ in range(3)]
    assert guesses == [True, True, False]
    assert await tried(attempts, network="198.51.100.7")


async def test_a_browser_that_is_known_is_not_kept_out_from_its_own_address() -> None:
    attempts = Attempts(limits("memory://"))
    while await tried(attempts):
        pass
    assert [await tried(attempts, browser="b1") for _ in range(3)] == [True, True, False]


async def test_guesses_from_many_addresses_are_counted_together() -> None:
    attempts = Attempts(SignIn(spread_attempts="3/minute"))
    assert [await tried(attempts, network=f"192.0.2.{n}") for n in range(4)] == [True, True, True, False]
    assert await tried(attempts, browser="b1")


async def test_a_wait_is_no_longer_than_the_window_that_is_full() -> None:
    attempts = Attempts(SignIn(account_attempts="2/20seconds; 9/hour"))
    waits = [await attempts.wait_s(Asker("li", "::/64")) for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert 15 < waits[2] <= 20


def test_a_flood_of_refusals_is_a_few_lines_of_the_audit() -> None:
    attempts = Attempts(limits("memory://"))
    assert sum(attempts.is_noted(Asker("li", "::/64"), 0) for _ in range(1000)) == 60
