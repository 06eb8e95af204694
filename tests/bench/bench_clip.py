"""
How far a shared clip is apart on three terminals' screens while it plays.

    python -m tests.bench.bench_clip [--seconds 60]

In Chromium, with the built web client. Halfway the teacher pauses it and lets it go on; a fourth screen,
the teacher's, plays too. The pages share this machine's clock, so what is compared is when the clip would
have begun on each.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import redirect_stdout

from tests.bench.screens import CLIP, screens, spread
from tests.bench.table import table
from tests.browser.courseware import open_document, spread_ms
from tests.browser.lesson import LiveLesson

EVERY_S = 0.25
#: A screen that starts late is brought into step within this time; it counts by itself.
SETTLING_S = 3.0


async def main(seconds: float) -> None:
    async with screens(1, int(seconds) + 30) as lesson:
        await open_document(lesson.teacher, CLIP)
        rows = [
            *await _play(lesson, "from the start", seconds / 2),
            *await _play(lesson, "after a pause", seconds / 2),
        ]
    head = ("shared clip", "p50 ms apart", "p95", "most", "looks")
    print(table(head, rows), file=sys.__stdout__, flush=True)


async def _play(lesson: LiveLesson, name: str, seconds: float) -> list[list[str]]:
    play = lesson.teacher.at("courseware").get_by_test_id("clip-play")
    await play.click()
    while await spread_ms(lesson.terminals) == float("inf"):
        await asyncio.sleep(0.02)
    began = time.monotonic()
    early: list[float] = []
    late: list[float] = []
    while (passed := time.monotonic() - began) < seconds:
        apart = await spread_ms(lesson.terminals)
        (early if passed < SETTLING_S else late).append(apart)
        await asyncio.sleep(EVERY_S)
    await play.click()
    return [
        [f"{name}, first {SETTLING_S:.0f} s", *spread(early), str(len(early))],
        [f"{name}, then", *spread(late), str(len(late))],
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    # What the server says meanwhile is not part of the table.
    with redirect_stdout(sys.stderr):
        asyncio.run(main(parser.parse_args().seconds))
