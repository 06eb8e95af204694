"""The search of the application: made once, and kept up for as long as it runs."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from aiohttp import web
from sqlalchemy import ColumnElement
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.storage import Storage
from server.data.gone import DatabaseGone
from server.library.indexing import Indexing
from server.library.search.finder import Finder
from server.library.search.indexes import index_for
from server.web.background import BACKGROUND
from server.web.context import Context
from server.web.routes import Call

log = logging.getLogger(__name__)

FINDER = web.AppKey("finder", Finder)
INDEXING = web.AppKey("indexing", Indexing)


def add_finding(app: web.Application, context: Context) -> None:
    """Let the application search, and index what changes."""
    index = index_for(context.database)
    indexing = Indexing(context.database, index, Storage(context.settings.courseware_folder))
    app[FINDER], app[INDEXING] = Finder(index), indexing
    app[BACKGROUND].add("keep the search up", app[INDEXING].run)
    app[BACKGROUND].add("read the search's entries", partial(_read, context, app[FINDER]))


async def _read(context: Context, finder: Finder, _: asyncio.Event) -> None:
    """Nobody shall wait for a hundred thousand entries; what fails here is read by the first search."""
    try:
        async with context.database.session() as session:
            await finder.read(session, context.now_ms())
    except (DatabaseGone, SQLAlchemyError) as failure:
        log.info("entries of the search are not read yet: %s", type(failure).__name__)


async def seen_by(session: AsyncSession, call: Call) -> ColumnElement[bool]:
    """A condition over `SearchEntry`: the recordings that whoever asks may see now."""
    return await call.request.app[FINDER].seen(session, call.person, call.context.now_ms())
