"""
How far apart the screens of a room are that watches a recording together.

    python -m tests.bench.bench_watch [--seconds 60]

In Chromium, with the built web client: the host, a colleague, and a third who comes late. The pages share
this machine's clock, so what is compared is when the recording would have begun on each. "In step" means
less than 300 ms apart.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

from playwright.async_api import async_playwright

from tests.bench.screens import spread
from tests.bench.table import table
from tests.browser.conftest import chromium
from tests.browser.lesson import assemble, leave
from tests.browser.people import FLAGS
from tests.browser.test_publication import recording_of
from tests.browser.watching import IN_STEP_MS, Watch
from tests.browser.world import demonstration

EVERY_S = 0.25


async def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with demonstration(Path(folder) / "var") as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            lesson = await assemble(browser, world, count=1)
            await lesson.contexts[1].close()
            await lesson.teacher.start()
            await asyncio.sleep(seconds + 25)
            await lesson.teacher.end()
            watch = Watch(lesson, browser, await recording_of(lesson.teacher, lesson))
            rows = await _watched(watch, seconds)
            await leave(lesson)
            await browser.close()
    head = ("watched together", "s to be in step", "p50 ms apart", "p95", "most", "looks")
    print(table(head, rows), file=sys.__stdout__, flush=True)


async def _watched(watch: Watch, seconds: float) -> list[list[str]]:
    await watch.begins()
    await watch.takes_part(await watch.signs_in("chen"))
    late = await watch.signs_in("zhou")
    await watch.plays()
    rows = [await _row("two, from the start", watch, seconds / 3)]
    await watch.takes_part(late)
    rows.append(await _row("a third comes late", watch, seconds / 3))
    await watch.jumps(1000)
    rows.append(await _row("three, after a jump", watch, seconds / 3))
    return rows


async def _row(name: str, watch: Watch, seconds: float) -> list[str]:
    began, settled = time.monotonic(), math.nan
    apart: list[float] = []
    while math.isnan(settled) or time.monotonic() - began - settled < seconds:
        now = await watch.spread()
        if math.isnan(settled) and now < IN_STEP_MS:
            settled = time.monotonic() - began
        if not math.isnan(settled):
            apart.append(now)
        await asyncio.sleep(EVERY_S)
    return [name, f"{settled:.1f}", *spread(apart), str(len(apart))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    # What the server says meanwhile is not part of the table.
    with redirect_stdout(sys.stderr):
        asyncio.run(main(parser.parse_args().seconds))
