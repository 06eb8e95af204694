"""The pages around a lesson: what each person finds there."""

from __future__ import annotations

from playwright.async_api import expect

from tests.pictures.people import context_for
from tests.pictures.scenery import PATIENCE_MS, Story

TEACHERS = {
    "prepare": "/lessons/{lesson}/prepare",
    "questions": "/questions",
    "enter": "/enter",
    "room-check": "/check",
}
OFFICES = {"technician": "/technician", "terminals": "/terminals"}


async def walk_round(story: Story) -> None:
    """Open every page that no lesson leads to, as those whom it is for; before the lesson."""
    await _open(story, "li", TEACHERS)
    await _open(story, "zhou", OFFICES)
    context = await context_for(story.browser, story.language, story.size)
    page = await context.new_page()
    await page.goto(f"{story.world.url}/terminal")
    await expect(page.get_by_test_id("pairing-code")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(page, "terminal-pairing")
    await context.close()


async def _open(story: Story, login: str, pages: dict[str, str]) -> None:
    context = await context_for(story.browser, story.language, story.size)
    page = await context.new_page()
    await page.goto(story.world.url)
    await story.sign_in(page, login)
    await expect(page.get_by_test_id("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
    for name, path in pages.items():
        await page.goto(story.world.url + path.format(lesson=story.lesson))
        await page.wait_for_load_state("networkidle")
        await story.keep(page, name)
    await context.close()
