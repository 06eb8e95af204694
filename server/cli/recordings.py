"""`tongke recording …`: what a running server has recorded."""

from __future__ import annotations

from typing import Any

import click

from server.cli.failure import one_line_errors
from server.cli.imports import import_
from server.cli.options import Remote, remote
from server.cli.verify import verify


@click.group()
def recording() -> None:
    """
    See what a running server has recorded.

    \b
    Examples:
      tongke recording list
      tongke recording list --json
      tongke recording import /srv/films --subject 语文
      tongke recording verify --all
    """


@recording.command(name="list")
@one_line_errors
@remote
def list_(server: Remote) -> None:
    """List recordings, newest first: id, state, length, lesson's title, folder of the takes."""
    server.show(server.client.get("/api/recordings")["recordings"], _line)


recording.add_command(import_)
recording.add_command(verify)


def _line(entry: dict[str, Any]) -> str:
    minutes, seconds = divmod(entry["duration_ms"] // 1000, 60)
    title = entry["lesson"]["title"]
    return f"{entry['id']}  {entry['state']:<9}  {minutes:3d}:{seconds:02d}  {title}  {entry['folder']}"
