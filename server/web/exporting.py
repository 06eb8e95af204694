"""The exports of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiohttp import web

from server.exports.making import Exports
from server.exports.storage import Storage
from server.tasks import repeat
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.shelf import JOBS, SHELF

EXPORTS = web.AppKey("exports", Exports)
EVERY_S = 3600.0
RETRY_S = 5.0


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

    def sweep(stopping: asyncio.Event) -> Coroutine[Any, Any, None]:
        return repeat(app[EXPORTS].sweep, stopping, EVERY_S, RETRY_S, "sweep exports")

    app[BACKGROUND].add("sweep exports", sweep)
