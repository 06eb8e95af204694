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
#: The names of the lines; the classrooms beside the measured one are numbered.
MASTER, WEAK, OTHER = "master", "weak", "other-{}"
_JOIN_MS = 90_000
# coturn's certificate is made for the run.
_OWN_CERTIFICATES = "--ignore-certificate-errors"


async def open_page(browser: Browser, ports: dict[str, int]) -> Page:
    """A page whose media goes over a line with these ports, with the instruments to measure it."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    await context.add_init_script(path=EYES)
    await context.add_init_script(f"window.__line = {json.dumps(ports)};\n{(HERE / 'line.js').read_text()}")
    await context.add_init_script(path=HERE / "figures.js")
    return await context.new_page()


@asynccontextmanager
async def browser_with(playwright: Playwright, clip: Path, voice: Path) -> AsyncIterator[Browser]:
    """A Chromium whose camera and microphone play two files."""
    flags = [f"--use-file-for-fake-video-capture={clip}", f"--use-file-for-fake-audio-capture={voice}"]
    browser = await playwright.chromium.launch(
        executable_path=chromium(), args=[*FLAGS, *flags, _OWN_CERTIFICATES]
    )
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
    terminals: dict[str, ClassroomTerminal]  # by the name of their line
    members: list[str]  # of the terminals, in their order

    @property
    def weak(self) -> ClassroomTerminal:
        return self.terminals[WEAK]

    async def read(self) -> dict[str, Any]:
        """One reading of every page's counters, by the name of its line."""
        people = {MASTER: self.teacher, **self.terminals}
        readings = await asyncio.gather(*(one.page.evaluate("figures.read()") for one in people.values()))
        return dict(zip(people, readings, strict=True))

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
        await self.open_terminal(0, WEAK)

    async def open_terminal(self, number: int, line: str) -> None:
        """Open a terminal's link and wait until its media flows."""
        terminal = self.terminals[line]
        link: str = self.world.facts["terminals"][number]["url"]
        await terminal.open(link.replace(self.world.url, self.relay.address(line)))
        await expect(terminal.at("lesson")).to_have_attribute("data-state", "joined", timeout=_JOIN_MS)


@asynccontextmanager
async def lesson(world: World, relay: Lines, studio: Browser, schools: Browser) -> AsyncIterator[Lesson]:
    """
    A lesson that runs, with the teacher and a classroom on each further line that `relay` has open.

    `studio` is the browser with the teacher's camera, `schools` the one of all classrooms.
    """
    teacher = TeacherAtDesk(await open_page(studio, relay.ports[MASTER]), None)
    places = [name for name in relay.ports if name != MASTER]
    terminals = {
        name: ClassroomTerminal(await open_page(schools, relay.ports[name]), None) for name in places
    }
    entries = [await asyncio.to_thread(enter, world, number) for number in range(len(places))]
    held = Lesson(world, relay, teacher, terminals, [entry["classroom"]["id"] for entry in entries])
    await teacher.sign_in(replace(world, facts=world.facts | {"url": relay.address(MASTER)}))
    await teacher.enter(entries[0]["lesson"]["id"])
    await teacher.start()
    await asyncio.gather(*(held.open_terminal(number, name) for number, name in enumerate(places)))
    yield held
    for person in (teacher, *terminals.values()):
        await person.page.context.close()
