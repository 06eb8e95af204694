"""Write things down without making a lesson wait: a bounded queue in front of a store that may be away."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Generic, TypeVar

from server.tasks import sleep_unless

log = logging.getLogger(__name__)

T = TypeVar("T")

#: A lesson of an hour has some hundred cues: this holds a whole county for the time of a database's restart.
LIMIT = 20_000
BATCH = 200
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0


class Backlog(Generic[T]):
    """
    Items in order, written in batches by `write`, again and again until it succeeds.

    `hopeless` says which failures are the item's own: it is then left out and
    counted in `rejected`. What finds the queue full is counted in `dropped`.
    """

    def __init__(
        self,
        name: str,
        write: Callable[[list[T]], Awaitable[None]],
        *,
        hopeless: tuple[type[Exception], ...] = (),
        limit: int = LIMIT,
    ) -> None:
        self.name = name
        self.dropped = 0
        self.rejected = 0
        self.failing: str | None = None
        self._write = write
        self._hopeless = hopeless
        self._limit = limit
        self._items: deque[T] = deque()
        self._news = asyncio.Event()
        self._stopping = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: T) -> bool:
        """Queue one item; false, and counted, if the queue is full."""
        if len(self._items) >= self._limit:
            self.dropped += 1
            return False
        self._items.append(item)
        self._empty.clear()
        self._news.set()
        return True

    async def run(self) -> None:
        """Write until `stop`; a write that is under way is never broken off."""
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            if not self._items:
                self._news.clear()
                await self._news.wait()
            elif await self._write_batch():
                pause = FIRST_PAUSE_S
            else:
                await sleep_unless(self._stopping, pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def stop(self) -> None:
        """Let `run` end; what is still queued is not written."""
        self._stopping.set()
        self._news.set()

    async def _write_batch(self) -> bool:
        batch = list(islice(self._items, BATCH))
        try:
            await self._write(batch)
        except self._hopeless as failure:
            return await self._write_singly(batch, failure)
        except Exception as failure:
            self._fail(failure)
            return False
        self._forget(len(batch))
        return True

    async def _write_singly(self, batch: list[T], failure: Exception) -> bool:
        if len(batch) == 1:
            self.rejected += 1
            log.error("%s: one item can't be stored and is left out", self.name, exc_info=failure)
            self._forget(1)
            return True
        for item in batch:
            try:
                await self._write([item])
            except self._hopeless as own:
                self.rejected += 1
                log.error("%s: one item can't be stored and is left out", self.name, exc_info=own)
            except Exception as other:
                self._fail(other)
                return False
            self._forget(1)
        return True

    def _fail(self, failure: Exception) -> None:
        if self.failing is None:
            log.error("%s can't be written, trying again", self.name, exc_info=failure)
        self.failing = type(failure).__name__

    def _forget(self, count: int) -> None:
        if self.failing is not None:
            log.warning("%s can be written again", self.name)
        self.failing = None
        for _ in range(count):
            self._items.popleft()
        if not self._items:
            self._empty.set()

    async def drained(self, within_s: float) -> bool:
        """Wait until everything is written; false if it is not within `within_s` seconds."""
        try:
            await asyncio.wait_for(self._empty.wait(), within_s)
        except TimeoutError:
            return False
        return True
