"""A research room in real browsers: everybody equally large, and the floor free or given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import chromium
from tests.browser.layout import overlaps
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import (
    CLASSROOMS,
    FLAGS,
    PATIENCE_MS,
    TEACHER,
    ClassroomTerminal,
    Look,
    TeacherAtDesk,
    context_for,
)
from tests.browser.world import World, demonstration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

#: A lesson of one's own, as the signed-in page asks for it.
MAKE = """async (body) => {
    const { csrf } = await (await fetch("/api/me")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    return (await fetch("/api/lessons", { method: "POST", headers, body: JSON.stringify(body) })).json();
}"""
HOST, CLASSROOM, COLLEAGUE = TEACHER, CLASSROOMS[0], CLASSROOMS[2]


@dataclass
class Research:
    """Whoever invited, a classroom by its terminal, and a colleague at a computer of his own."""

    host: TeacherAtDesk
    terminal: ClassroomTerminal
    colleague: TeacherAtDesk
    classroom: str


async def signed_in(browser: Browser, world: World, login: str, look: Look) -> TeacherAtDesk:
    context = await context_for(browser, look, viewport=SCREEN)
    person = TeacherAtDesk(await context.new_page(), look)
    await person.sign_in(world, login)
    await expect(person.at("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
    return person


async def gather(browser: Browser, world: World) -> Research:
    """The host opens the room; the terminal comes by itself, the colleague by the lesson's code."""
    host = await signed_in(browser, world, "li", HOST)
    classroom = (await asyncio.to_thread(enter, world, 0))["classroom"]["id"]
    wish = {"title": "集体备课", "form": "research", "classrooms": [classroom], "record": False}
    lesson = (await host.page.evaluate(MAKE, wish))["id"]
    await host.page.goto(f"{world.url}/lessons/{lesson}/teach")
    await expect(host.at("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
    terminal = ClassroomTerminal(
        await (await context_for(browser, CLASSROOM, viewport=SCREEN)).new_page(), CLASSROOM
    )
    await terminal.open(world.facts["terminals"][0]["url"])
    await host.start()
    colleague = await signed_in(browser, world, "wang", COLLEAGUE)
    await host.at("open-people").click()
    await colleague.page.goto(f"{world.url}/enter?code={await host.at('lesson-code').inner_text()}")
    await colleague.at("enter-ask").click()
    await host.at("lobby").get_by_test_id("admit").click(timeout=PATIENCE_MS)
    await expect(colleague.at("taking-part")).to_be_visible(timeout=PATIENCE_MS)
    return Research(host, terminal, colleague, classroom)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def research(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Research]:
    async with (
        demonstration(tmp_path_factory.mktemp("demo") / "var") as world,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield await gather(browser, world)
        await browser.close()


async def test_everybody_is_equally_large_on_every_screen(research: Research) -> None:
    for person, tiles in ((research.host, 3), (research.colleague, 3), (research.terminal, 2)):
        figures = person.at("gallery").locator("figure")
        await expect(figures).to_have_count(tiles, timeout=PATIENCE_MS)
        boxes = [await figures.nth(at).bounding_box() for at in range(tiles)]
        assert len({round(box["width"]) for box in boxes if box}) == 1
    await research.terminal.sees(
        research.terminal.page.locator("[data-testid=gallery] video").nth(0), HOST.hue
    )
    await research.terminal.sees(
        research.terminal.page.locator("[data-testid=gallery] video").nth(1), COLLEAGUE.hue
    )


async def test_nobody_is_shut_out_and_nothing_overlaps(research: Research) -> None:
    for person in (research.host, research.colleague, research.terminal):
        assert await violations(person.page) == []
    assert await overlaps(research.colleague.page) == []


async def test_the_floor_is_given_to_a_participant_as_to_a_classroom(research: Research) -> None:
    await research.colleague.at("hand-button").click()
    await expect(research.host.page.locator("[data-testid^=call-on-]").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    await research.host.call_on(research.classroom)
    await research.terminal.microphone_is(True)
    await research.colleague.hears(CLASSROOM.pitch)
    await research.host.at("mute-all").click()
    await research.terminal.microphone_is(False)


async def test_where_the_floor_is_free_they_speak_beside_each_other(research: Research) -> None:
    await research.host.at("free-floor").check()
    await expect(research.terminal.at("hand-button")).to_contain_text("我要发言", timeout=PATIENCE_MS)
    await research.terminal.at("hand-button").click()
    await research.colleague.at("hand-button").click()
    await research.terminal.microphone_is(True)
    await research.host.hears(CLASSROOM.pitch)
    await research.host.hears(COLLEAGUE.pitch)
    await research.terminal.hears(COLLEAGUE.pitch)


async def test_whoever_has_finished_gives_the_floor_back_and_the_others_go_on(research: Research) -> None:
    await research.colleague.at("hand-button").click()
    await expect(research.colleague.at("our-turn")).to_be_empty(timeout=PATIENCE_MS)
    await research.terminal.microphone_is(True)
    await research.host.hears_nothing_of(COLLEAGUE.pitch)
