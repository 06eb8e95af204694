"""`tongke lesson …` and `tongke ticket`: drive the lessons of a running server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from server.cli.failure import one_line_errors
from server.cli.options import Remote, remote
from signaling.tools.conduct.state import FORMS


@click.group()
def lesson() -> None:
    """
    Create, list, start and end lessons of a running server.

    \b
    Examples:
      tongke lesson create
      tongke lesson create --title 荷塘月色 --classroom CLASSROOM --no-record --json
      tongke lesson create --title 集体备课 --form research
      tongke lesson list --day all
      tongke lesson end LESSON
    """


@lesson.command()
@click.option("--title", help="Without it the lesson is named by its time.")
@click.option("--subject", default="", help="Like 语文.")
@click.option("--classroom", "classrooms", multiple=True, metavar="ID", help="A rural classroom; repeatable.")
@click.option("--no-record", is_flag=True, help="Do not record the lesson.")
@click.option("--form", type=click.Choice(FORMS), default=FORMS[0], show_default=True)
@one_line_errors
@remote
def create(
    server: Remote, title: str | None, subject: str, classrooms: tuple[str, ...], no_record: bool, form: str
) -> None:
    """Create a lesson that begins now, and print its id."""
    body: dict[str, Any] = {"subject": subject, "classrooms": list(classrooms), "record": not no_record}
    body["form"] = form
    if title is not None:
        body["title"] = title
    server.show(server.client.post("/api/lessons", body), lambda created: str(created["id"]))


@lesson.command(name="list")
@click.option("--day", default="all", show_default=True, metavar="DAY", help="YYYY-MM-DD, `today` or `all`.")
@one_line_errors
@remote
def list_(server: Remote, day: str) -> None:
    """List lessons: id, phase, planned start, title."""
    path = "/api/lessons" if day == "today" else f"/api/lessons?day={day}"
    server.show(server.client.get(path)["lessons"], _line(server.zone))


@lesson.command()
@click.argument("lesson_id", metavar="LESSON")
@one_line_errors
@remote
def start(server: Remote, lesson_id: str) -> None:
    """Start a lesson, as its teacher's button does."""
    server.show(server.client.post(f"/api/lessons/{lesson_id}/start"), _line(server.zone))


@lesson.command()
@click.argument("lesson_id", metavar="LESSON")
@one_line_errors
@remote
def end(server: Remote, lesson_id: str) -> None:
    """End a lesson; returns when its recording is on disk."""
    server.show(server.client.post(f"/api/lessons/{lesson_id}/end"), _line(server.zone))


@click.command()
@click.argument("lesson_id", metavar="LESSON")
@click.option("--role", type=click.Choice(["master", "rural", "observer"]), required=True)
@click.option("--name", help="The name shown to the others.")
@click.option("--member", metavar="ID", help="Come back as this member; without it a new one each time.")
@one_line_errors
@remote
def ticket(server: Remote, lesson_id: str, role: str, name: str | None, member: str | None) -> None:
    """
    Print a ticket into a lesson: for the signalling websocket, WHIP and WHEP.

    \b
    Examples:
      tongke ticket LESSON --role master --name 李老师
      curl -H "Authorization: Bearer $(tongke ticket LESSON --role rural)" …/whip/LESSON
    """
    wanted = {"role": role, "name": name, "member": member}
    body = {key: value for key, value in wanted.items() if value is not None}
    made = server.client.post(f"/api/lessons/{lesson_id}/tickets", body)
    server.show(made, lambda answer: str(answer["ticket"]))


def _line(zone: ZoneInfo) -> Callable[[dict[str, Any]], str]:
    """A line about a lesson, with the times of the installation's zone."""

    def line(entry: dict[str, Any]) -> str:
        starts = datetime.fromtimestamp(entry["starts_at"] / 1000, zone)
        return f"{entry['id']}  {entry['phase']:<7}  {starts:%Y-%m-%d %H:%M}  {entry['title']}"

    return line
