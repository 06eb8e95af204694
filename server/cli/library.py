"""`tongke library …`: what keeps the library's search in order."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import click

from server.cli.failure import one_line_errors
from server.cli.options import config_option, json_option
from server.config import Settings, load


@click.group()
def library() -> None:
    """
    Keep the library's search in order.

    \b
    Examples:
      tongke library reindex
      tongke library reindex --anew
    """


@library.command()
@click.option("--anew", is_flag=True, help="Throw the index away first; words are found again as it is made.")
@config_option
@json_option
@one_line_errors
def reindex(anew: bool, config: Path | None, as_json: bool) -> None:
    """
    Have every recording indexed again by the server, which may run meanwhile.

    The index is made of what the database and the courseware hold: nothing can be lost. About 200
    recordings are done in a second; people search on, and find each as soon as it is done.
    """
    count = asyncio.run(_reindex(load(config, os.environ), anew))
    click.echo(json.dumps({"recordings": count}) if as_json else f"{count} recordings will be indexed")


async def _reindex(settings: Settings, anew: bool) -> int:
    from server.courseware.storage import Storage
    from server.data.database import Database
    from server.data.migration import migrate
    from server.library.indexing import Indexing
    from server.library.search.indexes import index_for

    database = Database(settings.data.url)
    try:
        await migrate(database)
        indexing = Indexing(database, index_for(database), Storage(settings.courseware_folder))
        await indexing.prepare()
        return await (indexing.start_anew() if anew else indexing.mark_all())
    finally:
        await database.close()
