"""A demonstration and a Chromium for the browser tests, and people who come and go."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.people import (
    CLASSROOMS,
    FLAGS,
    TEACHER,
    ClassroomTerminal,
    Look,
    Person,
    TeacherAtDesk,
    context_for,
)
from tests.browser.world import World, demonstration

ARTIFACTS = Path(__file__).parent.parent / "artifacts"


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


Cast = Callable[[type[Person], Look | None], Awaitable[Person]]


@pytest.fixture
async def people(browser: Browser) -> AsyncIterator[Cast]:
    """Call it with a kind of person and a look; all leave at the end."""
    contexts = []

    async def arrive(kind: type[Person], look: Look | None = None) -> Person:
        context = await context_for(browser, look, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        return kind(await context.new_page(), look)

    yield arrive
    for context in contexts:
        await context.close()


@pytest.fixture
async def teacher(people: Cast) -> TeacherAtDesk:
    person = await people(TeacherAtDesk, TEACHER)
    assert isinstance(person, TeacherAtDesk)
    return person


@pytest.fixture
async def terminals(people: Cast) -> list[ClassroomTerminal]:
    three = [await people(ClassroomTerminal, look) for look in CLASSROOMS]
    return [person for person in three if isinstance(person, ClassroomTerminal)]
