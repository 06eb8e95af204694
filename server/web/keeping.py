"""What looks after the recordings of the application: begun and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from server.library.copies import Folders
from server.library.keeping import Keeping
from server.library.watchers import Watchers
from server.tasks import finished, spawn
from server.web.context import Context

KEEPING = web.AppKey("keeping", Keeping)
WATCHERS = web.AppKey("watchers", Watchers)
STOP_S = 2.0


def add_keeping(app: web.Application, context: Context) -> None:
    """Let the application keep recordings by their rules, and count who watches."""
    watchers, folders = Watchers(), Folders(context.settings.recordings_folder)
    rule = context.settings.retention
    app[WATCHERS] = watchers
    app[KEEPING] = Keeping(context.database, folders, rule, watchers, context.now_ms)
    app.cleanup_ctx.append(_running)


async def _running(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    rounds = spawn(app[KEEPING].run(stopping), name="keep recordings")
    yield
    stopping.set()
    await finished(rounds, within_s=STOP_S)
