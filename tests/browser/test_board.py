"""Two people write on one board, in real browsers: what each sees of the other's hand, and what stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from tests.browser.boards import BOW, LINE, Writing
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import (
    CLASSROOMS,
    FLAGS,
    PATIENCE_MS,
    TEACHER,
    ClassroomTerminal,
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


@dataclass
class BoardLesson:
    """A lesson with the board open, and one classroom that may write."""

    browser: Browser
    world: World
    teacher: Writing
    classroom: Writing
    contexts: list[BrowserContext]

    async def terminal(self, number: int) -> Writing:
        context = await context_for(self.browser, CLASSROOMS[number], viewport=SCREEN)
        self.contexts.append(context)
        terminal = ClassroomTerminal(await context.new_page(), CLASSROOMS[number])
        await terminal.open(self.world.facts["terminals"][number]["url"])
        return Writing(terminal)

    async def new_page(self) -> None:
        """An empty page, and the pens in everybody's hands."""
        await self.teacher.person.at("board-add-page").click()
        await self.teacher.person.at("board-tool-pen").click()
        await self.teacher.has(0)
        await self.classroom.has(0)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BoardLesson]:
    async with async_playwright() as playwright, demonstration(tmp_path_factory.mktemp("demo")) as world:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = await context_for(browser, TEACHER, viewport={"width": 1600, "height": 900})
        teacher = TeacherAtDesk(await context.new_page(), TEACHER)
        entry = await asyncio.to_thread(enter, world, 0)
        lesson = BoardLesson(browser, world, Writing(teacher), Writing(teacher), [context])
        lesson.classroom = await lesson.terminal(0)
        await teacher.sign_in(world)
        await teacher.enter(entry["lesson"]["id"])
        await teacher.start()
        # Two cores start a server, two pages and a lesson before the first stroke.
        await expect(lesson.classroom.person.at("microphone-state")).to_be_visible(timeout=2 * PATIENCE_MS)
        await teacher.at("open-board").click()
        await teacher.at("board-toggle").click()
        await teacher.at(f"board-writer-{entry['classroom']['id']}").click()
        await expect(lesson.classroom.person.at("board-palette")).to_be_visible(timeout=PATIENCE_MS)
        yield lesson
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def lesson(running: BoardLesson) -> BoardLesson:
    await running.new_page()
    return running


async def test_a_stroke_is_seen_while_it_is_drawn_and_then_stays(lesson: BoardLesson) -> None:
    await lesson.teacher.begins(BOW)
    await lesson.classroom.is_inked("live")
    await lesson.classroom.has(0)
    await lesson.teacher.lifts()
    await lesson.classroom.has(1)
    await lesson.classroom.is_inked("live", False)
    await lesson.classroom.looks_like(lesson.teacher)


async def test_both_write_on_one_page_and_each_undoes_only_what_is_ones_own(lesson: BoardLesson) -> None:
    await lesson.teacher.draws(BOW)
    await lesson.classroom.draws(LINE)
    await lesson.teacher.has(2)
    await lesson.teacher.looks_like(lesson.classroom)
    await lesson.teacher.person.page.keyboard.press("Control+z")
    await lesson.classroom.has(1)
    await lesson.teacher.looks_like(lesson.classroom)
    await lesson.teacher.person.at("board-redo").click()
    await lesson.classroom.has(2)


async def test_the_eraser_takes_away_what_it_touches(lesson: BoardLesson) -> None:
    await lesson.teacher.draws(BOW)
    await lesson.classroom.draws(LINE)
    await lesson.teacher.has(2)
    await lesson.teacher.person.at("board-tool-eraser").click()
    await lesson.teacher.draws([(0.4, 0.6), (0.4, 0.75)])
    await lesson.classroom.has(1)
    await lesson.classroom.looks_like(lesson.teacher)


async def test_a_page_that_is_removed_under_the_hand_takes_its_ink_along(lesson: BoardLesson) -> None:
    pages = lesson.teacher.person.page.locator("[data-testid^=board-page-]")
    before = await pages.count()
    await lesson.classroom.begins(BOW)
    await lesson.teacher.is_inked("live")
    await lesson.teacher.person.at(f"board-remove-page-{before}").click()
    await expect(pages).to_have_count(before - 1, timeout=PATIENCE_MS)
    await lesson.classroom.lifts()
    await lesson.teacher.is_inked("live", False)
    await lesson.classroom.is_inked("live", False)


async def test_a_stroke_that_an_interruption_held_up_comes_once(lesson: BoardLesson) -> None:
    await lesson.classroom.begins(BOW)
    assert await lesson.classroom.person.page.evaluate("eyes.cutSockets()") == 1
    await lesson.classroom.lifts()
    await lesson.classroom.draws(LINE)
    await lesson.teacher.has(2)
    await lesson.teacher.looks_like(lesson.classroom)


async def test_a_text_is_written_by_the_keyboard_alone(lesson: BoardLesson) -> None:
    page = lesson.teacher.person.page
    await lesson.teacher.person.at("board-tool-text").focus()
    await page.keyboard.press("Enter")
    await lesson.teacher.surface.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("荷塘月色")
    await page.keyboard.press("Control+Enter")
    await lesson.classroom.has(1)
    await lesson.classroom.looks_like(lesson.teacher)


async def test_a_laser_pointer_is_seen_and_leaves_nothing(lesson: BoardLesson) -> None:
    await lesson.teacher.person.at("board-tool-laser").click()
    await lesson.teacher.draws(LINE)
    await lesson.classroom.is_inked("live")
    await lesson.teacher.person.at("board-tool-pen").click()
    await lesson.classroom.is_inked("live", False)
    await lesson.classroom.has(0)


async def test_a_hand_that_rests_beside_the_pen_draws_nothing(lesson: BoardLesson) -> None:
    page = lesson.teacher.person.page
    box = await lesson.teacher.surface.bounding_box()
    assert box is not None
    devtools = await page.context.new_cdp_session(page)
    pen = {"button": "left", "pointerType": "pen", "force": 0.8, "clickCount": 1}
    for type, x in (("mousePressed", 0.3), ("mouseMoved", 0.5), ("mouseReleased", 0.5)):
        place = {"x": box["x"] + x * box["width"], "y": box["y"] + box["height"] / 2}
        await devtools.send("Input.dispatchMouseEvent", {"type": type, **pen, **place})
    await lesson.classroom.has(1)
    palm = [{"x": box["x"] + 90, "y": box["y"] + 90}]
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": palm})
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await lesson.classroom.draws(LINE)
    await lesson.teacher.has(2)


async def test_whoever_comes_late_sees_every_page(lesson: BoardLesson) -> None:
    number = await lesson.teacher.person.page.locator("[data-testid^=board-page-]").count()
    await lesson.teacher.draws(BOW)
    await lesson.new_page()
    await lesson.classroom.draws(LINE)
    late = await lesson.terminal(1)
    await late.has(1)
    await late.looks_like(lesson.classroom)
    await lesson.teacher.person.at(f"board-page-{number}").click()
    await late.looks_like(lesson.teacher)
    await late.has(1)
