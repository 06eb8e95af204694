"""An empty installation gets its schools, classrooms and terminal links from the command line."""

from __future__ import annotations

import pytest

from server.demo import world
from tests.server.cli.test_commands import answer, clock_of_the_site, run, site_environment  # noqa: F401
from tests.support.site import Site


async def test_a_new_classrooms_terminal_enters_by_its_link(site: Site) -> None:
    school = await answer(site, "school", "create", "桃源小学", "--region", "云岭县")
    room = await answer(site, "classroom", "create", "桃源二年级", "--school", school["id"])
    key = (await answer(site, "classroom", "link", room["id"]))["url"].partition("#key=")[2]
    entered = await (await site.visitor().post("/api/terminals/enter", {"key": key})).json()
    assert entered["classroom"] == {"id": room["id"], "name": "桃源二年级", "school": "桃源小学"}


async def test_a_new_link_ends_the_one_before(site: Site) -> None:
    room = world.demo_id("liuxi classroom")
    old = (await answer(site, "classroom", "link", room))["url"].partition("#key=")[2]
    await answer(site, "classroom", "link", room)
    assert (await site.visitor().post("/api/terminals/enter", {"key": old})).status == 401


async def test_schools_of_one_region_share_it(site: Site) -> None:
    for name in ("甲小学", "乙小学"):
        await answer(site, "school", "create", name, "--region", "新县")
    listed = {each["name"]: each for each in await answer(site, "school", "list")}
    assert listed["甲小学"]["region_id"] == listed["乙小学"]["region_id"]
    assert (listed["甲小学"]["region"], listed["柳溪小学"]["region"]) == ("新县", "云岭县")


async def test_classrooms_are_listed_with_their_schools(site: Site) -> None:
    listed = await answer(site, "classroom", "list")
    found = {(each["kind"], each["school"], each["name"]) for each in listed}
    assert ("rural", "柳溪小学", "柳溪三年级") in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "三年级", "--school", "nowhere"], "no school nowhere"),
        (["link", "nowhere"], "no rural classroom nowhere"),
        (["link", world.demo_id("shiyan classroom")], "no rural classroom"),
    ],
)
async def test_a_classroom_that_makes_no_sense_is_refused(site: Site, words: list[str], said: str) -> None:
    result = await run(site, "classroom", *words)
    assert result.exit_code == 1
    assert said in result.stderr


async def test_the_enrolment_of_a_classroom_is_said_on_the_command_line(site: Site) -> None:
    room = world.demo_id("liuxi classroom")
    assert await answer(site, "classroom", "pupils", room, "31") == {"id": room, "pupils": 31}
    result = await run(site, "classroom", "pupils", "nowhere", "31")
    assert "no classroom nowhere" in result.stderr
