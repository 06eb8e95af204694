"""What each screen of a running lesson shows and plays."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, LiveLesson, begin, leave
from tests.browser.people import (
    CLASSROOMS,
    FLAGS,
    PATIENCE_MS,
    TEACHER,
    ClassroomTerminal,
    context_for,
)
from tests.browser.world import demonstration

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveLesson]:
    folder: Path = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world:
        lesson = await begin(browser, world)
        yield lesson
        await leave(lesson)


@pytest_asyncio.fixture(loop_scope="module")
async def lesson(running: LiveLesson) -> LiveLesson:
    await running.nobody_has_the_floor()
    return running


async def test_every_terminal_hears_the_teacher(lesson: LiveLesson) -> None:
    for terminal in lesson.terminals:
        await terminal.hears(TEACHER.pitch)


async def test_the_teacher_sees_every_classroom(lesson: LiveLesson) -> None:
    for member, look in zip(lesson.members, CLASSROOMS, strict=True):
        await lesson.teacher.sees(lesson.teacher.at(f"classroom-{member}").locator("video"), look.hue)


async def test_a_closed_microphone_is_heard_by_nobody(lesson: LiveLesson) -> None:
    await lesson.teacher.hears_nothing_of(CLASSROOMS[0].pitch)
    await lesson.terminals[1].hears_nothing_of(CLASSROOMS[0].pitch)


async def test_a_classroom_called_on_takes_the_stage_on_all_screens(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[0])
    for person in (lesson.teacher, lesson.terminals[1], lesson.terminals[2]):
        await person.sees(person.at("stage-video"), CLASSROOMS[0].hue)


async def test_a_classroom_called_on_is_heard_by_all(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[1])
    await lesson.terminals[1].microphone_is(True)
    for person in (lesson.teacher, lesson.terminals[0], lesson.terminals[2]):
        await person.hears(CLASSROOMS[1].pitch)


async def test_a_classroom_called_on_does_not_hear_itself(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[1])
    await lesson.terminals[0].hears(CLASSROOMS[1].pitch)
    await lesson.terminals[1].hears_nothing_of(CLASSROOMS[1].pitch)


async def test_giving_the_floor_back_brings_the_teacher_back(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[2])
    await lesson.terminals[0].sees(lesson.terminals[0].at("stage-video"), CLASSROOMS[2].hue)
    await lesson.teacher.at(f"give-back-{lesson.members[2]}").click()
    await lesson.terminals[2].microphone_is(False)
    await lesson.terminals[0].sees(lesson.terminals[0].at("stage-video"), TEACHER.hue)


async def test_calling_on_another_takes_the_floor_from_the_first(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[0])
    await lesson.terminals[0].microphone_is(True)
    await lesson.teacher.call_on(lesson.members[2])
    await lesson.terminals[2].microphone_is(True)
    await lesson.terminals[0].microphone_is(False)


async def test_a_raised_hand_shows_on_the_teachers_wall(lesson: LiveLesson) -> None:
    await lesson.terminals[1].at("hand-button").click()
    hand = lesson.teacher.at(f"classroom-{lesson.members[1]}").get_by_test_id("raised-hand")
    await expect(hand).to_be_visible(timeout=PATIENCE_MS)
    await expect(lesson.terminals[1].at("hand-button")).to_have_attribute("data-raised", "true")
    await lesson.terminals[1].at("hand-button").click()
    await expect(hand).to_be_hidden(timeout=PATIENCE_MS)


async def test_the_hand_goes_up_by_the_space_bar(lesson: LiveLesson) -> None:
    await lesson.terminals[2].page.keyboard.press("Space")
    hand = lesson.teacher.at(f"classroom-{lesson.members[2]}").get_by_test_id("raised-hand")
    await expect(hand).to_be_visible(timeout=PATIENCE_MS)
    await expect(lesson.terminals[2].at("hand-button")).to_have_attribute("data-raised", "true")
    await lesson.terminals[2].page.keyboard.press("Space")
    await expect(hand).to_be_hidden(timeout=PATIENCE_MS)


async def test_a_shared_screen_is_large_on_every_terminal(lesson: LiveLesson) -> None:
    await lesson.teacher.at("share-screen").click()
    for terminal in lesson.terminals:
        await terminal.sees(terminal.at("screen-video"), TEACHER.screen_hue)
        await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await lesson.teacher.at("share-screen").click()
    for terminal in lesson.terminals:
        await expect(terminal.at("screen-video")).to_be_hidden(timeout=PATIENCE_MS)


async def test_a_picture_that_is_not_drawn_is_not_sent(lesson: LiveLesson) -> None:
    video = lesson.teacher.at(f"classroom-{lesson.members[0]}").locator("video")
    frames = "video => eyes.frames(video)"
    wall = lesson.teacher.page.locator(".wall ul")
    await wall.evaluate("wall => { wall.style.display = 'none'; }")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while await video.evaluate(frames) != await later(1.0, video, frames):
            pass
    await wall.evaluate("wall => { wall.style.display = ''; }")
    await lesson.teacher.sees(video, CLASSROOMS[0].hue)


async def later(seconds: float, video: Locator, script: str) -> object:
    await asyncio.sleep(seconds)
    return await video.evaluate(script)


async def test_the_teacher_sees_that_the_lesson_is_recorded(lesson: LiveLesson) -> None:
    await expect(lesson.teacher.at("recording-state")).to_have_attribute("data-state", "on")


async def test_a_reloaded_terminal_comes_back_by_itself(lesson: LiveLesson) -> None:
    terminal = lesson.terminals[0]
    await terminal.page.reload()
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await lesson.teacher.sees(
        lesson.teacher.at(f"classroom-{lesson.members[0]}").locator("video"), CLASSROOMS[0].hue
    )


async def test_a_reloaded_teacher_goes_on_teaching(lesson: LiveLesson) -> None:
    await lesson.teacher.page.reload()
    await expect(lesson.teacher.at("live")).to_be_visible(timeout=PATIENCE_MS)
    for terminal in lesson.terminals:
        await terminal.sees(terminal.at("stage-video"), TEACHER.hue)


async def test_a_lost_websocket_comes_back_by_itself(lesson: LiveLesson) -> None:
    terminal = lesson.terminals[1]
    assert await terminal.page.evaluate("eyes.cutSockets()") == 1
    await terminal.at("hand-button").click()
    hand = lesson.teacher.at(f"classroom-{lesson.members[1]}").get_by_test_id("raised-hand")
    await expect(hand).to_be_visible(timeout=PATIENCE_MS)
    await terminal.at("hand-button").click()
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)


async def test_the_classroom_on_the_floor_keeps_it_over_a_reload(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[0])
    await lesson.terminals[0].microphone_is(True)
    await lesson.terminals[0].page.reload()
    await lesson.terminals[0].microphone_is(True)
    await lesson.terminals[2].hears(CLASSROOMS[0].pitch)


async def test_frames_go_on_being_decoded_on_every_screen(lesson: LiveLesson) -> None:
    videos = [terminal.at("stage-video") for terminal in lesson.terminals]
    before = [await video.evaluate("video => eyes.frames(video)") for video in videos]
    await asyncio.sleep(2)
    after = [await video.evaluate("video => eyes.frames(video)") for video in videos]
    assert all(late - early >= 10 for early, late in zip(before, after, strict=True)), (before, after)


async def test_the_running_lesson_can_be_watched_up_to_a_few_seconds_ago(
    lesson: LiveLesson, browser: Browser
) -> None:
    viewer = await lesson.visitor(browser, "chen", viewport=SCREEN)
    await viewer.page.goto(lesson.world.facts["library"])
    await viewer.page.locator("[data-testid^=recording-][data-state=recording]").click()
    await viewer.at("replay-play").click()
    await viewer.at("replay-catch-up").click()
    view = viewer.at(f"view-{lesson.members[1]}-camera").locator("video")
    await viewer.sees(view, CLASSROOMS[1].hue)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while (seen := await viewer.read(view)) is None or time.time() * 1000 % 2**24 - seen["time"] > 12_000:
            await asyncio.sleep(0.1)


async def test_a_second_window_of_a_terminal_takes_over_and_tells_the_first(
    lesson: LiveLesson, browser: Browser
) -> None:
    context = await context_for(browser, CLASSROOMS[2], viewport=SCREEN)
    lesson.contexts.append(context)
    second = ClassroomTerminal(await context.new_page(), CLASSROOMS[2])
    await second.open(lesson.world.facts["terminals"][2]["url"])
    await second.sees(second.at("stage-video"), TEACHER.hue)
    first = lesson.terminals[2]
    await expect(first.at("displaced")).to_be_visible(timeout=PATIENCE_MS)
    await first.at("go-on-here").click()
    await first.sees(first.at("stage-video"), TEACHER.hue)
    await expect(second.at("displaced")).to_be_visible(timeout=PATIENCE_MS)
    await context.close()


async def test_the_teachers_page_speaks_english_at_a_click(lesson: LiveLesson) -> None:
    page = lesson.teacher.page
    await page.get_by_role("button", name="EN").click()
    await expect(lesson.teacher.at("end-lesson")).to_contain_text("End")
    await page.get_by_role("button", name="中文").click()
    await expect(lesson.teacher.at("end-lesson")).to_contain_text("下课")
