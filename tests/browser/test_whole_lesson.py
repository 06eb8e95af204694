"""A whole lesson with everything in it: what the screens show at its end, and what its replay shows of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from tests.browser import whole_lesson
from tests.browser.conftest import chromium
from tests.browser.people import FLAGS, PATIENCE_MS, Person
from tests.browser.whole_lesson import WholeLesson, alike, reading
from tests.browser.world import demonstration

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]

#: The camera's clock, drawn into its pictures, wraps at this many milliseconds.
WRAP_MS = 2**24


@dataclass
class Told:
    """The lesson as it was held, and its replay, open before somebody's eyes."""

    whole: WholeLesson
    viewer: Person
    recording: str
    started_at: float

    async def asked(self, what: str) -> dict[str, Any]:
        """What the server answers about the recording."""
        address = f"{self.whole.lesson.world.url}/api/recordings/{self.recording}/{what}"
        answer: dict[str, Any] = await (await self.viewer.page.context.request.get(address)).json()
        return answer

    async def at(self, moment: float, shown: dict[str, Any]) -> dict[str, Any]:
        """Go to a moment (Unix seconds), wait until the replay shows that, and return what it shows."""
        await self.viewer.at("replay-seek").evaluate(
            "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }",
            1000 * (moment - self.started_at),
        )
        until = time.monotonic() + PATIENCE_MS / 1000
        while not alike(shown, seen := await reading(self.viewer)):
            assert time.monotonic() < until, (shown, seen)
            await asyncio.sleep(0.2)
        return seen


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Told]:
    folder: Path = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        whole = await whole_lesson.hold(browser, world)
        viewer = await whole.lesson.visitor(browser, "chen", viewport={"width": 1366, "height": 768})
        for context in whole.lesson.contexts[:-1]:
            await context.close()
        response = await viewer.page.context.request.get(f"{world.url}/api/recordings")
        rows = (await response.json())["recordings"]
        id = next(row["id"] for row in rows if row["lesson"]["id"] == whole.lesson.id)
        manifest = json.loads(
            (Path(world.facts["recordings"]) / whole.lesson.id / "manifest.json").read_text()
        )
        await viewer.page.goto(f"{world.url}/library/{id}")
        await viewer.at("replay-play").wait_for()
        yield Told(whole, viewer, id, manifest["started_at"] / 1000)
        await browser.close()


async def test_at_the_end_every_screen_shows_the_same(told: Told) -> None:
    teacher = told.whole.final["teacher"]
    assert (teacher["content"], teacher["page"], teacher["marks"]) == ("page", "2", "1")
    assert {name for name, shown in told.whole.final.items() if not alike(teacher, shown)} == set()


async def test_the_film_played_in_step_on_all_screens(told: Told) -> None:
    spread = sorted(told.whole.spread_ms)
    # Readings of four busy browsers are themselves some tens of milliseconds apart.
    assert spread[len(spread) // 2] < 150, spread


async def test_the_replay_shows_what_was_shown_at_every_moment(told: Told) -> None:
    for moment in told.whole.moments:
        if moment.shown["content"] == "clip":
            continue
        shown = await told.at(moment.at, moment.shown)
        assert shown["bars"] == moment.shown["bars"], moment.name


async def test_a_page_turns_in_the_replay_when_it_turned_in_the_lesson(told: Told) -> None:
    turned = next(moment for moment in told.whole.moments if moment.name == "page 2")
    cues = (await told.asked("cues"))["cues"]
    at = next(cue["at"] / 1000 for cue in cues if cue["event"].get("page") == 2)
    before = {**turned.shown, "page": "1", "surface": turned.shown["surface"].replace(":2", ":1")}
    await told.at(at - 0.1, before)
    await told.at(at + 0.1, turned.shown)


async def test_the_film_is_where_it_was(told: Told) -> None:
    film = next(moment for moment in told.whole.moments if moment.name == "film")
    clip = film.shown["clip"]
    began = clip["now"] / 1000 - clip["at"]
    shown = await told.at(began + 6, {**film.shown, "marks": "0", "ink": []})
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while shown["clip"] is None or abs(shown["clip"]["at"] - 6) > 0.3:
            shown = await reading(told.viewer)


async def test_the_picture_is_in_step_with_the_pages(told: Told) -> None:
    turned = next(moment for moment in told.whole.moments if moment.name == "page 2")
    await told.at(turned.at, turned.shown)
    teacher = told.viewer.page.locator("[data-testid^=view-][data-testid$=-camera] video").first
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while True:
            frame = await told.viewer.read(teacher)
            late = (1000 * turned.at - frame["time"]) % WRAP_MS if frame else WRAP_MS
            # The camera's pictures take their time through encoder and network; a page does not.
            if late < 600 or late > WRAP_MS - 150:
                return
            await asyncio.sleep(0.1)
