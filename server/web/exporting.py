"""The exports of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from aiohttp import web

from server.exports.making import Exports
from server.exports.storage import Storage
from server.tasks import finished, sleep_unless, spawn
from server.web.context import Context
from server.web.shelf import JOBS, SHELF

EXPORTS = web.AppKey("exports", Exports)
EVERY_S = 3600.0
RETRY_S = 5.0
STOP_S = 2.0

log = logging.getLogger(__name__)


def add_exports(app: web.Application, context: Context) -> None:
    """Let the application make films; it must have jobs and courseware."""
    settings = context.settings
    app[EXPORTS] = Exports(
        settings.exports,
        Storage(settings.exports_folder),
        settings.recordings_folder,
        app[SHELF].storage,
        context.database,
        app[JOBS],
        context.now_ms,
    )
    app.cleanup_ctx.append(_running)


async def _running(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    sweeping = spawn(_sweep_for_ever(app[EXPORTS], stopping), name="sweep exports")
    yield
    stopping.set()
    await finished(sweeping, within_s=STOP_S)


async def _sweep_for_ever(exports: Exports, stopping: asyncio.Event) -> None:
    """Every hour, until it is stopped; soon again when the database does not answer."""
    while not stopping.is_set():
        pause = EVERY_S
        try:
            await exports.sweep()
        except Exception as failure:
            log.error("exports can't be swept yet: %s", type(failure).__name__)
            pause = RETRY_S
        await sleep_unless(stopping, pause)
