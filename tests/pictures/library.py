"""What a research group and a recording's owner find in the library when the lesson is over."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.pictures.people import context_for
from tests.pictures.scenery import PATIENCE_MS, PHONE, Story

PANELS = ("chapters", "comments", "analysis")
PLACES = ("rounds", "rubrics", "collections", "trash", "import")


async def browse(story: Story) -> None:
    """The owner's pages of the newest recording, on a screen and on a telephone."""
    recording = (await story.world.tongke("recording", "list"))[0]["id"]
    for size, suffix in ((story.size, ""), (PHONE, "-phone")):
        context = await context_for(story.browser, story.language, size)
        page = await context.new_page()
        await page.goto(story.world.url)
        await story.sign_in(page, "li")
        await expect(page.get_by_test_id("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
        await _pages(story, page, recording, suffix)
        await context.close()


async def _pages(story: Story, page: Page, recording: str, suffix: str) -> None:
    await _keep(story, page, f"resources/{recording}", f"resource{suffix}")
    await page.get_by_test_id("publish").first.click()
    await story.keep(page, f"publish{suffix}")
    await _keep(story, page, f"analysis/{recording}", f"analysis{suffix}")
    for panel in PANELS:
        await _keep(story, page, f"library/{recording}?t=20&panel={panel}", f"replay-{panel}{suffix}")
    for place in PLACES:
        await _keep(story, page, place, f"{place}{suffix}")


async def _keep(story: Story, page: Page, path: str, name: str) -> None:
    await page.goto(f"{story.world.url}/{path}")
    await page.wait_for_load_state("networkidle")
    await story.keep(page, name)
