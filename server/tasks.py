"""Tasks and pauses of the server: the media path's `spawn`, and a sleep that a stop cuts short."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from media.tasks import spawn

__all__ = ["finished", "repeat", "sleep_unless", "spawn"]

log = logging.getLogger(__name__)


async def sleep_unless(stopping: asyncio.Event, seconds: float) -> None:
    """Sleep, but return at once when `stopping` is set."""
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return


async def repeat(
    do: Callable[[], Awaitable[object]], stopping: asyncio.Event, every_s: float, retry_s: float, what: str
) -> None:
    """
    Do something at once and then `every_s`, until `stopping`; again after `retry_s` when it has failed.

    `what` is done so, in the words of the log: "sweep exports".
    """
    while not stopping.is_set():
        pause = every_s
        try:
            await do()
        except Exception as failure:
            log.error("can't %s yet: %s", what, type(failure).__name__)
            pause = retry_s
        await sleep_unless(stopping, pause)


async def finished(*tasks: asyncio.Task[Any], within_s: float) -> None:
    """
    Wait for tasks that were asked to end; those that do not are cancelled.

    A task that is cancelled within a database query leaves a connection that
    SQLAlchemy closes in a task of its own: a loop that ends meanwhile would hang.
    """
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=within_s)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=within_s)
