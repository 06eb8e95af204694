"""The courseware and the jobs of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from server.courseware.receiving import Turns
from server.courseware.shelf import Shelf
from server.courseware.storage import Storage
from server.courseware.sweep import sweep_for_ever
from server.jobs.jobs import Jobs
from server.tasks import finished, spawn
from server.web.context import Context

JOBS = web.AppKey("jobs", Jobs)
SHELF = web.AppKey("shelf", Shelf)
TURNS = web.AppKey("turns", Turns)
STOP_S = 2.0


def add_shelf(app: web.Application, context: Context) -> None:
    """Let the application have jobs and courseware."""
    settings = context.settings.courseware
    jobs = Jobs(context.database, context.now_ms, settings.convert_at_once)
    storage = Storage(context.settings.courseware_folder)
    shelf = Shelf(settings, storage, context.database, jobs, context.rooms.courseware_changed, context.now_ms)
    app[JOBS], app[SHELF], app[TURNS] = jobs, shelf, Turns()
    app.cleanup_ctx.append(lambda _: _running(shelf, context))


async def _running(shelf: Shelf, context: Context) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    await asyncio.to_thread(shelf.storage.prepare)
    await shelf.jobs.start()
    sweeping = spawn(
        sweep_for_ever(shelf, context.database, context.now_ms, stopping), name="sweep courseware"
    )
    yield
    stopping.set()
    await shelf.jobs.stop()
    await finished(sweeping, within_s=STOP_S)
