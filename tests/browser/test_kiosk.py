"""A classroom's terminal from its first start to the day on which it is revoked, in a real Chromium."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from server.tasks import spawn
from signaling.client import Client
from signaling.from_client import GiveFloor, StartLesson
from signaling.messages import Lines
from signaling.tools.help.wishes import SettleHelp
from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, PATIENCE_MS, context_for
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(240)]

PROC = Path("/proc")
#: A camera that stands still: nothing is drawn any more, so no frame comes.
FREEZE = """() => { const c = CanvasRenderingContext2D.prototype
                    c.kept = c.fillRect; c.fillRect = () => undefined }"""
THAW = "() => { const c = CanvasRenderingContext2D.prototype; c.fillRect = c.kept }"
#: A loudspeaker that feeds back: the tone no longer ends after a tenth of a second.
HOWL = """() => { const p = AudioParam.prototype; p.kept = p.setValueAtTime
                  p.setValueAtTime = function (value, at) { return p.kept.call(this, 0.6, at) } }"""


class Kiosk:
    """The terminal's page and what is done to it from elsewhere."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self.world = page, world

    def at(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def shows(self, testid: str, **attributes: str) -> None:
        await expect(self.at(testid)).to_be_visible(timeout=PATIENCE_MS)
        for name, value in attributes.items():
            await expect(self.at(testid)).to_have_attribute(f"data-{name}", value, timeout=PATIENCE_MS)

    async def pair(self, classroom: str) -> str:
        """Type the code that the screen shows, and return the terminal's id."""
        await self.shows("pairing-code")
        code = await self.at("pairing-code").get_attribute("data-code")
        made = await self.world.tongke("terminal", "pair", code, "--classroom", classroom, "--name", "讲台")
        await self.shows("waiting")
        return str(made["id"])


async def test_a_terminal_needs_nobody_after_it_was_paired(browser: Browser, world: World) -> None:
    context = await context_for(browser, CLASSROOMS[0], viewport=SCREEN)
    kiosk = Kiosk(await context.new_page(), world)
    await kiosk.page.goto(f"{world.url}/terminal")
    entry = await asyncio.to_thread(enter, world, 0)
    terminal = await kiosk.pair(entry["classroom"]["id"])
    await kiosk.shows("timetable")
    await kiosk.shows("waiting", joined="true")

    await the_server_is_restarted(kiosk)
    await a_newer_page_is_loaded_once(kiosk)
    await a_camera_that_stands_still_is_opened_anew(kiosk)
    async with teaching(world, entry["lesson"]["id"]) as teacher:
        await a_lesson_is_followed(kiosk, teacher)
        await a_howl_is_told_and_turned_down(kiosk, teacher)
        await the_terminal_is_revoked(kiosk, terminal)
        # Without a grace period: nobody may go on hearing a room that was shut out.
        await teacher.until(lambda state: not state.members[entry["classroom"]["id"]].present, 3)
    await context.close()


async def the_server_is_restarted(kiosk: Kiosk) -> None:
    """The timetable stays, also when the page is loaded anew a moment later; then the terminal is back."""
    os.kill(control_of(kiosk.world.process.pid), signal.SIGKILL)
    await kiosk.shows("timetable")
    await expect(kiosk.at("waiting")).to_have_attribute("data-joined", "false", timeout=PATIENCE_MS)
    await kiosk.shows("waiting", joined="true")
    await kiosk.page.reload()
    await kiosk.shows("waiting", joined="true")


async def a_newer_page_is_loaded_once(kiosk: Kiosk) -> None:
    """Also in the room of a lesson that has not begun; who goes on naming another build is not believed."""

    async def newer(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "build": "a newer one"})

    loads: list[Page] = []
    kiosk.page.on("load", lambda page: loads.append(page))
    await kiosk.page.route("**/api/terminals/enter", newer)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not loads:
            await asyncio.sleep(0.1)
    await kiosk.shows("waiting", joined="true")
    async with kiosk.page.expect_response("**/api/terminals/enter", timeout=PATIENCE_MS):
        pass
    assert len(loads) == 1
    await kiosk.page.unroute("**/api/terminals/enter")


async def a_camera_that_stands_still_is_opened_anew(kiosk: Kiosk) -> None:
    await kiosk.page.evaluate(FREEZE)
    await kiosk.shows("care", trouble="camera_stalled")
    await kiosk.page.evaluate(THAW)
    await expect(kiosk.at("care")).to_be_hidden(timeout=PATIENCE_MS)


async def a_lesson_is_followed(kiosk: Kiosk, teacher: Client) -> None:
    await teacher.ask(StartLesson())
    await kiosk.shows("lesson")
    await kiosk.page.keyboard.press(" ")
    await kiosk.shows("hand-button", raised="true")
    await kiosk.page.keyboard.press("PageUp")
    await kiosk.shows("help-said", state="asked")
    room = next(iter(teacher.state.help.asked))
    await teacher.ask(SettleHelp(member=room))
    await kiosk.shows("help-said", state="known")
    await kiosk.page.keyboard.press("F5")
    await kiosk.shows("key-sheet")
    await kiosk.page.keyboard.press("Escape")


async def a_howl_is_told_and_turned_down(kiosk: Kiosk, teacher: Client) -> None:
    await teacher.ask(GiveFloor(member=teacher.state.hands[0].member))
    await kiosk.shows("our-turn")
    await kiosk.page.evaluate(HOWL)
    await kiosk.shows("care", trouble="howling")
    assert await kiosk.page.evaluate("document.querySelector('audio').volume") == 0.25
    # Lines that were told before may still speak of the camera.
    await teacher.wait_for(Lines, lambda told: any(line.devices == ["howling"] for line in told.lines), 20)


async def the_terminal_is_revoked(kiosk: Kiosk, terminal: str) -> None:
    await kiosk.world.tongke("terminal", "revoke", terminal)
    # A terminal that only asked now and then would notice after ten seconds.
    await expect(kiosk.at("pairing-code")).to_be_visible(timeout=5000)
    assert await kiosk.page.evaluate("localStorage.getItem('tongke.terminal')") is None
    assert await kiosk.page.evaluate("localStorage.getItem('tongke.terminal.entry')") is None


@asynccontextmanager
async def teaching(world: World, lesson: str) -> AsyncIterator[Client]:
    """A teacher without a screen."""
    ticket = await world.tongke("ticket", lesson, "--role", "master")
    client = Client(f"{world.url.replace('http', 'ws', 1)}/signal", ticket["ticket"], spawn)
    await client.join()
    yield client
    await client.close()


def control_of(process: int) -> int:
    """The control process below the demonstration's."""
    commands = {child: (PROC / str(child) / "cmdline").read_bytes() for child in below(process)}
    return next(child for child, command in commands.items() if b"control" in command)


def below(process: int) -> Iterator[int]:
    """Children and children's children."""
    listed = (PROC / str(process) / "task" / str(process) / "children").read_text()
    for child in map(int, listed.split()):
        yield child
        yield from below(child)
