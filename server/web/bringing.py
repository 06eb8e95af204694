"""The imports of the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiohttp import web

from server.imports.bringing import Imports
from server.imports.storage import Storage
from server.tasks import repeat
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.shelf import JOBS

IMPORTS = web.AppKey("imports", Imports)
EVERY_S = 3600.0
RETRY_S = 5.0


def add_imports(app: web.Application, context: Context) -> None:
    """Let the application take films in; it must have jobs."""
    settings = context.settings
    storage = Storage(settings.imports_folder)
    app[IMPORTS] = Imports(
        settings.imports, storage, settings.recordings_folder, context.database, app[JOBS], context.now_ms
    )

    def sweep(stopping: asyncio.Event) -> Coroutine[Any, Any, None]:
        return repeat(app[IMPORTS].sweep, stopping, EVERY_S, RETRY_S, "sweep imports")

    app[BACKGROUND].add("sweep imports", sweep)
