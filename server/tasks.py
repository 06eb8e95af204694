"""Tasks and pauses of the server: the media path's `spawn`, and a sleep that a stop cuts short."""

from __future__ import annotations

import asyncio
from typing import Any

from media.tasks import spawn

__all__ = ["finished", "sleep_unless", "spawn"]


async def sleep_unless(stopping: asyncio.Event, seconds: float) -> None:
    """Sleep, but return at once when `stopping` is set."""
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return


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
