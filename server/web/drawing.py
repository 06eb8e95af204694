"""The drawing of thumbnails in the application: made once, begun and ended with it."""

from __future__ import annotations

from aiohttp import web

from server.library.thumbnails.drawing import Drawing
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.shelf import JOBS

DRAWING = web.AppKey("drawing", Drawing)


def add_drawing(app: web.Application, context: Context) -> None:
    """Let the application draw thumbnails; it must have its jobs already."""
    settings = context.settings
    app[DRAWING] = Drawing(
        settings.thumbnails, settings.recordings_folder, context.database, app[JOBS], context.now_ms
    )
    app[BACKGROUND].add("watch for thumbnails", app[DRAWING].watch)
