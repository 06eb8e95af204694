"""
What a classroom's terminal needs: the size of its first load, and its memory in a lesson of some minutes.

    python -m tests.bench.bench_terminal [--minutes 5] [--web web_client/dist]

The lesson is the demonstration's, with a teacher and this one terminal in a real Chromium. Memory is that
of the terminal's own browser, by `/proc`: of the page's renderer, and of all its processes together.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, CDPSession, async_playwright

from tests.bench.firstload import DIST, first_load
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, FLAGS, TEACHER, ClassroomTerminal, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration

MB = 1024 * 1024
LOOKS_PER_MINUTE = 2


async def measure(minutes: float, web: Path) -> None:
    """Print one line every half minute."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"TONGKE_HTTP__WEB_FOLDER": str(web)}
        async with demonstration(Path(folder) / "var", **settings) as world, async_playwright() as playwright:
            teachers = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            rooms = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            terminal = await lesson(world, teachers, rooms)
            inside = await terminal.page.context.new_cdp_session(terminal.page)
            processes = await rooms.new_browser_cdp_session()
            for look in range(round(minutes * LOOKS_PER_MINUTE) + 1):
                print(await line(look / LOOKS_PER_MINUTE, inside, processes), flush=True)
                await asyncio.sleep(60 / LOOKS_PER_MINUTE)
            await teachers.close()
            await rooms.close()


async def lesson(world: World, teachers: Browser, rooms: Browser) -> ClassroomTerminal:
    """A live lesson that the terminal sees."""
    entry = await asyncio.to_thread(enter, world, 0)
    teacher = TeacherAtDesk(await (await context_for(teachers, TEACHER, viewport=SCREEN)).new_page(), TEACHER)
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()
    page = await (await context_for(rooms, CLASSROOMS[0], viewport=SCREEN)).new_page()
    terminal = ClassroomTerminal(page, CLASSROOMS[0])
    await terminal.open(world.facts["terminals"][0]["url"])
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    return terminal


async def line(minute: float, inside: CDPSession, processes: CDPSession) -> str:
    """Heap of the page, resident memory of its renderer and of the whole browser."""
    heap = (await inside.send("Runtime.getHeapUsage"))["usedSize"]
    found = (await processes.send("SystemInfo.getProcessInfo"))["processInfo"]
    sizes = [(each["type"], resident(int(each["id"]))) for each in found]
    renderer = max((size for kind, size in sizes if kind == "renderer"), default=0)
    whole = sum(size for _, size in sizes)
    sizes_mb = f"heap {heap / MB:5.1f} MB  page {renderer / MB:5.0f} MB  browser {whole / MB:5.0f} MB"
    return f"{minute:5.1f} min  {sizes_mb}"


def resident(process: int) -> int:
    """Bytes of a process in memory, of what it shares with others its share; 0 when it is gone."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(each.split()[1]) * 1024 for each in text.splitlines() if each.startswith("Pss:"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_terminal")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--web", type=Path, default=DIST, help="the built web client")
    wanted = parser.parse_args()
    first = first_load(wanted.web)
    print(f"first load: {first.bytes / 1000:.1f} kB gzipped in {len(first.files)} files")
    asyncio.run(measure(wanted.minutes, wanted.web))


if __name__ == "__main__":
    main()
