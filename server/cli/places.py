"""`tongke school …` and `tongke classroom …`: where lessons happen, written straight into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from server.auth.tokens import digest, new_token
from server.cli.failure import Failure, one_line_errors
from server.cli.options import config_option, json_option, settings_from
from server.cli.writing import in_database, say
from server.config import Settings
from server.data.models import Classroom, Region, School, Terminal


@click.group()
def school() -> None:
    """
    Enter schools and list them.

    \b
    Examples:
      tongke school create 松坪中心小学 --region 云岭县
      tongke school list
    """


@school.command(name="create")
@click.argument("name")
@click.option("--region", "region_name", required=True, metavar="NAME", help="Its county or city.")
@config_option
@json_option
@one_line_errors
def create_school(name: str, region_name: str, config: Path | None, as_json: bool) -> None:
    """Enter a school, and its region if it is not there yet; prints the school's id."""

    async def write(session: AsyncSession) -> str:
        region = await session.scalar(select(Region).where(Region.name == region_name))
        if region is None:
            region = Region(kind="county", name=region_name)
            session.add(region)
            await session.flush()
        made = School(region_id=region.id, name=name)
        session.add(made)
        await session.flush()
        return made.id

    say({"id": in_database(config, write), "name": name}, as_json)


@school.command(name="list")
@config_option
@json_option
@one_line_errors
def list_schools(config: Path | None, as_json: bool) -> None:
    """List schools: id, name, and their region's id and name."""

    async def read(session: AsyncSession) -> list[dict[str, Any]]:
        query = select(School, Region).join(Region, Region.id == School.region_id).order_by(School.name)
        return [
            {"id": row.id, "name": row.name, "region_id": region.id, "region": region.name}
            for row, region in await session.execute(query)
        ]

    say(in_database(config, read), as_json)


@click.group()
def classroom() -> None:
    """
    Enter classrooms, list them, and give a rural one its terminal's link.

    \b
    Examples:
      tongke classroom create 三年级 --school ID --kind rural
      tongke classroom pupils ID 31
      tongke classroom link ID
      tongke classroom list
    """


@classroom.command(name="create")
@click.argument("name")
@click.option("--school", "school_id", required=True, metavar="ID", help="See `tongke school list`.")
@click.option("--kind", type=click.Choice(["master", "rural"]), default="rural", show_default=True)
@config_option
@json_option
@one_line_errors
def create_classroom(name: str, school_id: str, kind: str, config: Path | None, as_json: bool) -> None:
    """Enter a classroom; prints its id."""

    async def write(session: AsyncSession) -> str:
        if await session.get(School, school_id) is None:
            raise Failure(f"there is no school {school_id}")
        made = Classroom(school_id=school_id, kind=kind, name=name)
        session.add(made)
        await session.flush()
        return made.id

    say({"id": in_database(config, write), "name": name}, as_json)


@classroom.command(name="list")
@config_option
@json_option
@one_line_errors
def list_classrooms(config: Path | None, as_json: bool) -> None:
    """List classrooms: id, kind, school and name."""

    async def read(session: AsyncSession) -> list[dict[str, Any]]:
        query = select(Classroom).options(selectinload(Classroom.school)).order_by(Classroom.name)
        return [
            {"id": row.id, "kind": row.kind, "school": row.school.name, "name": row.name}
            for row in await session.scalars(query)
        ]

    say(in_database(config, read), as_json)


@classroom.command()
@click.argument("classroom_id", metavar="CLASSROOM")
@click.argument("number", type=click.IntRange(0, 500), metavar="NUMBER")
@config_option
@json_option
@one_line_errors
def pupils(classroom_id: str, number: int, config: Path | None, as_json: bool) -> None:
    """Say how many pupils belong to a classroom: the roll of its lessons expects them."""

    async def write(session: AsyncSession) -> None:
        room = await session.get(Classroom, classroom_id)
        if room is None:
            raise Failure(f"there is no classroom {classroom_id}")
        room.pupils = number

    in_database(config, write)
    say({"id": classroom_id, "pupils": number}, as_json)


@classroom.command()
@click.argument("classroom_id", metavar="CLASSROOM")
@config_option
@json_option
@one_line_errors
def link(classroom_id: str, config: Path | None, as_json: bool) -> None:
    """Make the link that a classroom's terminal opens; a link made before ends with it."""
    key = new_token()

    async def write(session: AsyncSession) -> None:
        room = await session.get(Classroom, classroom_id)
        if room is None or room.kind != "rural":
            raise Failure(f"there is no rural classroom {classroom_id}")
        of_room = select(Terminal).where(Terminal.classroom_id == room.id, Terminal.revoked_at.is_(None))
        terminal = await session.scalar(of_room.order_by(Terminal.id))
        if terminal is None:
            terminal = Terminal(classroom_id=room.id, name=room.name, key_hash="")
            session.add(terminal)
        terminal.key_hash = digest(key)

    in_database(config, write)
    say({"url": f"{_base_url(settings_from(config))}/terminal#key={key}"}, as_json)


def _base_url(settings: Settings) -> str:
    """The address that terminals open: the configured one, or this machine's own."""
    return settings.http.public_url.rstrip("/") or f"http://localhost:{settings.http.port}"
