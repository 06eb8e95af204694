"""
How soon the player shows a picture, how fast it jumps, how its views keep step, what its light mode fetches.

    python -m tests.bench.bench_player [--minutes 10] [--classrooms 3] [--opens 8] [--seeks 30] [--light 60]

In Chromium, with the built web client, on the recording of a lesson that the bench holds first: a teacher who
talks all the time and some classrooms. A view's drift is read at its frames: the moment of the lesson that a
frame shows beside the moment at which it is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.bench.browsers import FIRST_FRAME
from tests.bench.table import table
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, LiveLesson, begin, leave
from tests.browser.people import FLAGS, PATIENCE_MS
from tests.browser.world import demonstration

EYES = Path(__file__).parent / "player.js"
VIEWS = "[data-testid^=view-] video"
#: A view that has just begun is brought into step within this time; it is not drift.
SETTLING_S = 5


async def main(arguments: argparse.Namespace) -> None:
    folder = tempfile.TemporaryDirectory()
    with folder as data:
        async with demonstration(Path(data) / "var") as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            lesson = await begin(browser, world, arguments.classrooms)
            seconds = 60 * arguments.minutes + 2 * SETTLING_S
            address = await hold(lesson, seconds)
            for line in await measure(browser, lesson, address, arguments):
                print(line, "\n", file=sys.__stdout__, flush=True)
            await leave(lesson)
            await browser.close()


async def hold(lesson: LiveLesson, seconds: float) -> str:
    """Teach so long, with one classroom called on, and return the address of the replay."""
    await lesson.teacher.page.evaluate("__camera.tone = 0.95")
    await lesson.teacher.call_on(lesson.members[0])
    await asyncio.sleep(seconds)
    await lesson.teacher.end()
    request = lesson.teacher.page.context.request
    while True:
        rows = (await (await request.get(f"{lesson.world.url}/api/recordings")).json())["recordings"]
        for row in rows:
            if row["lesson"]["id"] == lesson.id and row["state"] == "ready":
                return f"{lesson.world.url}/library/{row['id']}"
        await asyncio.sleep(0.2)


async def measure(
    browser: Browser, lesson: LiveLesson, address: str, arguments: argparse.Namespace
) -> list[str]:
    for context in lesson.contexts:
        await context.close()
    lesson.contexts.clear()
    viewer = await lesson.visitor(browser, "chen", viewport=SCREEN)
    page = viewer.page
    await page.add_init_script(path=EYES)
    opened = [await first_frame(page, address) for _ in range(arguments.opens)]
    await page.get_by_test_id("replay-play").click()
    end = 60 * arguments.minutes
    jumps = [
        await page.evaluate("at => player.seek(at)", random.uniform(1, end)) for _ in range(arguments.seeks)
    ]
    rows = [
        _row("a page is opened, until the first frame", opened),
        _row("a jump, until all views show it", jumps),
    ]
    waits = table(("what", "p50 ms", "p95", "most", "runs"), rows)
    return [waits, await drifts(page, end), await light(page, arguments.light)]


async def first_frame(page: Page, address: str) -> float:
    await page.goto(address)
    handle = await page.wait_for_function(FIRST_FRAME, arg=VIEWS, polling="raf", timeout=PATIENCE_MS)
    return float(await handle.json_value())


async def drifts(page: Page, seconds: float) -> str:
    await page.evaluate("player.seek(0.5)")
    await asyncio.sleep(SETTLING_S)
    seen = await page.evaluate("seconds => player.drift(seconds)", seconds - SETTLING_S)
    rows = [
        _row(f"views apart from each other, {seconds:.0f} s", [row["views"] for row in seen]),
        _row("a view apart from the sound", [row["sound"] for row in seen]),
    ]
    return table(("drift", "p50 ms", "p95", "most", "looks"), rows)


async def light(page: Page, seconds: float) -> str:
    await page.evaluate("player.seek(0.5)")
    whole = await page.evaluate("seconds => player.fetched(seconds)", seconds)
    await page.evaluate("player.seek(0.5)")
    await page.keyboard.press("d")
    await expect(page.get_by_test_id("replay-light")).to_be_visible()
    thin = await page.evaluate("seconds => player.fetched(seconds)", seconds)
    rows = [
        [name, f"{size * 8 / 1000 / seconds:.0f}"] for name, size in (("all views", whole), ("light", thin))
    ]
    return table((f"fetched while {seconds:.0f} s play", "kbit/s"), rows)


def _row(name: str, figures: Sequence[float]) -> list[str]:
    ordered = sorted(figures)
    p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return [name, f"{p50:.0f}", f"{p95:.0f}", f"{ordered[-1]:.0f}", str(len(ordered))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--minutes", type=float, default=10, help="how long the lesson and the watch for drift last"
    )
    parser.add_argument("--classrooms", type=int, default=3)
    parser.add_argument("--opens", type=int, default=8)
    parser.add_argument("--seeks", type=int, default=30)
    parser.add_argument("--light", type=float, default=60, help="seconds in which bytes are counted")
    # What the server says meanwhile is not part of the tables.
    with redirect_stdout(sys.stderr):
        asyncio.run(main(parser.parse_args()))
