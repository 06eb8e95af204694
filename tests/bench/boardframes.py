"""How smoothly a teacher's page draws while five classrooms write on its board, in a real Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from signaling.tools.board.wishes import SetWriters
from tests.bench.boardclients import Sent, Watcher, Writer
from tests.browser.conftest import chromium
from tests.browser.lesson import enter
from tests.browser.people import FLAGS, TEACHER, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration
from tests.support.server import SECRET, TestServer

AUTHORS = 5
SCREEN = {"width": 1920, "height": 1080}
_FRAMES = """seconds => new Promise((done) => {
    const times = [];
    const next = (now) => {
        times.push(now);
        if (now - times[0] < seconds * 1000) requestAnimationFrame(next);
        else done(times.slice(1).map((time, at) => time - times[at]));
    };
    requestAnimationFrame(next);
})"""


async def frames(seconds: float) -> list[list[str]]:
    """The times between frames while nobody draws, and while five draw 60 strokes a minute each."""
    async with drawing_page() as (page, writers):
        still = await page.evaluate(_FRAMES, seconds)
        task = asyncio.gather(*(writer.write(seconds) for writer in writers))
        drawn = await page.evaluate(_FRAMES, seconds)
        await task
    return [["nobody", *_row(still)], [f"{AUTHORS} authors", *_row(drawn)]]


@asynccontextmanager
async def drawing_page() -> AsyncIterator[tuple[Page, list[Writer]]]:
    """A teacher's page with the board open, and five classrooms that may write."""
    with tempfile.TemporaryDirectory() as folder:
        async with demonstration(Path(folder) / "var", TONGKE_SECRET__KEY=SECRET) as world:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                teacher = TeacherAtDesk(
                    await (await context_for(browser, TEACHER, viewport=SCREEN)).new_page(), TEACHER
                )
                lesson = await _begin(teacher, world)
                writers = await _authors(teacher, world, lesson)
                yield teacher.page, writers
                await browser.close()


async def _begin(teacher: TeacherAtDesk, world: World) -> str:
    entry = await asyncio.to_thread(enter, world, 0)
    lesson = str(entry["lesson"]["id"])
    await teacher.sign_in(world)
    await teacher.enter(lesson)
    await teacher.start()
    await teacher.at("open-board").click()
    await teacher.at("board-toggle").click()
    await teacher.at("board-surface").first.wait_for()
    return lesson


async def _authors(teacher: TeacherAtDesk, world: World, lesson: str) -> list[Writer]:
    ports = {key: world.environment[key] for key in ("TONGKE_HTTP__PORT", "TONGKE_MEDIA__PORT")}
    server, sent = TestServer(world.folder, **ports), Sent()
    surface = str(await teacher.at("board-surface").first.get_attribute("data-surface"))
    async with server.beside():
        clients = [
            Watcher(
                server.url.replace("http", "ws") + "/signal",
                await server.ticket(lesson, "rural", f"author-{n}"),
                sent,
            )
            for n in range(AUTHORS)
        ]
        ticket = await server.ticket(lesson, "master", "second-teacher")
        second = Watcher(server.url.replace("http", "ws") + "/signal", ticket, sent)
        for client in (*clients, second):
            await client.join()
        await second.ask(SetWriters(members=[f"author-{n}" for n in range(AUTHORS)]))
    return [Writer(client, surface, n, sent) for n, client in enumerate(clients, 1)]


def _row(times: list[float]) -> list[str]:
    ordered = sorted(times)
    shares = [ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99, 1)]
    return [f"{1000 * len(times) / sum(times):.0f}", *(f"{each:.0f}" for each in shares)]
