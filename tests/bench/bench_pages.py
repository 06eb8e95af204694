"""
How soon a turned page is on the classrooms' screens.

    python -m tests.bench.bench_pages [--clients 1 8 50] [--turns 30] [--no-browser]

First the cue alone, to so many websocket clients that share this process, then from the teacher's click to
the picture on three terminals' pages in Chromium (which needs the built web client).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from server.auth.tokens import operator_token
from server.tasks import spawn
from signaling.client import Client
from signaling.messages import CueMessage, ServerMessage
from signaling.tools.courseware.cues import PageShown
from signaling.tools.courseware.wishes import ShowPage
from tests.bench.screens import PAGES, screens, spread
from tests.bench.table import table
from tests.browser.courseware import open_document
from tests.support.courseware import pdf, ready
from tests.support.server import SECRET, TestServer
from tests.support.site import Visitor

COUNT, PAUSE_S = 12, 0.4
#: When each page was drawn, for the eye: after the next frame has been made with it.
_WATCH = """() => {
    window.turns = [];
    const time = () => performance.timeOrigin + performance.now();
    const look = () => requestAnimationFrame(() => setTimeout(() => {
        const page = document.querySelector('[data-testid="slide"]')?.dataset.page;
        if (page && window.turns.at(-1)?.[0] !== page) window.turns.push([page, time()]);
    }));
    new MutationObserver(look).observe(document.body, {subtree: true, attributeFilter: ['data-page']});
    addEventListener('click', () => window.turns.push(['click', time()]), true);
}"""


class Screen(Client):
    """Notes when it hears of a page."""

    def __init__(self, address: str, ticket: str) -> None:
        super().__init__(address, ticket, spawn)
        self.heard: list[float] = []

    async def _take(self, message: ServerMessage, connection: Any, backoff: Any) -> None:
        await super()._take(message, connection, backoff)
        if isinstance(message, CueMessage) and isinstance(message.cue.event, PageShown):
            self.heard.append(time.perf_counter())


async def cues(server: TestServer, clients: int, turns: int) -> list[str]:
    """From the teacher's wish to the applied cue, in milliseconds."""
    lesson = await server.lesson(record=False)
    headers = {"Authorization": f"Bearer {operator_token(SECRET, time.time())}"}
    document = await ready(Visitor(server.http, server.url, headers), lesson, f"{PAGES}.pdf", pdf("1", "2"))
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    address = server.url.replace("http", "ws") + "/signal"
    roles = [("master", "teacher"), *(("rural", f"class-{n}") for n in range(clients))]
    members = [Screen(address, await server.ticket(lesson, role, name)) for role, name in roles]
    for member in members:
        await member.join()
    asked = []
    for turn in range(turns):
        asked.append(time.perf_counter())
        await members[0].ask(ShowPage(document=document["id"], page=turn % 2 + 1))
        await asyncio.sleep(0.1)
    took = [(at - asked[n]) * 1000 for member in members[1:] for n, at in enumerate(member.heard)]
    for member in members:
        await member.close()
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    return [str(clients), *spread(took)]


async def pictures(turns: int) -> list[list[str]]:
    """From the teacher's click to the drawn page, for each terminal."""
    async with screens(COUNT, 2) as lesson:
        pages = [lesson.teacher.page, *(terminal.page for terminal in lesson.terminals)]
        await open_document(lesson.teacher, PAGES)
        await lesson.teacher.at("page-1").click()
        for page in pages:
            await expect(page.get_by_test_id("slide")).to_have_attribute("data-page", "1", timeout=20_000)
            await page.evaluate(_WATCH)
        for turn in range(turns):
            forward = turn // (COUNT - 1) % 2 == 0
            await lesson.teacher.at("next-page" if forward else "previous-page").click()
            await asyncio.sleep(PAUSE_S)
        clicks = [at for what, at in await _turns(pages[0]) if what == "click"]
        rows = []
        for name, page in zip(("teacher", "terminal 1", "terminal 2", "terminal 3"), pages, strict=True):
            drawn = [at for what, at in await _turns(page) if what != "click"]
            rows.append([name, *spread(_delays(clicks, drawn)), f"{len(drawn)}/{turns}"])
        return rows


async def _turns(page: Page) -> list[tuple[str, float]]:
    return [(what, at) for what, at in await page.evaluate("window.turns")]


def _delays(clicks: Sequence[float], drawn: Sequence[float]) -> list[float]:
    """What was drawn belongs to the last click before it."""
    return [at - max(click for click in clicks if click <= at) for at in drawn]


async def main(arguments: argparse.Namespace) -> None:
    times = ("p50 ms", "p95", "longest")
    with tempfile.TemporaryDirectory() as folder:
        server = TestServer(Path(folder), TONGKE_ROOM__JOINS_PER_MINUTE="100000")
        await server.start()
        try:
            rows = [await cues(server, clients, arguments.turns) for clients in arguments.clients]
        finally:
            await server.close()
    say(("page turn: clients that hear the cue", *times), rows)
    if arguments.browser:
        say(("page turn: drawn by", *times, "seen"), await pictures(arguments.turns))


def say(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(table(head, rows), "\n", file=sys.__stdout__, flush=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 50])
    parser.add_argument("--turns", type=int, default=30)
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="the cue alone")
    return parser.parse_args()


if __name__ == "__main__":
    # What the server says meanwhile is not part of the tables.
    with redirect_stdout(sys.stderr):
        asyncio.run(main(parse()))
