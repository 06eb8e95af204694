"""Settle the scores of review rounds when their deadlines have passed, whether anybody looks or not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiohttp import web

from server.review import results
from server.tasks import repeat
from server.web.background import BACKGROUND
from server.web.context import Context

EVERY_S = 30.0
RETRY_S = 5.0


def add_settling(app: web.Application, context: Context) -> None:
    """Let the library sort by the scores of rounds that have ended by themselves."""

    def work(stopping: asyncio.Event) -> Coroutine[Any, Any, None]:
        return repeat(lambda: settle_all(context), stopping, EVERY_S, RETRY_S, "settle review rounds")

    app[BACKGROUND].add("settle review rounds", work)


async def settle_all(context: Context) -> None:
    """Settle all rounds that are due, each in a transaction of its own. Raises the database's errors."""
    is_done = False
    while not is_done:
        async with context.database.session() as session:
            is_done = await results.settle_due(session, context.now_ms()) is None
