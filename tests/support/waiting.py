"""Wait for what must come true, instead of for a time that is hoped to be enough."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], object], within_s: float = 5.0) -> None:
    """Return as soon as `condition()` is true; raises `TimeoutError` if it never is."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.01)


async def eventually(condition: Callable[[], Awaitable[object]], within_s: float = 5.0) -> None:
    """The same for a condition that must itself be awaited (a request to a server)."""
    async with asyncio.timeout(within_s):
        while not await condition():
            await asyncio.sleep(0.05)
