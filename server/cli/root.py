"""The command group `tongke`; each command is loaded only when it is used, so that scripts don't wait."""

from __future__ import annotations

from importlib import import_module

import click

#: Where each command lies: its module, in which it has its name with `_` for `-`.
COMMANDS = {
    "serve": "server.cli.running",
    "control": "server.cli.running",
    "media-worker": "server.cli.running",
    "demo": "server.demo.command",
    "migrate": "server.cli.running",
    "lesson": "server.cli.lessons",
    "ticket": "server.cli.lessons",
    "recording": "server.cli.recordings",
    "library": "server.cli.library",
    "job": "server.cli.jobs",
    "user": "server.cli.users",
    "school": "server.cli.places",
    "classroom": "server.cli.places",
    "terminal": "server.cli.terminals",
    "camera": "server.cli.cameras",
}


#: What people type as well.
ALIASES = {"recordings": "recording", "jobs": "job"}


class LateGroup(click.Group):
    """A group whose commands are imported at their first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command), f"{cmd_name} is a command"
        return found


@click.group(
    cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
