"""Commands that run the server or one of its parts, and the one that prepares its database."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import click

from server.cli.failure import one_line_errors
from server.cli.options import config_option, json_option
from server.config import ConfigError, Settings, load


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
    """
    Run the control process alone; media workers run elsewhere and dial it.

    \b
    Examples:
      TONGKE_MEDIA__SECRET=… tongke control --config /etc/tongke/tongke.toml
    """
    from server.control import run

    run(_apart(config))


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

    run_worker(_apart(config), index)


def _apart(config: Path | None) -> Settings:
    """Settings of a process that is not started by `serve`, which would share a secret by itself."""
    settings = load(config, os.environ)
    if not settings.media.secret.get_secret_value():
        raise ConfigError("media.secret: set the same one for control and workers that are started apart")
    return settings


@click.command()
@config_option
@json_option
@one_line_errors
def migrate(config: Path | None, as_json: bool) -> None:
    """
    Bring the database to the newest tables; `serve` does it by itself at its start.

    \b
    Examples:
      tongke migrate --config /etc/tongke/tongke.toml
    """
    from server.data.database import Database
    from server.data.migration import migrate as bring_up

    settings = load(config, os.environ)

    async def run() -> str:
        database = Database(settings.data.url)
        try:
            return await bring_up(database)
        finally:
            await database.close()

    revision = asyncio.run(run())
    click.echo(json.dumps({"revision": revision}) if as_json else f"database at revision {revision}")
