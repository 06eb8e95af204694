"""`tongke terminal …`: pair classrooms' terminals and shut them out, by way of the running server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from server.cli.failure import one_line_errors
from server.cli.options import Remote, remote


@click.group()
def terminal() -> None:
    """
    Pair the terminals of classrooms, list them, and revoke them.

    \b
    Examples:
      tongke terminal pair K7QF3M --classroom ID --name 讲台电脑
      tongke terminal list
      tongke terminal revoke TERMINAL
    """


@terminal.command()
@click.argument("code")
@click.option("--classroom", required=True, metavar="ID", help="See `tongke classroom list`.")
@click.option("--name", metavar="NAME", help="What it is called; like its classroom when not given.")
@one_line_errors
@remote
def pair(server: Remote, code: str, classroom: str, name: str | None) -> None:
    """Give the terminal whose screen shows CODE to a classroom; prints its id."""
    body = {"code": code, "classroom": classroom} | ({"name": name} if name else {})
    server.show(server.client.post("/api/terminals", body), lambda made: str(made["id"]))


@terminal.command(name="list")
@one_line_errors
@remote
def list_(server: Remote) -> None:
    """List terminals: id, state, when each was seen last, school and classroom, name."""

    def line(entry: dict[str, Any]) -> str:
        return _line(entry, server)

    server.show(server.client.get("/api/terminals")["terminals"], line)


@terminal.command()
@click.argument("terminal_id", metavar="TERMINAL")
@click.argument("name")
@one_line_errors
@remote
def rename(server: Remote, terminal_id: str, name: str) -> None:
    """Call a terminal NAME."""
    server.show(server.client.put(f"/api/terminals/{terminal_id}", {"name": name}), _changed)


@terminal.command()
@click.argument("terminal_id", metavar="TERMINAL")
@click.option("--classroom", required=True, metavar="ID", help="See `tongke classroom list`.")
@one_line_errors
@remote
def move(server: Remote, terminal_id: str, classroom: str) -> None:
    """Give a terminal to another classroom; it leaves the lesson of the old one at once."""
    server.show(server.client.put(f"/api/terminals/{terminal_id}", {"classroom": classroom}), _changed)


@terminal.command()
@click.argument("terminal_id", metavar="TERMINAL")
@one_line_errors
@remote
def revoke(server: Remote, terminal_id: str) -> None:
    """Shut a terminal out at once and for good; its screen shows a code again."""
    server.show(server.client.delete(f"/api/terminals/{terminal_id}"), lambda _: f"revoked {terminal_id}")


def _changed(entry: dict[str, Any]) -> str:
    return f"{entry['id']}  {_place(entry)}  {entry['name']}"


def _place(entry: dict[str, Any]) -> str:
    return f"{entry['classroom']['school']} {entry['classroom']['name']}"


def _line(entry: dict[str, Any], server: Remote) -> str:
    state = "lesson" if entry["lesson"] else "online" if entry["online"] else "offline"
    at = entry["seen_at"]
    seen = f"{datetime.fromtimestamp(at / 1000, server.zone):%Y-%m-%d %H:%M}" if at else "never"
    return f"{entry['id']}  {state:<7}  {seen:<16}  {_place(entry)}  {entry['name']}"
