"""One lesson, told for the pictures: from the sign-in to the replay."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser.lesson import enter
from tests.browser.world import World
from tests.pictures.around import walk_round
from tests.pictures.library import browse
from tests.pictures.people import CLASSROOMS, TEACHER, context_for
from tests.pictures.scenery import PATIENCE_MS, PHONE, Story, plays
from tests.pictures.tools import use_tools


async def assemble(
    browser: Browser,
    world: World,
    language: str,
    size: tuple[int, int],
    further: tuple[tuple[int, int], ...],
    folder: Path,
) -> Story:
    """Open a browser for everybody; nobody has gone anywhere yet."""
    entries = [await asyncio.to_thread(enter, world, index) for index in range(3)]
    teacher = replace(TEACHER, title=entries[0]["lesson"]["title"])
    contexts = [await context_for(browser, language, size, scene) for scene in (teacher, *CLASSROOMS)]
    pages = [await context.new_page() for context in contexts]
    members = [entry["classroom"]["id"] for entry in entries]
    lesson = entries[0]["lesson"]["id"]
    return Story(world, browser, language, size, further, folder, pages[0], pages[1:], lesson, members)


async def tell(story: Story, seconds: float) -> None:
    """The whole lesson; the live part takes about `seconds`."""
    await _earlier(story)
    await walk_round(story)
    await _before(story)
    await _live(story, seconds)
    await _afterwards(story)


async def _earlier(story: Story) -> None:
    """Hold two short lessons, so that the library is not empty."""
    others = [each for each in await story.world.tongke("lesson", "list") if each["id"] != story.lesson]
    for lesson in others[:2]:
        page = await story.visitor("li", scene=replace(TEACHER, title=lesson["title"]))
        await page.goto(f"{story.world.url}/lessons/{lesson['id']}/teach")
        await expect(page.get_by_test_id("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
        await page.get_by_test_id("start-lesson").click()
        await plays(page.get_by_test_id("stage-video"))
        await page.wait_for_timeout(8000)
        await _end(page)
        await page.context.close()


async def _end(page: Page) -> None:
    await page.get_by_test_id("end-lesson").click()
    await page.get_by_test_id("confirm-end").click()
    await expect(page.get_by_test_id("ended")).to_be_visible(timeout=PATIENCE_MS)


async def _before(story: Story) -> None:
    teacher = story.teacher
    await teacher.goto(story.world.url)
    await expect(teacher.get_by_test_id("signin-login")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(teacher, "sign-in")
    await story.sign_in(teacher, "li")
    await expect(teacher.get_by_test_id(f"enter-lesson-{story.lesson}")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(teacher, "today")
    for page, facts in zip(story.terminals[:2], story.world.facts["terminals"], strict=False):
        await page.goto(facts["url"])
    await story.terminals[0].wait_for_timeout(3000)
    await story.keep(story.terminals[0], "terminal-waiting")
    await teacher.get_by_test_id(f"enter-lesson-{story.lesson}").click()
    await expect(teacher.get_by_test_id("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
    await expect(teacher.locator("[data-testid^=waiting-].present")).to_have_count(2, timeout=PATIENCE_MS)
    await story.keep(teacher, "check")
    await story.terminals[2].goto(story.world.facts["terminals"][2]["url"])
    await expect(teacher.locator("[data-testid^=waiting-].present")).to_have_count(3, timeout=PATIENCE_MS)


async def _live(story: Story, seconds: float) -> None:
    teacher, (first, second, third) = story.teacher, story.terminals
    part = seconds / 5
    await teacher.get_by_test_id("start-lesson").click()
    for terminal in story.terminals:
        await plays(terminal.get_by_test_id("stage-video"))
    await asyncio.sleep(part)
    await third.get_by_test_id("hand-button").click()
    await teacher.get_by_test_id(f"call-on-{story.members[0]}").click()
    await expect(first.get_by_test_id("microphone-state")).to_have_attribute(
        "data-open", "true", timeout=PATIENCE_MS
    )
    await asyncio.sleep(part)
    await story.keep(teacher, "teaching")
    await story.keep(first, "terminal-floor")
    await teacher.get_by_test_id("mute-all").click()
    await teacher.get_by_test_id("share-screen").click()
    await plays(second.get_by_test_id("screen-video"))
    await asyncio.sleep(part)
    await story.keep(second, "terminal-screen")
    await teacher.get_by_test_id(f"call-on-{story.members[2]}").click()
    await asyncio.sleep(part)
    await story.keep(teacher, "teaching-screen")
    await teacher.get_by_test_id("share-screen").click()
    await teacher.get_by_test_id("mute-all").click()
    await asyncio.sleep(part)
    await story.keep(second, "terminal-live")
    await use_tools(story)


async def _afterwards(story: Story) -> None:
    await _end(story.teacher)
    await story.keep(story.teacher, "ended")
    await story.keep(story.terminals[0], "terminal-farewell")
    for page in (story.teacher, *story.terminals):
        await page.close()
    for size, suffix in ((story.size, ""), (PHONE, "-phone")):
        await _look_back(story, size, suffix)
    await browse(story)


async def _look_back(story: Story, size: tuple[int, int], suffix: str) -> None:
    page = await story.visitor("chen", size)
    await page.goto(f"{story.world.url}/library")
    await page.locator("[data-testid^=recording-][data-state=ready]").first.click()
    await page.get_by_test_id("replay-play").click()
    await plays(page.locator("[data-testid^=view-] video").first)
    slider = page.get_by_test_id("replay-seek")
    half = "(slider) => { slider.value = 0.62 * slider.max; slider.dispatchEvent(new Event('input')); }"
    await slider.evaluate(half)
    await page.wait_for_timeout(2500)
    await story.keep(page, f"replay{suffix}")
    await page.context.close()
