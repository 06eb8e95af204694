"""The command line drives a running server from a script."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.cli.root import COMMANDS
from server.data import people
from server.demo import world
from server.tickets import Tickets
from tests.support.site import MORNING, SECRET, Site

NOBODY_THERE = "http://127.0.0.1:9"


@pytest.fixture
def site_environment() -> dict[str, str]:
    return {"TONGKE_SECRET__KEY": SECRET}


async def run(site: Site, *words: str, locale: str = "C.UTF-8") -> Result:
    """Run a command beside the site, with the same configuration."""
    environ = {
        "LC_ALL": locale,
        "TONGKE_SECRET__KEY": SECRET,
        "TONGKE_DATA__FOLDER": str(site.context.settings.data.folder),
        "TONGKE_HTTP__PORT": str(site.server.port),
    }
    return await asyncio.to_thread(CliRunner().invoke, main, words, env=environ)


async def answer(site: Site, *words: str) -> Any:
    """What the command says with `--json`."""
    result = await run(site, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(autouse=True)
def clock_of_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's tokens are made at the site's time."""
    monkeypatch.setattr("server.cli.client.time.time", lambda: site.now)


async def test_a_lesson_is_created_from_nothing_started_and_ended(site: Site) -> None:
    lesson = (await run(site, "lesson", "create")).stdout.strip()
    assert (await answer(site, "lesson", "start", lesson))["phase"] == "live"
    assert (await answer(site, "lesson", "end", lesson))["phase"] == "ended"


async def test_a_lesson_is_created_with_everything_said(site: Site) -> None:
    room = world.demo_id("liuxi classroom")
    made = await answer(site, "lesson", "create", "--title", "荷塘月色", "--classroom", room, "--no-record")
    assert (made["title"], made["record"], made["classrooms"][0]["id"]) == ("荷塘月色", False, room)


async def test_lessons_are_listed_for_people_and_for_scripts(site: Site) -> None:
    assert "2026-11-23 08:30  古诗三首" in (await run(site, "lesson", "list")).stdout
    assert len(await answer(site, "lesson", "list", "--day", "2026-11-23")) == 5


async def test_a_ticket_alone_is_printed_so_that_a_shell_can_take_it(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    printed = (await run(site, "ticket", lesson["id"], "--role", "rural")).stdout.strip()
    assert Tickets(SECRET).verify(printed, int(MORNING * 1000)).lesson == lesson["id"]
    named = await answer(site, "ticket", lesson["id"], "--role", "master", "--member", "me")
    assert named["member"] == "me"


async def test_recordings_are_listed_with_the_folder_of_their_takes(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    await run(site, "lesson", "start", lesson["id"])
    listed = await answer(site, "recording", "list")
    folder = site.context.settings.recordings_folder / lesson["id"]
    assert [(entry["folder"], entry["state"]) for entry in listed] == [(str(folder), "recording")]


async def test_what_the_server_refuses_is_one_line_with_its_code(site: Site) -> None:
    result = await run(site, "lesson", "end", "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[no_such_lesson]" in result.stderr
    assert result.stderr.count("\n") == 1


async def test_the_server_speaks_the_language_of_the_terminal(site: Site) -> None:
    chinese = await run(site, "lesson", "end", "nowhere", locale="zh_CN.UTF-8")
    english = await run(site, "lesson", "end", "nowhere", locale="de_DE.UTF-8")
    assert ("没有这节课" in chinese.stderr, "no such lesson" in english.stderr) == (True, True)


async def test_without_a_server_the_command_says_how_to_start_one(site: Site) -> None:
    result = await run(site, "lesson", "list", "--server", NOBODY_THERE)
    assert result.exit_code == 1
    assert "tongke serve" in result.stderr
    assert result.stderr.count("\n") == 1


async def test_a_wrong_configuration_is_one_line_and_status_2(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("[http]\nprt = 1")
    for words in (
        ["lesson", "list"],
        ["serve"],
        ["migrate"],
        ["user", "password", "li", "--password", "x" * 8],
    ):
        result = await run(site, *words, "--config", str(path))
        assert (result.exit_code, result.stderr) == (2, f"tongke: {path}: unknown key http.prt\n")


@pytest.mark.parametrize("command", ["control", "media-worker"])
async def test_processes_started_apart_need_a_shared_secret(site: Site, command: str) -> None:
    result = await run(site, command)
    assert (result.exit_code, result.stderr.startswith("tongke: media.secret")) == (2, True)


async def test_an_account_is_created_with_a_role_and_gets_a_new_password(site: Site) -> None:
    scope = f"school:{world.demo_id('liuxi')}"
    words = ["--name", "孙老师", "--role", "teacher", "--scope", scope, "--password", "first-one"]
    made = await answer(site, "user", "create", "sun", *words)
    await answer(site, "user", "password", "sun", "--password", "second-one")
    for password, status in (("first-one", 401), ("second-one", 200)):
        assert (
            await site.visitor().post("/api/login", {"login": "sun", "password": password})
        ).status == status
    async with site.database.session() as session:
        assert [grant.role for grant in await people.grants_of(session, made["id"])] == ["teacher"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "li", "--password", "long-enough"], "taken"),
        (["create", "new", "--password", "short"], "at least 8"),
        (["create", "new", "--password", "long-enough", "--role", "teacher"], "belong together"),
        (["create", "new", "--password", "long-enough", "--role", "teacher", "--scope", "x"], "--scope is"),
        (["password", "nobody", "--password", "long-enough"], "no login"),
    ],
)
async def test_an_account_that_makes_no_sense_is_refused(site: Site, words: list[str], said: str) -> None:
    result = await run(site, "user", *words)
    assert result.exit_code == 1
    assert said in result.stderr


async def test_a_database_that_does_not_answer_is_one_line(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "away.toml"
    path.write_text("[data]\ndatabase_url = 'postgresql+asyncpg://tongke@127.0.0.1:9/tongke'")
    for words in (["migrate"], ["user", "password", "li", "--password", "long-enough"]):
        result = await run(site, *words, "--config", str(path))
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith("tongke: the database does not answer")


async def test_migrate_says_the_revision(site: Site) -> None:
    assert (await answer(site, "migrate"))["revision"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_explains_itself(site: Site, command: str) -> None:
    result = await run(site, command, "--help")
    assert result.exit_code == 0
    assert "--help" in result.stdout
