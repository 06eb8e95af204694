"""A teacher runs a lesson: floor, help, words, roll, timer, layouts; and nobody is shut out by a page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import chromium
from tests.browser.layout import overlaps
from tests.browser.lesson import SCREEN, LiveLesson, assemble, leave
from tests.browser.people import CLASSROOMS, FLAGS, PATIENCE_MS, TEACHER, Person, TeacherAtDesk, context_for
from tests.browser.world import demonstration

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

PANELS = ["courseware", "board", "questions", "chat", "roll", "timer", "people"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lesson(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveLesson]:
    """One story: it begins while the lesson waits, and every test goes on where the last one ended."""
    folder: Path = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world:
        lesson = await assemble(browser, world)
        yield lesson
        await leave(lesson)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def inspector(lesson: LiveLesson, browser: Browser) -> Person:
    return await lesson.visitor(browser, "chen", viewport=SCREEN)


def card(lesson: LiveLesson, classroom: int) -> Locator:
    return lesson.teacher.at(f"classroom-{lesson.members[classroom]}")


async def appears(locator: Locator) -> None:
    await expect(locator).to_be_visible(timeout=PATIENCE_MS)


async def test_an_inspectors_home_page_leads_into_a_lesson(lesson: LiveLesson, inspector: Person) -> None:
    assert await violations(inspector.page) == []
    await inspector.at(f"observe-lesson-{lesson.id}").click()
    await appears(inspector.at("observe-waiting"))


async def test_a_countdown_shows_on_every_waiting_screen(lesson: LiveLesson, inspector: Person) -> None:
    await lesson.teacher.at("countdown-3").click()
    for person in (lesson.teacher, inspector, *lesson.terminals):
        await appears(person.at("timer-face"))
    assert await violations(lesson.teacher.page) == []
    assert await violations(lesson.terminals[0].page) == []
    await lesson.teacher.at("countdown-stop").click()


async def test_an_inspector_comes_in_by_himself_and_sees_the_stage(
    lesson: LiveLesson, inspector: Person
) -> None:
    await lesson.teacher.start()
    await inspector.sees(inspector.at("stage-video"), TEACHER.hue)
    assert await violations(inspector.page) == []


async def test_a_call_for_help_is_an_alarm_until_it_is_seen_to(lesson: LiveLesson) -> None:
    await lesson.terminals[2].page.keyboard.press("h")
    alarm = card(lesson, 2).get_by_test_id("help-alarm")
    await appears(alarm)
    await expect(alarm).to_have_attribute("data-kind", "hear")
    await alarm.click()
    await expect(alarm).to_be_hidden(timeout=PATIENCE_MS)


async def test_two_classrooms_speak_with_each_other(lesson: LiveLesson) -> None:
    await lesson.teacher.call_on(lesson.members[0])
    await menu(lesson, 1, "join")
    for terminal in lesson.terminals[:2]:
        await terminal.microphone_is(True)
    await lesson.terminals[2].hears(CLASSROOMS[0].pitch)
    await lesson.terminals[2].hears(CLASSROOMS[1].pitch)


async def test_the_wall_says_who_has_not_spoken_yet(lesson: LiveLesson) -> None:
    name = await card(lesson, 2).locator("strong").inner_text()
    await expect(lesson.teacher.at("turn-hint")).to_contain_text(name)
    await expect(card(lesson, 0)).to_have_attribute("data-turns", "1")


async def test_the_draw_takes_one_of_those_who_spoke_least(lesson: LiveLesson) -> None:
    await lesson.teacher.page.keyboard.press("r")
    picked = lesson.teacher.at("picked")
    await expect(picked).to_have_attribute("data-member", lesson.members[2], timeout=PATIENCE_MS)
    assert await violations(lesson.teacher.page) == []
    await lesson.teacher.at("pick-call-on").click()
    await lesson.terminals[2].microphone_is(True)
    await lesson.terminals[0].microphone_is(False)


async def test_escape_closes_the_open_tool_before_it_takes_the_floor_back(lesson: LiveLesson) -> None:
    page = lesson.teacher.page
    await lesson.teacher.at("open-timer").focus()
    await page.keyboard.press("Enter")
    await appears(lesson.teacher.at("panel-timer"))
    await page.keyboard.press("Escape")
    await expect(lesson.teacher.at("panel-timer")).to_be_hidden()
    await expect(lesson.teacher.at("open-timer")).to_be_focused()
    await page.keyboard.press("Escape")
    await lesson.terminals[2].microphone_is(False)


async def test_arrow_keys_go_along_the_dock_and_tab_leaves_it(lesson: LiveLesson) -> None:
    page = lesson.teacher.page
    await lesson.teacher.at("open-chat").focus()
    await page.keyboard.press("ArrowRight")
    await expect(lesson.teacher.at("open-roll")).to_be_focused()
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.closest('[role=toolbar]')") is None


async def test_a_spotlight_puts_a_classroom_on_every_stage(lesson: LiveLesson) -> None:
    await menu(lesson, 1, "spotlight")
    for person in (lesson.teacher, lesson.terminals[0]):
        await person.sees(person.at("stage-video"), CLASSROOMS[1].hue)
    await menu(lesson, 1, "spotlight")


async def test_private_words_reach_one_classroom_alone(lesson: LiveLesson) -> None:
    await menu(lesson, 0, "whisper")
    await lesson.teacher.at("whisper-text").fill("请把摄像头抬高一点")
    await lesson.teacher.at("whisper-send").click()
    await expect(lesson.terminals[0].at("whisper-note")).to_contain_text(
        "请把摄像头抬高一点", timeout=PATIENCE_MS
    )
    await expect(lesson.terminals[1].at("whisper-note")).to_be_hidden()
    await lesson.terminals[0].at("whisper-read").click()


async def test_a_message_that_is_taken_away_leaves_only_its_place(lesson: LiveLesson) -> None:
    await lesson.teacher.at("open-chat").click()
    await lesson.teacher.at("chat-text").fill("请打开课本第 12 页")
    await lesson.teacher.at("chat-send").click()
    message = lesson.teacher.at("chat-log").locator("li")
    await expect(message).to_contain_text("第 12 页", timeout=PATIENCE_MS)
    await message.get_by_role("button").click()
    await expect(message).not_to_contain_text("第 12 页", timeout=PATIENCE_MS)


async def test_the_teacher_counts_for_a_classroom_and_sees_the_sum(lesson: LiveLesson) -> None:
    await lesson.teacher.at("open-roll").click()
    await lesson.teacher.at(f"roll-count-{lesson.members[0]}").click()
    before = int(await lesson.teacher.at("roll-present").inner_text())
    await lesson.teacher.at("roll-more").click()
    await lesson.teacher.at("roll-confirm").click()
    await expect(lesson.teacher.at("roll-total")).to_have_text(str(before + 1), timeout=PATIENCE_MS)


async def test_a_timer_runs_on_every_screen(lesson: LiveLesson) -> None:
    await lesson.teacher.at("open-timer").click()
    await lesson.teacher.at("timer-2").click()
    for person in (lesson.teacher, *lesson.terminals):
        await appears(person.at("timer-face"))
    await lesson.teacher.at("timer-stop").click()
    await expect(lesson.terminals[0].at("timer-face")).to_be_hidden(timeout=PATIENCE_MS)


@pytest.mark.parametrize("panel", PANELS)
async def test_every_tool_can_be_used_without_eyes_or_mouse(lesson: LiveLesson, panel: str) -> None:
    if not await lesson.teacher.at(f"panel-{panel}").is_visible():
        await lesson.teacher.at(f"open-{panel}").click()
    await expect(lesson.teacher.at(f"panel-{panel}").locator("button").nth(1)).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert await violations(lesson.teacher.page) == []


async def test_the_gallery_shows_everybody(lesson: LiveLesson) -> None:
    await lesson.teacher.page.keyboard.press("Escape")
    await lesson.teacher.at("layout").click()
    await lesson.teacher.at("layout-gallery").click()
    await expect(lesson.teacher.at("gallery").locator("figure")).to_have_count(4, timeout=PATIENCE_MS)
    assert await violations(lesson.teacher.page) == []
    await lesson.teacher.at("layout").click()
    await lesson.teacher.at("layout-auto").click()


async def test_nothing_on_the_page_overlaps_at_either_size(lesson: LiveLesson) -> None:
    for size in (SCREEN, {"width": 1920, "height": 1080}):
        await lesson.teacher.page.set_viewport_size(size)  # type: ignore[arg-type]
        for panel in ("people", "chat"):
            await lesson.teacher.at(f"open-{panel}").click()
            assert await overlaps(lesson.teacher.page) == []
        await lesson.teacher.page.keyboard.press("Escape")
        assert await overlaps(lesson.teacher.page) == []


async def test_a_classroom_that_was_sent_out_waits_until_it_is_let_in(lesson: LiveLesson) -> None:
    await menu(lesson, 2, "remove")
    await lesson.teacher.at("confirm-remove").click()
    await expect(card(lesson, 2)).to_have_attribute("data-present", "false", timeout=PATIENCE_MS)
    await lesson.terminals[2].page.reload()
    await lesson.teacher.at("lobby-notice").click(timeout=PATIENCE_MS)
    await lesson.teacher.at("admit").click()
    await expect(card(lesson, 2)).to_have_attribute("data-present", "true", timeout=PATIENCE_MS)


async def test_another_teacher_comes_in_by_the_code_and_the_lesson_is_handed_over(
    lesson: LiveLesson, browser: Browser
) -> None:
    second = await colleague(lesson, browser)
    code = await lesson.teacher.at("lesson-code").inner_text()
    await second.page.goto(f"{lesson.world.url}/enter?code={code}")
    await second.page.locator("[data-value=master]").click()
    assert await violations(second.page) == []
    await second.at("enter-ask").click()
    await lesson.teacher.at("lobby").get_by_test_id("admit").click(timeout=PATIENCE_MS)
    await appears(second.at("live"))
    await lesson.teacher.page.locator("[data-testid^=hand-over-]").click()
    await lesson.teacher.at("confirm-people").click()
    await appears(lesson.teacher.at("take-over"))
    await second.call_on(lesson.members[0])
    await lesson.terminals[0].microphone_is(True)


async def test_the_teacher_takes_the_lesson_over_again(lesson: LiveLesson) -> None:
    await lesson.teacher.at("take-over").click()
    await lesson.teacher.at("confirm-people").click()
    await expect(lesson.teacher.at("take-over")).to_be_hidden(timeout=PATIENCE_MS)
    await lesson.teacher.page.keyboard.press("Escape")


async def test_the_other_pages_shut_nobody_out(lesson: LiveLesson, inspector: Person) -> None:
    assert await violations(lesson.terminals[0].page) == []
    await lesson.teacher.end()
    assert await violations(lesson.teacher.page) == []
    await appears(inspector.at("observed-end"))
    await inspector.page.goto(lesson.world.facts["library"])
    await appears(inspector.page.locator("[data-testid^=recording-]").first)
    assert await violations(inspector.page) == []
    await inspector.page.locator("[data-testid^=recording-]").first.click()
    await appears(inspector.at("replay-play"))
    assert await violations(inspector.page) == []
    await inspector.page.goto(lesson.world.url)
    await inspector.at("sign-out").first.click()
    await appears(inspector.at("signin-submit"))
    assert await violations(inspector.page) == []


async def test_the_pages_around_the_lessons_shut_nobody_out(lesson: LiveLesson, browser: Browser) -> None:
    administrator = await lesson.visitor(browser, "zhou", viewport=SCREEN)
    for path in ("technician", "terminals", "questions", "check", "enter"):
        await administrator.page.goto(f"{lesson.world.url}/{path}")
        await appears(administrator.page.locator("h1").first)
        assert await violations(administrator.page) == [], path


async def menu(lesson: LiveLesson, classroom: int, item: str) -> None:
    """Choose from the menu of a classroom's card."""
    await lesson.teacher.at(f"more-{lesson.members[classroom]}").click()
    await card(lesson, classroom).get_by_test_id(item).click()


async def colleague(lesson: LiveLesson, browser: Browser) -> TeacherAtDesk:
    """A teacher of the same school with a camera, who is not on the lesson's list."""
    school = (await lesson.world.tongke("school", "list"))[0]["id"]
    words = ("user", "create", "sun", "--name", "孙老师", "--role", "teacher", "--scope", f"school:{school}")
    await lesson.world.tongke(*words, "--password", lesson.world.facts["password"])
    context = await context_for(browser, TEACHER, viewport=SCREEN)
    lesson.contexts.append(context)
    person = TeacherAtDesk(await context.new_page(), TEACHER)
    await person.sign_in(lesson.world, "sun")
    await appears(person.at("sign-out").first)
    return person
