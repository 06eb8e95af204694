"""`tongke demo`: a small believable world on this machine, ready to be looked at."""

from __future__ import annotations

import asyncio
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

import click

from server.cli.failure import Failure, one_line_errors
from server.cli.options import json_option
from server.config import Settings
from server.data.database import Database
from server.data.migration import migrate
from server.demo import plan, welcome
from server.demo.courseware import bring_courseware
from server.demo.readiness import healthy
from server.demo.seed import seed
from server.secret_key import secret_key
from server.supervisor import supervise
from server.tasks import spawn


@click.command()
@click.option(
    "--host",
    is_flag=False,
    flag_value=plan.LAN,
    metavar="[ADDRESS]",
    help="Serve the LAN over TLS, at this machine's address or the given one.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="TCP port of the pages. [default: 8080]")
@json_option
@one_line_errors
def demo(host: str | None, port: int | None, as_json: bool) -> None:
    """
    Run a small world to try: a teacher, three rural classrooms, today's timetable.

    Data is kept in ./var; a second start goes on with it. With --json one line of JSON
    is printed when all is ready.

    \b
    Examples:
      tongke demo
      tongke demo --port 9000
      tongke demo --host                 for other devices on the LAN, over TLS
      tongke demo --host 192.168.1.20
    """
    settings = plan.settings(host, port, os.environ)
    for obstacle in plan.obstacles(settings):
        raise Failure(obstacle)
    secret = secret_key(settings)
    say = _quiet if as_json else click.echo
    say("准备数据 · preparing the database …")
    asyncio.run(_prepare(settings, secret))
    said = json.dumps(welcome.facts(settings, secret)) if as_json else welcome.text(settings, secret)
    say("启动服务 · starting the server …")
    path = plan.write(settings)
    try:
        status = asyncio.run(_run(settings, path, said))
    finally:
        path.unlink(missing_ok=True)
    raise SystemExit(status)


async def _prepare(settings: Settings, secret: str) -> None:
    database = Database(settings.data.url)
    try:
        await migrate(database)
        now = int(time.time() * 1000)
        async with database.session() as session:
            await seed(session, secret, now, ZoneInfo(settings.site.timezone))
        await bring_courseware(settings, database, now)
    finally:
        await database.close()


async def _run(settings: Settings, config: Path, said: str) -> int:
    """Supervise until stopped; greet as soon as the server is healthy. Returns the exit status."""
    log = settings.data.folder / "demo.log"
    with log.open("a", encoding="utf-8", buffering=1) as file:
        greeter = spawn(_greet(settings, said, log), name="greeting of the demonstration")
        try:
            return await supervise(
                config, plan.environment(settings, os.environ), lambda line: _note(line, file)
            )
        finally:
            greeter.cancel()
            with suppress(asyncio.CancelledError):
                await greeter


async def _greet(settings: Settings, said: str, log: Path) -> None:
    if await healthy(settings):
        click.echo(said)
    else:
        click.echo(f"tongke: the server does not become healthy; see {log}", err=True)


def _note(line: str, file: TextIO) -> None:
    file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")
    if line.startswith("[supervisor]"):
        click.echo(line, err=True)


def _quiet(text: str) -> None:
    """Say nothing: a script reads the one line of JSON."""
