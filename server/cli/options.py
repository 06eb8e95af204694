"""Options that many commands share, and how they lead to the settings and to the running server."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from server.cli.client import Client
from server.config import Settings, load
from server.settings import DEMO_FILE

Command = Callable[..., None]


def config_option(command: Command) -> Command:
    """`--config FILE`, also from TONGKE_CONFIG; handed over as `config: Path | None`."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        envvar="TONGKE_CONFIG",
        metavar="FILE",
        help="Configuration file; see configs/default.toml.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`, handed over as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")(command)


def settings_from(config: Path | None) -> Settings:
    """The settings of the named file; without one those of a demo that runs here, else the defaults."""
    settings = load(config, os.environ)
    demo = settings.data.folder / DEMO_FILE
    return load(demo, os.environ) if config is None and demo.is_file() else settings


@dataclass(frozen=True, slots=True)
class Remote:
    """What a command that talks to the server needs."""

    client: Client
    as_json: bool
    zone: ZoneInfo

    def show(self, data: Any, line: Callable[[Any], str]) -> None:
        """Print the object or the list of them: as JSON, or with a line of text each."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False))
            return
        for entry in data if isinstance(data, Sequence) else [data]:
            click.echo(line(entry))


def remote(command: Callable[..., None]) -> Command:
    """Options to find the server; the command gets them as its first argument, a `Remote`."""

    @wraps(command)
    def connected(config: Path | None, server: str | None, as_json: bool, **rest: Any) -> None:
        settings = settings_from(config)
        zone = ZoneInfo(settings.site.timezone)
        command(Remote(Client.found(settings, server), as_json, zone), **rest)

    option = click.option(
        "--server",
        envvar="TONGKE_SERVER",
        metavar="URL",
        help="Address of the server, if not this machine's.",
    )
    return config_option(option(json_option(connected)))
