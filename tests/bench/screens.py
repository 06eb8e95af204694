"""A lesson with courseware on three terminals in a real Chromium, for the benches that look at screens."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.courseware import bring
from tests.browser.lesson import LiveLesson, assemble, leave
from tests.browser.people import FLAGS, PATIENCE_MS
from tests.browser.world import demonstration
from tests.support.clip import make_clip
from tests.support.courseware import pdf

PAGES, CLIP = "pages", "clip"


@asynccontextmanager
async def screens(page_count: int, clip_s: int) -> AsyncIterator[LiveLesson]:
    """A lesson that runs; its teacher's panel of courseware is open, and the terminals have fetched all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with demonstration(folder / "var") as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            lesson = await assemble(browser, world)
            await bring(lesson, _files(folder, page_count, clip_s), [PAGES, CLIP])
            await lesson.teacher.page.goto(f"{world.url}/lessons/{lesson.id}/teach")
            await expect(lesson.teacher.at("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
            await lesson.teacher.start()
            await lesson.teacher.at("open-courseware").click()
            yield lesson
            await leave(lesson)
            await browser.close()


def _files(folder: Path, page_count: int, clip_s: int) -> list[Path]:
    pages = folder / f"{PAGES}.pdf"
    pages.write_bytes(pdf(*(f"Page {n}" for n in range(1, page_count + 1))))
    return [pages, make_clip(folder / f"{CLIP}.mp4", "libx264", "aac", clip_s)]


def spread(values: Sequence[float], shares: Sequence[float] = (0.5, 0.95, 1.0)) -> list[str]:
    """These quantiles of some milliseconds, as cells of a table."""
    ordered = sorted(values)
    return [f"{ordered[int(share * (len(ordered) - 1))]:.1f}" if ordered else "-" for share in shares]
