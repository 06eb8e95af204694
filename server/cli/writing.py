"""How commands write straight into the database and tell what they did."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy.ext.asyncio import AsyncSession

from server.cli.options import settings_from
from server.data.database import Database
from server.data.migration import migrate

_Result = TypeVar("_Result")


def in_database(config: Path | None, work: Callable[[AsyncSession], Awaitable[_Result]]) -> _Result:
    """What `work` returns, done in one transaction on a database that is brought up to date first."""

    async def run() -> _Result:
        database = Database(settings_from(config).data.url)
        try:
            await migrate(database)
            async with database.session() as session:
                return await work(session)
        finally:
            await database.close()

    return asyncio.run(run())


def say(done: dict[str, Any] | list[dict[str, Any]], as_json: bool) -> None:
    """Print the object or the list of them: as JSON, or a line of words each."""
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False))
        return
    for entry in done if isinstance(done, list) else [done]:
        click.echo("  ".join(map(str, entry.values())))
