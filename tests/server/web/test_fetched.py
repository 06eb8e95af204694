"""What the classrooms have of a lesson's courseware, over real requests."""

from __future__ import annotations

import pytest
from aiohttp import ClientResponse

from server.demo import world
from tests.support.courseware import pdf, ready
from tests.support.site import SECRET, Site, Visitor

TITLE = "古诗三首"


@pytest.fixture
async def lesson(site: Site) -> str:
    return str((await site.lesson(TITLE))["id"])


def terminal(site: Site) -> Visitor:
    key = world.demo_key(SECRET, world.rural_schools()[0].key)
    return site.visitor(Authorization=f"Bearer {key}")


async def tell(visitor: Visitor, lesson: str, shares: dict[str, float]) -> ClientResponse:
    path = f"/api/lessons/{lesson}/courseware/fetched"
    return await visitor.ask("PUT", path, json={"documents": shares})


async def shown(site: Site, lesson: str) -> list[dict[str, float]]:
    li = await site.signed_in("li")
    answer = await li.get(f"/api/lessons/{lesson}/courseware/fetched")
    return [each["documents"] for each in (await answer.json())["classrooms"]]


async def test_a_terminal_says_what_it_has_and_its_teacher_sees_it(site: Site, lesson: str) -> None:
    assert (await tell(terminal(site), lesson, {"d": 0.25})).status == 200
    assert await shown(site, lesson) == [{"d": 0.25}, {}, {}]


async def test_what_a_terminal_says_later_takes_the_place_of_what_it_said(site: Site, lesson: str) -> None:
    await tell(terminal(site), lesson, {"d": 0.25, "e": 1.0})
    await tell(terminal(site), lesson, {"d": 1.0})
    assert (await shown(site, lesson))[0] == {"d": 1.0}


async def test_nobody_else_says_what_a_terminal_has(site: Site, lesson: str) -> None:
    li = await site.signed_in("li")
    assert (await tell(li, lesson, {"d": 1.0})).status == 401
    stranger = site.visitor(Authorization="Bearer nobody")
    assert (await tell(stranger, lesson, {"d": 1.0})).status == 401


async def test_no_terminal_has_more_than_all(site: Site, lesson: str) -> None:
    assert (await tell(terminal(site), lesson, {"d": 1.5})).status == 422


async def test_a_terminals_browser_fetches_by_itself_once_it_has_its_cookie(site: Site, lesson: str) -> None:
    document = await ready(await site.signed_in("li"), lesson, "荷塘.pdf", pdf("first"))
    path = f"/api/lessons/{lesson}/courseware/{document['id']}/files/page-0001.webp"
    browser = terminal(site)
    opened = await browser.post(f"/api/lessons/{lesson}/courseware/reading")
    assert opened.status == 200
    cookie = opened.cookies["tongke_reading"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        f"/api/lessons/{lesson}/courseware",
        True,
        "Strict",
    )
    del browser.headers["Authorization"]
    assert (await browser.get(path)).status == 200


async def test_the_cookie_for_reading_changes_nothing(site: Site, lesson: str) -> None:
    browser = terminal(site)
    await browser.post(f"/api/lessons/{lesson}/courseware/reading")
    del browser.headers["Authorization"]
    assert (await tell(browser, lesson, {"d": 1.0})).status == 401
