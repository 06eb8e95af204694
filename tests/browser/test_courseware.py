"""Courseware from a teacher's disk to the classrooms: fetched before it is shown, and played in step."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.courseware import bring, clip_times, open_document, slide_of, spread_ms
from tests.browser.lesson import LiveLesson, assemble, leave
from tests.browser.people import FLAGS, PATIENCE_MS
from tests.browser.world import demonstration
from tests.support.clip import make_clip
from tests.support.courseware import pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(300),
]
PAGES, CLIP = "荷塘", "flash"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lesson(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveLesson]:
    """A lesson that runs, whose teacher has brought pages and a film before it."""
    folder = tmp_path_factory.mktemp("demo")
    async with demonstration(folder / "var") as world:
        lesson = await assemble(browser, world, count=2)
        await bring(lesson, _files(folder), [PAGES, CLIP])
        await lesson.teacher.page.goto(f"{world.url}/lessons/{lesson.id}/teach")
        await expect(lesson.teacher.at("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
        await lesson.teacher.start()
        await lesson.teacher.at("open-courseware").click()
        yield lesson
        await leave(lesson)


def _files(folder: Path) -> list[Path]:
    pages = folder / f"{PAGES}.pdf"
    pages.write_bytes(pdf("first", "second", "third"))
    return [pages, make_clip(folder / f"{CLIP}.mp4", "libx264", "aac", 20)]


@pytest.fixture
def screens(lesson: LiveLesson) -> list[Locator]:
    return [slide_of(person) for person in (lesson.teacher, *lesson.terminals)]


async def show(screens: list[Locator], page: int) -> None:
    """Wait until every screen draws that page."""
    for screen in screens:
        await expect(screen).to_have_attribute("data-page", str(page), timeout=PATIENCE_MS)
        await expect(screen.locator("img")).to_have_count(1)


async def test_a_chosen_page_is_drawn_on_every_screen(lesson: LiveLesson, screens: list[Locator]) -> None:
    await open_document(lesson.teacher, PAGES)
    await lesson.teacher.at("page-2").click()
    await show(screens, 2)
    await expect(screens[1].locator("img")).to_have_attribute("alt", "荷塘，第 2 页，共 3 页: second")


async def test_a_presenters_remote_turns_the_page(lesson: LiveLesson, screens: list[Locator]) -> None:
    await lesson.teacher.page.keyboard.press("PageDown")
    await show(screens, 3)
    await lesson.teacher.page.keyboard.press("PageUp")
    await show(screens, 2)


async def test_a_terminal_that_comes_late_draws_the_page(lesson: LiveLesson, screens: list[Locator]) -> None:
    await lesson.terminals[1].page.reload()
    await show(screens, 2)


async def test_a_film_plays_in_step_from_what_each_screen_has(lesson: LiveLesson) -> None:
    await open_document(lesson.teacher, CLIP)
    await lesson.teacher.at("courseware").get_by_test_id("clip-play").click()
    screens = [lesson.teacher, *lesson.terminals]
    for screen in screens:
        await expect(screen.at("clip")).to_be_visible(timeout=PATIENCE_MS)
    for terminal in lesson.terminals:
        await expect(terminal.at("clip")).to_have_attribute("data-local", "true")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while await spread_ms(screens) > 100:
            await asyncio.sleep(0.2)


async def test_a_film_stops_at_the_same_moment_everywhere(lesson: LiveLesson) -> None:
    await lesson.teacher.at("courseware").get_by_test_id("clip-play").click()
    screens = [lesson.teacher, *lesson.terminals]
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not all(stands for stands, _ in await clip_times(screens)):
            await asyncio.sleep(0.1)
        while max(times := [at for _, at in await clip_times(screens)]) - min(times) > 0.1:
            await asyncio.sleep(0.1)


async def test_the_page_is_back_when_the_film_is_closed_and_goes_when_it_is_hidden(
    lesson: LiveLesson, screens: list[Locator]
) -> None:
    await lesson.teacher.at("present-bar").get_by_test_id("clip-close").click()
    await show(screens, 2)
    await lesson.teacher.at("hide-courseware").click()
    for screen in screens:
        await expect(screen).to_have_count(0)


async def test_a_document_that_is_deleted_goes_from_the_list(lesson: LiveLesson) -> None:
    panel = lesson.teacher.at("courseware")
    row = panel.locator("li.document", has_text=CLIP)
    await row.get_by_role("button", name="更多操作").click()
    await row.get_by_test_id("remove-document").click()
    await lesson.teacher.at("confirm-remove").click()
    await expect(panel.locator("li.document", has_text=CLIP)).to_have_count(0, timeout=PATIENCE_MS)
