"""A film from a teacher's disk becomes a recording that plays, and leaves the house again as a film."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.people import FLAGS, PATIENCE_MS, TeacherAtDesk
from tests.browser.world import World, demonstration
from tests.support.clip import make_clip
from tests.support.film import offsets_ms
from tests.support.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.asyncio, pytest.mark.timeout(240)]
SECONDS = 6
SIZE = ViewportSize(width=1366, height=768)
#: A film is made at the pace of a machine that has other things to do.
MADE_MS = 90_000
#: The film's own size, and that it goes on.
MOVES = "(video) => video.videoWidth === 320 && video.currentTime > 1"


async def test_film_comes_in_plays_and_goes_out_in_step(tmp_path: Path) -> None:
    # Pictures out of order, as every camera's own films have them.
    film = make_clip(tmp_path / "荷塘月色.mp4", "libx264", "aac", SECONDS, preset="medium", g="50")
    async with demonstration(tmp_path / "var") as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await (await browser.new_context(viewport=SIZE, locale="zh-CN")).new_page()
        teacher = TeacherAtDesk(page, None)
        await teacher.sign_in(world)
        await expect(page.get_by_test_id("signin-submit")).to_have_count(0, timeout=PATIENCE_MS)
        recording = await _bring(world, page, film)
        await _plays(world, page, recording)
        out = await _export(world, page, recording, tmp_path / "out.mp4")
        await browser.close()
    offsets = offsets_ms(out)
    assert len(offsets) == SECONDS
    assert max(map(abs, offsets)) < 80


async def _bring(world: World, page: Page, film: Path) -> str:
    """Import a film; returns the recording's id."""
    await page.goto(f"{world.url}/import")
    await page.get_by_test_id("import-subject").fill("语文")
    await page.get_by_test_id("films").set_input_files(film)
    row = page.get_by_test_id("import").filter(has_text="荷塘月色")
    await expect(row).to_have_attribute("data-state", "ready", timeout=MADE_MS)
    address = await row.get_by_test_id("open-import").get_attribute("href")
    assert address is not None
    return address.rpartition("/")[2]


async def _plays(world: World, page: Page, recording: str) -> None:
    """The replay shows its picture moving on."""
    await page.goto(f"{world.url}/library/{recording}")
    await page.get_by_test_id("replay-play").click()

    async def moves() -> bool:
        return bool(await page.evaluate(f"[...document.querySelectorAll('video')].some({MOVES})"))

    await eventually(moves, MADE_MS / 1000)


async def _export(world: World, page: Page, recording: str, path: Path) -> Path:
    """Order a film of the whole lesson and fetch it."""
    await page.goto(f"{world.url}/resources/{recording}")
    await page.get_by_test_id("new-export").click()
    await expect(page.get_by_test_id("export-cost")).to_contain_text("预计")
    await page.get_by_test_id("export-watermark").uncheck()
    await page.get_by_test_id("make-export").click()
    row = page.get_by_test_id("export")
    await expect(row).to_have_attribute("data-state", "done", timeout=MADE_MS)
    async with page.expect_download(timeout=PATIENCE_MS) as download:
        await row.get_by_test_id("fetch-export").click()
    await (await download.value).save_as(path)
    assert (await download.value).suggested_filename == "荷塘月色.mp4"
    return path
