"""Terminals by the command line."""

from __future__ import annotations

from server.demo import world
from tests.server.cli.test_commands import answer, clock_of_the_site, run  # noqa: F401
from tests.support.site import Site

LIUXI, SONGPING = (world.demo_id(f"{key} classroom") for key in ("liuxi", "songping"))


async def test_a_terminal_is_paired_renamed_moved_and_revoked(site: Site) -> None:
    code = (await (await site.visitor().post("/api/terminals/codes")).json())["code"]
    made = await answer(site, "terminal", "pair", code, "--classroom", LIUXI, "--name", "讲台电脑")
    assert made["classroom"]["id"] == LIUXI
    assert "备用" in (await run(site, "terminal", "rename", made["id"], "备用")).output
    moved = await answer(site, "terminal", "move", made["id"], "--classroom", SONGPING)
    assert (moved["name"], moved["classroom"]["id"]) == ("备用", SONGPING)
    assert "never" in (await run(site, "terminal", "list")).output
    assert "revoked" in (await run(site, "terminal", "revoke", made["id"])).output
    assert made["id"] not in [each["id"] for each in await answer(site, "terminal", "list")]


async def test_a_wrong_code_is_told_in_one_line(site: Site) -> None:
    result = await run(site, "terminal", "pair", "AAAAAA", "--classroom", LIUXI)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "[no_such_code]" in result.output
