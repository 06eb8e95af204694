"""The pages around a lesson: what each person finds there."""

from __future__ import annotations

from playwright.async_api import expect

from tests.pictures.people import TEACHER, context_for
from tests.pictures.scenery import PATIENCE_MS, PHONE, Story

#: Pages by whom they are for. The first address is what they see after the sign-in.
PAGES = {
    "li": {
        "prepare": "lessons/{lesson}/prepare",
        "questions": "questions",
        "enter": "enter",
        "room-check": "check",
        "missing": "nowhere/at-all",
    },
    "chen": {"home-researcher": "", "technician-refused": "technician"},
    "wang": {"home-assistant": "", "terminals-assistant": "terminals"},
    "zhou": {"home-administrator": "", "technician": "technician", "terminals": "terminals"},
}
PHONES = {"home-phone": "", "check-phone": "check", "library-own-phone": "library", "enter-phone": "enter"}


async def walk_round(story: Story) -> None:
    """Open every page that no lesson leads to, as those whom it is for; before the lesson."""
    for login, pages in PAGES.items():
        await _open(story, login, pages, story.size)
    await _open(story, "li", PHONES, PHONE)
    await _sets(story)
    context = await context_for(story.browser, story.language, story.size)
    page = await context.new_page()
    await page.goto(f"{story.world.url}/terminal")
    await expect(page.get_by_test_id("pairing-code")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(page, "terminal-pairing")
    await context.close()


async def _open(story: Story, login: str, pages: dict[str, str], size: tuple[int, int]) -> None:
    page = await story.visitor(login, size, TEACHER)
    for name, path in pages.items():
        await story.look(page, path.format(lesson=story.lesson), name)
    for tab in ("passports", "checks") if "technician" in pages else ():
        await page.goto(f"{story.world.url}/technician")
        await page.get_by_test_id(f"tab-{tab}").click()
        await story.keep(page, f"technician-{tab}")
    await page.context.close()


async def _sets(story: Story) -> None:
    """A set of questions being written, and taken from a spreadsheet."""
    page = await story.visitor("li")
    await page.goto(f"{story.world.url}/questions")
    await page.get_by_test_id("new-set").click()
    await story.keep(page, "question-set")
    await page.get_by_test_id("open-table").click()
    await story.keep(page, "question-table")
    # The second row has no choices, the third names none of them as right.
    await page.get_by_test_id("table").fill("1+1=?\t1\t2\t3\t4\tB\n2+2=?\n3+3=?\t5\t6\t7\t8\tF\n")
    await story.keep(page, "question-table-faults")
    await page.context.close()
