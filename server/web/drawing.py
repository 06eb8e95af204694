"""The drawing of thumbnails in the application: made once, begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from server.library.thumbnails.drawing import Drawing
from server.tasks import finished, spawn
from server.web.context import Context
from server.web.shelf import JOBS

DRAWING = web.AppKey("drawing", Drawing)
STOP_S = 2.0


def add_drawing(app: web.Application, context: Context) -> None:
    """Let the application draw thumbnails; it must have its jobs already."""
    settings = context.settings
    app[DRAWING] = Drawing(
        settings.thumbnails, settings.recordings_folder, context.database, app[JOBS], context.now_ms
    )
    app.cleanup_ctx.append(_watching)


async def _watching(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    watching = spawn(app[DRAWING].watch(stopping), name="watch for thumbnails")
    yield
    stopping.set()
    await finished(watching, within_s=STOP_S)
