"""A room is checked before its lesson: devices, echo and line, by a teacher and by a terminal."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.people import TeacherAtDesk
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(180)]

SCREEN = ViewportSize(width=1366, height=768)
#: An echo test and a line test, on two cores that code a picture twice.
CHECKED_MS = 90_000


async def opened(browser: Browser, url: str = "about:blank") -> Page:
    context = await browser.new_context(viewport=SCREEN, permissions=["camera", "microphone"], locale="zh-CN")
    page = await context.new_page()
    await page.goto(url)
    return page


async def test_what_checks_find_is_kept_and_seen_by_the_technician(browser: Browser, world: World) -> None:
    await a_teacher_checks_everything(TeacherAtDesk(await opened(browser), None), world)
    terminal = world.facts["terminals"][0]
    await a_terminal_checks_its_line(await opened(browser, terminal["url"]), terminal["classroom"])
    technician = TeacherAtDesk(await opened(browser), None)
    await technician.sign_in(world, "zhou")
    await technician.at("technician").click()
    await technician.at("tab-checks").click()
    room = technician.page.locator("[data-testid^=checked-]", has_text=terminal["classroom"])
    await expect(room).to_have_count(1)
    await room.get_by_role("button").click()
    await expect(room.locator("tbody tr")).to_have_count(1)
    assert await violations(technician.page) == []


async def a_teacher_checks_everything(teacher: TeacherAtDesk, world: World) -> None:
    """One button tries all; an answer that comes later is worth another entry."""
    await teacher.sign_in(world)
    await teacher.at("room-check").click()
    await expect(teacher.page.locator("[data-testid=check-cameras] video")).to_be_visible()
    await teacher.at("check-all").click()
    await expect(teacher.at("saved")).to_be_visible(timeout=CHECKED_MS)
    line = teacher.at("line-result")
    await expect(line).to_have_attribute("data-verdict", re.compile("good|small"))
    await expect(line).to_contain_text("UDP")
    # The fake microphone hears nothing of the loudspeaker.
    await expect(teacher.at("echo-result")).to_contain_text("没有")
    await teacher.at("not-heard").click()
    await expect(teacher.at("verdict")).to_have_attribute("data-verdict", "bad")
    await teacher.at("save-check").click()
    await expect(teacher.at("saved")).to_be_visible()
    assert await violations(teacher.page) == []


async def a_terminal_checks_its_line(page: Page, classroom: str) -> None:
    """It needs no sign-in: its key says which room it is."""
    await page.get_by_test_id("check-room").click()
    await expect(page.get_by_test_id("check-page")).to_contain_text(classroom)
    await page.get_by_test_id("try-line").click()
    verdict = page.get_by_test_id("line-result")
    await expect(verdict).to_have_attribute("data-verdict", re.compile("good|small"), timeout=CHECKED_MS)
    await page.get_by_test_id("save-check").click()
    await expect(page.get_by_test_id("saved")).to_be_visible()
