"""A demonstration, a Chromium and a teacher for the browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.lesson import SCREEN
from tests.browser.people import FLAGS, TEACHER, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration


def chromium() -> str:
    """The Chromium to drive: TONGKE_CHROMIUM, or what Debian or a vendor installs."""
    names = [os.environ.get("TONGKE_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "no Chromium: install it, or name it in TONGKE_CHROMIUM"
    return found


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with demonstration(tmp_path / "var") as world:
        yield world


@pytest.fixture
async def teacher(browser: Browser) -> AsyncIterator[TeacherAtDesk]:
    context = await context_for(browser, TEACHER, viewport=SCREEN)
    yield TeacherAtDesk(await context.new_page(), TEACHER)
    await context.close()
