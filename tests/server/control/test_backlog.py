"""What waits for a store is written in order, however often the store fails, and never beyond the bound."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from server.live import backlog as backlog_module
from server.live.backlog import Backlog


class Hopeless(Exception):
    """The item's own fault."""


class Store:
    """Fails with the scripted exceptions first; `poison` always."""

    def __init__(self, *failures: Exception, poison: str = "") -> None:
        self.written: list[str] = []
        self.failures = list(failures)
        self.poison = poison

    async def write(self, items: list[str]) -> None:
        if self.failures:
            raise self.failures.pop(0)
        if self.poison in items:
            raise Hopeless
        self.written.extend(items)


@asynccontextmanager
async def running(
    write: Callable[[list[str]], Awaitable[None]], limit: int = 100
) -> AsyncIterator[Backlog[str]]:
    backlog: Backlog[str] = Backlog("store", write, hopeless=(Hopeless,), limit=limit)
    task = asyncio.ensure_future(backlog.run())
    yield backlog
    backlog.stop()
    await task


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog_module, "FIRST_PAUSE_S", 0.001)


async def test_items_are_written_in_order() -> None:
    store = Store()
    async with running(store.write) as backlog:
        for item in "abc":
            backlog.put(item)
        assert await backlog.drained(5)
    assert store.written == ["a", "b", "c"]


async def test_store_that_was_away_gets_everything_later() -> None:
    store = Store(OSError(), OSError())
    async with running(store.write) as backlog:
        backlog.put("a")
        assert await backlog.drained(5)
    assert store.written == ["a"] and backlog.failing is None


async def test_failing_store_is_named_meanwhile() -> None:
    store = Store(*[ConnectionError()] * 1000)
    async with running(store.write) as backlog:
        backlog.put("a")
        assert not await backlog.drained(0.01)
        assert backlog.failing == "ConnectionError"


async def test_hopeless_item_is_left_out_and_counted() -> None:
    store = Store(poison="b")
    async with running(store.write) as backlog:
        for item in "abc":
            backlog.put(item)
        assert await backlog.drained(5)
    assert store.written == ["a", "c"] and backlog.rejected == 1


async def test_full_queue_drops_and_counts() -> None:
    backlog: Backlog[str] = Backlog("store", Store().write, limit=2)
    assert [backlog.put(item) for item in "abc"] == [True, True, False]
    assert (len(backlog), backlog.dropped) == (2, 1)
