"""The imports of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from aiohttp import web

from server.imports.bringing import Imports
from server.imports.storage import Storage
from server.tasks import finished, sleep_unless, spawn
from server.web.context import Context
from server.web.shelf import JOBS

IMPORTS = web.AppKey("imports", Imports)
EVERY_S = 3600.0
RETRY_S = 5.0
STOP_S = 2.0

log = logging.getLogger(__name__)


def add_imports(app: web.Application, context: Context) -> None:
    """Let the application take films in; it must have jobs."""
    settings = context.settings
    storage = Storage(settings.imports_folder)
    app[IMPORTS] = Imports(
        settings.imports, storage, settings.recordings_folder, context.database, app[JOBS], context.now_ms
    )
    app.cleanup_ctx.append(_running)


async def _running(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    sweeping = spawn(_sweep_for_ever(app[IMPORTS], stopping), name="sweep imports")
    yield
    stopping.set()
    await finished(sweeping, within_s=STOP_S)


async def _sweep_for_ever(imports: Imports, stopping: asyncio.Event) -> None:
    """Every hour, until it is stopped; soon again when the database does not answer."""
    while not stopping.is_set():
        pause = EVERY_S
        try:
            await imports.sweep()
        except Exception as failure:
            log.error("imports can't be swept yet: %s", type(failure).__name__)
            pause = RETRY_S
        await sleep_unless(stopping, pause)
