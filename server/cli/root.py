"""The command group `tongke` and everything that hangs in it."""

from __future__ import annotations

import click

from server.cli.lessons import lesson, ticket
from server.cli.recordings import recording
from server.cli.running import control, media_worker, migrate, serve
from server.cli.users import user
from server.demo.command import demo

COMMANDS = (serve, control, media_worker, demo, migrate, lesson, ticket, recording, user)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tongke")
def main() -> None:
    """
    Tongke (同课): one lesson held together by a master classroom and several rural classrooms.

    \b
    Examples:
      tongke demo                          a small world on this machine, to look at
      tongke serve --config tongke.toml    a real server
      tongke lesson create --title 荷塘月色
      tongke ticket LESSON --role rural
    """


for command in COMMANDS:
    main.add_command(command)
