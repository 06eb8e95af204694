"""What runs beside the requests of the application: begun with it, and asked to end all at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from aiohttp import web

from server.tasks import finished, spawn

#: Runs until the event is set.
Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
#: They were asked to end when the server began to wait for its requests.
STOP_S = 1.0


class Background:
    """Tell it of all works while the application is put together, then `attach` it."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}
        self._stopping = asyncio.Event()

    def add(self, name: str, work: Work) -> None:
        """Let `work` run for as long as the application does."""
        self._works[name] = work

    def attach(self, app: web.Application) -> None:
        """
        Begin and end all works with the application.

        They end together, and beside the last requests: one after the other they would each wait for a
        database that does not answer.
        """
        app.on_shutdown.append(self._stop)
        app.cleanup_ctx.append(self._running)

    async def _stop(self, _: web.Application) -> None:
        self._stopping.set()

    async def _running(self, _: web.Application) -> AsyncIterator[None]:
        tasks = [spawn(work(self._stopping), name=name) for name, work in self._works.items()]
        yield
        self._stopping.set()
        await finished(*tasks, within_s=STOP_S)


BACKGROUND = web.AppKey("background", Background)
