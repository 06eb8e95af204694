"""Questions as a teacher, a classroom and a pupil with a phone live through them, in one story."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, PATIENCE_MS, ClassroomTerminal, TeacherAtDesk, context_for
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(240)]
PHONE = {"width": 390, "height": 844}


@dataclass
class Class:
    """A live lesson; the pupil's phone has not been used yet."""

    teacher: TeacherAtDesk
    terminal: ClassroomTerminal
    phone: Page


@pytest.fixture
async def lesson(browser: Browser, world: World, teacher: TeacherAtDesk) -> AsyncIterator[Class]:
    entry = await asyncio.to_thread(enter, world, 0)
    room = await context_for(browser, CLASSROOMS[0], viewport=SCREEN)
    pocket = await context_for(browser, None, viewport=PHONE, has_touch=True, is_mobile=True)
    terminal = ClassroomTerminal(await room.new_page(), CLASSROOMS[0])
    await terminal.open(world.facts["terminals"][0]["url"])
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()
    await teacher.at("open-questions").click()
    yield Class(teacher, terminal, await pocket.new_page())
    await room.close()
    await pocket.close()


async def asks_in_two_clicks(people: Class) -> None:
    await people.teacher.at("quick-single").click(timeout=PATIENCE_MS)
    await expect(people.terminal.at("answer-A")).to_be_visible(timeout=PATIENCE_MS)


async def scans_and_sits_down(people: Class, world: World) -> None:
    link = await people.terminal.at("answer-code").get_attribute("data-url", timeout=PATIENCE_MS)
    await people.phone.goto(f"{world.url}{link}")
    await people.phone.get_by_test_id("seat").fill("12")
    await people.phone.get_by_test_id("enter").click()
    await expect(people.phone.get_by_test_id("choose-A")).to_be_visible(timeout=PATIENCE_MS)


async def shows(page: Page, testid: str, state: str) -> None:
    await expect(page.get_by_test_id(testid)).to_have_attribute("data-state", state, timeout=PATIENCE_MS)


async def test_a_question_is_answered_by_the_class_and_by_a_phone_that_loses_its_network(
    lesson: Class, world: World
) -> None:
    await asks_in_two_clicks(lesson)
    await scans_and_sits_down(lesson, world)
    # A number key answers for the class.
    await lesson.terminal.page.keyboard.press("2")
    await shows(lesson.terminal.page, "class-state", "counted")
    await lesson.phone.context.set_offline(True)
    await lesson.phone.get_by_test_id("choose-A").tap()
    await shows(lesson.phone, "state", "sending")
    await lesson.phone.context.set_offline(False)
    await shows(lesson.phone, "state", "counted")
    counted = lesson.teacher.at("question-result").locator('[data-option="A"]')
    await expect(counted).to_have_attribute("data-count", "1", timeout=PATIENCE_MS)
    # Nobody but the teacher sees it before it is revealed.
    await expect(lesson.phone.get_by_test_id("result")).to_have_count(0)
    await lesson.teacher.at("pick-right").click()
    await lesson.teacher.at("right-A").click()
    await expect(lesson.phone.get_by_test_id("verdict")).to_be_visible(timeout=PATIENCE_MS)
    result = lesson.terminal.at("question-result").locator('[data-option="A"]')
    await expect(result).to_have_attribute("data-count", "1", timeout=PATIENCE_MS)
    # And a race: the presenter's key and the finger.
    await lesson.teacher.at("quick-race").click()
    await shows(lesson.phone, "race", "go")
    await lesson.phone.get_by_test_id("race").tap()
    await lesson.terminal.page.keyboard.press("PageDown")
    await expect(lesson.teacher.at("choose-racer-0")).to_be_visible(timeout=PATIENCE_MS)
    await lesson.teacher.at("choose-racer-0").click()
    await lesson.terminal.microphone_is(True)
