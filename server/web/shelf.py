"""The courseware and the jobs of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from aiohttp import web

from server.courseware.receiving import Turns
from server.courseware.shelf import Shelf
from server.courseware.storage import Storage
from server.courseware.sweep import EVERY_S, RETRY_S, sweep
from server.jobs.jobs import Jobs
from server.tasks import repeat
from server.web.background import BACKGROUND
from server.web.context import Context

JOBS = web.AppKey("jobs", Jobs)
SHELF = web.AppKey("shelf", Shelf)
TURNS = web.AppKey("turns", Turns)


def add_shelf(app: web.Application, context: Context) -> None:
    """Let the application have jobs and courseware."""
    settings = context.settings.courseware
    jobs = Jobs(context.database, context.now_ms, settings.convert_at_once)
    storage = Storage(context.settings.courseware_folder)
    shelf = Shelf(settings, storage, context.database, jobs, context.rooms.courseware_changed, context.now_ms)
    app[JOBS], app[SHELF], app[TURNS] = jobs, shelf, Turns()
    app.cleanup_ctx.append(lambda _: _running(shelf))

    def sweep_now() -> Coroutine[Any, Any, None]:
        return sweep(shelf, context.database, context.now_ms())

    def sweeping(stopping: asyncio.Event) -> Coroutine[Any, Any, None]:
        return repeat(sweep_now, stopping, EVERY_S, RETRY_S, "sweep courseware")

    app[BACKGROUND].add("sweep courseware", sweeping)


async def _running(shelf: Shelf) -> AsyncIterator[None]:
    await asyncio.to_thread(shelf.storage.prepare)
    await shelf.jobs.start()
    yield
    await shelf.jobs.stop()
