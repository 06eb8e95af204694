"""The search of the application: made once, and kept up for as long as it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from server.courseware.storage import Storage
from server.library.indexing import Indexing
from server.library.search.finder import Finder
from server.library.search.indexes import index_for
from server.tasks import finished, spawn
from server.web.context import Context

FINDER = web.AppKey("finder", Finder)
INDEXING = web.AppKey("indexing", Indexing)
STOP_S = 2.0


def add_finding(app: web.Application, context: Context) -> None:
    """Let the application search, and index what changes."""
    index = index_for(context.database)
    indexing = Indexing(context.database, index, Storage(context.settings.courseware_folder))
    app[FINDER], app[INDEXING] = Finder(index, lambda: indexing.changes), indexing
    app.cleanup_ctx.append(_indexing)


async def _indexing(app: web.Application) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    keeping = spawn(app[INDEXING].run(stopping), name="keep the search up")
    yield
    stopping.set()
    await finished(keeping, within_s=STOP_S)
