"""`tongke recording verify`: compare recordings with the hashes that were computed after their lessons."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from server.cli.failure import Failure, one_line_errors
from server.cli.options import config_option, json_option, settings_from
from server.config import Settings
from server.storage.verify import Finding


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option("--all", "everything", is_flag=True, help="Every recording, and what belongs to none.")
@config_option
@json_option
@one_line_errors
def verify(lessons: tuple[str, ...], everything: bool, config: Path | None, as_json: bool) -> None:
    """
    Find rot, missing and foreign files in recordings, on disk and in the store.

    LESSON is the name of a recording's folder, or its id. Every file is read: a disk gives about 100 MB a
    second. The exit status is 1 when something is wrong; what has no hash yet is told, and is no damage.

    \b
    Examples:
      tongke recordings verify vztjy6flv4vz
      tongke recordings verify --all --json
    """
    if everything == bool(lessons):
        raise click.UsageError("name lessons, or say --all")
    count, found = asyncio.run(_verified(settings_from(config), lessons, None if as_json else _tell))
    if as_json:
        click.echo(json.dumps([each.model_dump(mode="json") for each in found]))
    bad = sum(each.is_bad for each in found)
    if not as_json:
        click.echo(f"{count} read, {f'{bad} wrong' if bad else 'nothing wrong'}")
    if bad:
        raise click.exceptions.Exit(1)


def _tell(found: Finding) -> None:
    place = f"{found.lesson}/{found.file}".rstrip("/")
    click.echo(f"{found.wrong:<8}  {place}{'  (in the store)' if found.stored else ''}")


async def _verified(
    settings: Settings, lessons: Sequence[str], tell: Callable[[Finding], None] | None
) -> tuple[int, list[Finding]]:
    """How many recordings were read, named or all, and what is wrong, told as soon as it is known."""
    from server.storage.verify import foreign, verify
    from server.web.stored import files_of

    files, found = files_of(settings), list[Finding]()

    def note(news: Sequence[Finding]) -> None:
        found.extend(news)
        if tell is not None:
            for each in news:
                tell(each)

    named = [each if files.folder(each).is_dir() else await _of_id(settings, each) for each in lessons]
    over, recorded = (named, None) if named else await _known(settings)
    for lesson in over:
        note(await verify(files, lesson))
    if recorded is not None:
        note(await foreign(files, recorded))
    return len(over), found


async def _of_id(settings: Settings, name: str) -> str:
    """The folder of the recording with that id; raises `Failure`."""
    from server.data import recordings
    from server.data.database import Database

    database = Database(settings.data.url)
    try:
        async with database.session() as session:
            found = await recordings.by_id(session, name)
    finally:
        await database.close()
    if found is None:
        raise Failure(f"there is no recording {name}. See: tongke recordings list")
    return found.lesson_id


async def _known(settings: Settings) -> tuple[Sequence[str], Sequence[str]]:
    """The lessons whose recordings are over, and all that have one."""
    from server.data import stored
    from server.data.database import Database

    database = Database(settings.data.url)
    try:
        async with database.session() as session:
            return await stored.lessons_over(session), await stored.lessons_recorded(session)
    finally:
        await database.close()
