"""A lesson on several lines: a master, a classroom behind the line that is measured, others on good ones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Playwright, expect

from tests.browser.conftest import chromium
from tests.browser.lesson import enter
from tests.browser.people import FLAGS, ClassroomTerminal, TeacherAtDesk
from tests.browser.world import World
from tests.network.lines import Lines

HERE = Path(__file__).parent
EYES = HERE.parent / "browser" / "eyes.js"
MASTER, WEAK, OTHERS = "master", "weak", ("other-1", "other-2")
#: The line of each terminal, in the order of the demonstration's classrooms.
LINES = (WEAK, *OTHERS)
_JOIN_MS = 90_000


async def open_page(browser: Browser, ports: dict[str, int], turn: bool = False) -> Page:
    """A page whose media goes over a line, with the instruments to measure it."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    line = ports if turn else {name: port for name, port in ports.items() if name != "turn"}
    await context.add_init_script(path=EYES)
    await context.add_init_script(f"window.__line = {json.dumps(line)};\n{(HERE / 'line.js').read_text()}")
    await context.add_init_script(path=HERE / "figures.js")
    return await context.new_page()


@asynccontextmanager
async def browser_with(playwright: Playwright, clip: Path, voice: Path) -> AsyncIterator[Browser]:
    """A Chromium whose camera and microphone play two files."""
    flags = [f"--use-file-for-fake-video-capture={clip}", f"--use-file-for-fake-audio-capture={voice}"]
    browser = await playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        await browser.close()


@dataclass
class Lesson:
    """Everybody in it."""

    world: World
    relay: Lines
    teacher: TeacherAtDesk
    terminals: list[ClassroomTerminal]
    members: list[str]  # of the classrooms, in the order of LINES

    @property
    def weak(self) -> ClassroomTerminal:
        return self.terminals[0]

    async def read(self) -> dict[str, Any]:
        """One reading of every page's counters, by the name of its line."""
        pages = [self.teacher.page, *(terminal.page for terminal in self.terminals)]
        readings = await asyncio.gather(*(page.evaluate("figures.read()") for page in pages))
        return dict(zip((MASTER, WEAK, *OTHERS), readings, strict=True))

    async def hand(self) -> tuple[float, float]:
        """
        Raise the hand on the measured line, and lower it again.

        Seconds until the teacher's page showed it, and until its own did. Raises
        `TimeoutError` when it takes more than 30 s.
        """
        card = f"[data-testid=classroom-{self.members[0]}] [data-testid=raised-hand]"
        async with asyncio.timeout(30):
            if await self.weak.at("hand-button").get_attribute("data-raised") == "true":
                await self._press_hand()  # the last one came too late to be lowered
                await self._hand_is("false")
            pressed = await self._press_hand()
            at_teacher, at_home = await asyncio.gather(
                self.teacher.page.evaluate("(card) => figures.appears(card)", card), self._hand_is("true")
            )
            await self._press_hand()
            await self._hand_is("false")
        return (at_teacher - pressed) / 1000, (at_home - pressed) / 1000

    async def _press_hand(self) -> float:
        script = "() => { document.querySelector('[data-testid=hand-button]').click(); return Date.now(); }"
        at: float = await self.weak.page.evaluate(script)
        return at

    async def _hand_is(self, raised: str) -> float:
        script = "(value) => figures.appears('[data-testid=hand-button]', 'data-raised', value)"
        at: float = await self.weak.page.evaluate(script, raised)
        return at

    async def reopen_weak(self) -> None:
        """The measured classroom switches its terminal on again, over the line as it is now."""
        await self.weak.page.goto("about:blank")
        await self.open_terminal(0)

    async def open_terminal(self, number: int) -> None:
        """Open a terminal's link and wait until its media flows."""
        terminal = self.terminals[number]
        link: str = self.world.facts["terminals"][number]["url"]
        await terminal.open(link.replace(self.world.url, self.relay.address(LINES[number])))
        await expect(terminal.at("lesson")).to_have_attribute("data-state", "joined", timeout=_JOIN_MS)


@asynccontextmanager
async def lesson(
    world: World, relay: Lines, studio: Browser, schools: Browser, turn: bool = False
) -> AsyncIterator[Lesson]:
    """
    A lesson that runs, on the lines that `relay` has open.

    `studio` is the browser with the teacher's camera, `schools` the one of all classrooms.
    """
    teacher = TeacherAtDesk(await open_page(studio, relay.ports[MASTER]), None)
    pages = [await open_page(schools, relay.ports[name], turn and name == WEAK) for name in LINES]
    entries = [await asyncio.to_thread(enter, world, number) for number in range(len(LINES))]
    members = [entry["classroom"]["id"] for entry in entries]
    held = Lesson(world, relay, teacher, [ClassroomTerminal(page, None) for page in pages], members)
    await teacher.sign_in(replace(world, facts=world.facts | {"url": relay.address(MASTER)}))
    await teacher.enter(entries[0]["lesson"]["id"])
    await teacher.start()
    await asyncio.gather(*(held.open_terminal(number) for number in range(len(LINES))))
    yield held
    for person in (teacher, *held.terminals):
        await person.page.context.close()
