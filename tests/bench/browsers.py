"""What people wait for, in a real Chromium: a terminal for the teacher's picture, a viewer for the replay."""

from __future__ import annotations

import asyncio
import math
import statistics
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.bench.table import table
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, FLAGS, TEACHER, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration

HEAD = ["what", "median", "p95", "runs"]
LESSON_S = 10.0
SETTLE_S = 3.0

# Gives the page's own time since its navigation began, in milliseconds, once a frame is decoded.
FIRST_FRAME = """(selector) => {
    const videos = [...document.querySelectorAll(selector)];
    return videos.some((video) => video.getVideoPlaybackQuality().totalVideoFrames > 0) && performance.now();
}"""
STAGE = "[data-testid=stage-video]"
REPLAYED = "[data-testid^=view-][data-testid$=-camera] video"


@dataclass
class Waits:
    """Seconds, one of each for every run."""

    joined: list[float] = field(default_factory=list)
    listed: list[float] = field(default_factory=list)
    replayed: list[float] = field(default_factory=list)


async def bench(arguments: Namespace, say: Callable[[str], None]) -> None:
    """Hold a lesson with a teacher alone, let a terminal join again and again, end it, open its replay."""
    waits = Waits()
    for number in range(arguments.lessons):
        joins = arguments.joins * (number + 1) // arguments.lessons - len(waits.joined)
        await hold(joins, waits)
    rows = [
        _row("a terminal opens its link, until the first decoded frame of the teacher", waits.joined),
        _row("the teacher ends the lesson, until its recording is listed as ready", waits.listed),
        _row("the teacher ends the lesson, until the first decoded frame of its replay", waits.replayed),
    ]
    say(table(HEAD, rows))


def _row(what: str, seconds: Sequence[float]) -> list[str]:
    ordered = sorted(seconds)
    p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return [what, f"{statistics.median(ordered):.2f} s", f"{p95:.2f} s", str(len(ordered))]


async def hold(joins: int, waits: Waits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with demonstration(Path(folder) / "var") as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            lesson = enter(world, 0)["lesson"]["id"]
            teacher = TeacherAtDesk(
                await (await context_for(browser, TEACHER, viewport=SCREEN)).new_page(), TEACHER
            )
            await teacher.sign_in(world)
            await teacher.enter(lesson)
            await teacher.start()
            started = time.monotonic()
            await asyncio.sleep(SETTLE_S)
            for _ in range(joins):
                waits.joined.append(await join(browser, world))
            await asyncio.sleep(max(0.0, started + LESSON_S - time.monotonic()))
            await replay(browser, world, teacher, lesson, waits)
            await browser.close()


async def join(browser: Browser, world: World) -> float:
    """A terminal that has never been here opens its link."""
    context = await context_for(browser, CLASSROOMS[0], viewport=SCREEN)
    page = await context.new_page()
    await page.goto(world.facts["terminals"][0]["url"], wait_until="commit")
    found = await page.wait_for_function(FIRST_FRAME, arg=STAGE, polling="raf")
    waited = float(await found.json_value()) / 1000
    await context.close()
    await asyncio.sleep(1)
    return waited


async def replay(browser: Browser, world: World, teacher: TeacherAtDesk, lesson: str, waits: Waits) -> None:
    """Somebody who is signed in asks for the recording all the time, and opens it as soon as it is there."""
    context = await context_for(browser, None, viewport=SCREEN)
    viewer = TeacherAtDesk(await context.new_page(), None)
    await viewer.sign_in(world, "chen")
    await viewer.at("sign-out").first.wait_for()
    await teacher.at("end-lesson").click()
    ended = time.monotonic()
    await teacher.at("confirm-end").click()
    recording = await _ready(viewer, world, lesson)
    waits.listed.append(time.monotonic() - ended)
    await viewer.page.goto(f"{world.url}/library/{recording}", wait_until="commit")
    await viewer.at("replay-play").click()
    await viewer.page.wait_for_function(FIRST_FRAME, arg=REPLAYED, polling="raf")
    waits.replayed.append(time.monotonic() - ended)


async def _ready(viewer: TeacherAtDesk, world: World, lesson: str) -> str:
    async with asyncio.timeout(20):
        while True:
            response = await viewer.page.context.request.get(f"{world.url}/api/recordings")
            for row in (await response.json())["recordings"]:
                if row["lesson"]["id"] == lesson and row["state"] == "ready":
                    return str(row["id"])
            await asyncio.sleep(0.02)
