"""Commands that run the server or one of its parts, and the one that prepares its database."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import click

from server.cli.failure import Failure, one_line_errors
from server.cli.options import config_option, json_option
from server.config import load


@click.command()
@config_option
@json_option
@one_line_errors
def serve(config: Path | None, as_json: bool) -> None:
    """
    Run the whole server until Ctrl-C: control process and media workers.

    \b
    Examples:
      tongke serve
      tongke serve --config /etc/tongke/tongke.toml
      TONGKE_HTTP__PORT=9000 tongke serve
    """
    from server.supervisor import supervise

    settings = load(config, os.environ)
    if as_json:
        click.echo(json.dumps({"url": settings.local_url, "pid": os.getpid()}))
    raise SystemExit(asyncio.run(supervise(config, os.environ)))


@click.command()
@config_option
@one_line_errors
def control(config: Path | None) -> None:
    """Run the control process alone; media workers run elsewhere and dial it."""
    from server.control import run

    run(load(config, os.environ))


@click.command(name="media-worker")
@config_option
@click.option("--index", default=0, show_default=True, help="Listens on UDP media.port + index.")
@one_line_errors
def media_worker(config: Path | None, index: int) -> None:
    """
    Run one media worker that dials the control process of media.control_url.

    \b
    Examples:
      TONGKE_MEDIA__SECRET=… tongke media-worker --config worker.toml --index 1
    """
    from server.workers.process import run_worker

    run_worker(load(config, os.environ), index)


@click.command()
@config_option
@json_option
@one_line_errors
def migrate(config: Path | None, as_json: bool) -> None:
    """Bring the database to the newest tables; `serve` does it by itself at its start."""
    from server.data.database import Database
    from server.data.migration import migrate as bring_up

    settings = load(config, os.environ)

    async def run() -> str:
        database = Database(settings.data.url)
        try:
            return await bring_up(database)
        finally:
            await database.close()

    try:
        revision = asyncio.run(run())
    except OSError as failure:
        raise Failure(f"the database does not answer: {failure}") from None
    click.echo(json.dumps({"revision": revision}) if as_json else f"database at revision {revision}")
