"""
How soon the player shows a picture, how fast it jumps, how its views keep step, what its light mode fetches.

    python -m tests.bench.bench_player [--minutes 10] [--classrooms 3] [--opens 8] [--seeks 30] [--light 60]

In Chromium, with the built web client, on a recording that the real recorder makes of real encoders' packets
in seconds: a teacher who talks all the time, classrooms that have the floor in turn, and clocks that run
apart by up to a hundred millionths, as crystals do. A view's drift is read at its frames: the moment of the
lesson that a frame shows beside the moment at which it is drawn.
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
from typing import Any

from playwright.async_api import Page, async_playwright, expect

from tests.bench.browsers import FIRST_FRAME
from tests.bench.recorded import record
from tests.bench.table import table
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import FLAGS, PATIENCE_MS, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration

EYES = Path(__file__).parent / "player.js"
VIEWS = "[data-testid^=view-] video"
#: What the server answers to whoever is signed in in this page.
ASK = """async (path) => {
    const { csrf } = await (await fetch("/api/me")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    return (await fetch(path, { method: "POST", headers, body: "{}" })).json();
}"""
#: A view that has just begun is brought into step within this time; it is not drift.
SETTLING_S = 5
#: So long a player fetches ahead before it fetches as much as it plays.
FILLING_S = 15


async def main(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as data:
        async with demonstration(Path(data) / "var") as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            context = await context_for(browser, None, viewport=SCREEN)
            owner = TeacherAtDesk(await context.new_page(), None)
            await owner.sign_in(world)
            await expect(owner.at("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
            seconds = int(60 * arguments.minutes) + 2 * SETTLING_S
            address = await hold(owner.page, world, arguments.classrooms, seconds)
            for line in await measure(owner.page, address, arguments):
                print(line, "\n", file=sys.__stdout__, flush=True)
            await browser.close()


async def hold(page: Page, world: World, classrooms: int, seconds: int) -> str:
    """Let a lesson of so long be recorded, and return the address of its replay."""
    entered = [await asyncio.to_thread(enter, world, number) for number in range(classrooms)]
    lesson = entered[0]["lesson"]
    await page.evaluate(ASK, f"/api/lessons/{lesson['id']}/start")
    members = [lesson["teacher"]["id"], *(each["classroom"]["id"] for each in entered)]
    await record(world.folder / "recordings" / lesson["id"], members, seconds)
    ended: dict[str, Any] = await page.evaluate(ASK, f"/api/lessons/{lesson['id']}/end")
    return f"{world.url}/library/{ended['recording']}"


async def measure(page: Page, address: str, arguments: argparse.Namespace) -> list[str]:
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
    return [waits, await drifts(page, end), await light(page, arguments.light, end)]


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
        _row("a view apart from its sound", [row["sound"] for row in seen]),
    ]
    return table(("drift", "p50 ms", "p95", "most", "looks"), rows)


async def light(page: Page, seconds: float, end: float) -> str:
    """Where nothing is there yet; what is fetched ahead at first is not counted."""
    await page.reload()
    whole = await _fetched(page, end / 2, seconds)
    await page.keyboard.press("d")
    await expect(page.get_by_test_id("replay-light")).to_be_visible()
    await page.reload()
    thin = await _fetched(page, end / 2, seconds)
    rows = [
        [name, f"{size * 8 / 1000 / seconds:.0f}"] for name, size in (("all views", whole), ("light", thin))
    ]
    return table((f"fetched while {seconds:.0f} s play", "kbit/s"), rows)


async def _fetched(page: Page, position: float, seconds: float) -> float:
    await page.get_by_test_id("replay-play").click()
    await page.evaluate("at => player.seek(at)", position)
    await asyncio.sleep(FILLING_S)
    fetched: float = await page.evaluate("seconds => player.fetched(seconds)", seconds)
    return fetched


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
