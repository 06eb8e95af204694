"""What people do with courseware in their browsers, and what their screens show of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, expect

from tests.browser.lesson import LiveLesson
from tests.browser.people import Person

#: Conversion runs in a process of its own that has to start, beside everybody's browsers.
CONVERTED_MS = 40_000
_CLIP = """() => {
    const clip = document.querySelector('[data-testid="clip"]');
    return clip && [clip.paused, clip.currentTime, performance.timeOrigin + performance.now()];
}"""


async def bring(lesson: LiveLesson, files: Sequence[Path], titles: Sequence[str]) -> None:
    """Upload files on the page of preparation, and wait until every classroom has fetched them."""
    page = lesson.teacher.page
    await page.goto(f"{lesson.world.url}/lessons/{lesson.id}/prepare")
    await page.set_input_files("[data-testid=files]", list(files))
    for title in titles:
        row = page.locator("li.document", has_text=title)
        await expect(row).to_have_attribute("data-state", "ready", timeout=CONVERTED_MS)
    for member in lesson.members:
        await expect(lesson.teacher.at(f"fetched-{member}")).to_have_attribute(
            "data-state", "full", timeout=CONVERTED_MS
        )


async def open_document(teacher: Person, title: str) -> None:
    """Open a document in the teacher's panel, if it is not open."""
    row = teacher.at("courseware").locator("li.document", has_text=title).get_by_test_id("open-document")
    if await row.get_attribute("aria-expanded") != "true":
        await row.click()


def slide_of(person: Person) -> Locator:
    return person.page.get_by_test_id("slide")


async def clip_times(people: Sequence[Person]) -> list[tuple[bool, float]]:
    """Whether each screen's film stands, and where it is in seconds."""
    return [(paused, at) for paused, at, _ in await _clips(people)]


async def spread_ms(people: Sequence[Person]) -> float:
    """How far the screens' films are apart; infinite unless all play."""
    clips = await _clips(people)
    if len(clips) < len(people) or any(paused for paused, _, _ in clips):
        return float("inf")
    # The pages share this machine's clock: when the film began on each is what differs.
    began = [now - at * 1000 for _, at, now in clips]
    return max(began) - min(began)


async def _clips(people: Sequence[Person]) -> list[tuple[bool, float, float]]:
    found: list[Any] = await asyncio.gather(*(person.page.evaluate(_CLIP) for person in people))
    return [tuple(clip) for clip in found if clip]
