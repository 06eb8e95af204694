"""What happens on screens when a line is fast, is cut, comes back, and comes back from elsewhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.browser.lesson import SCREEN, enter
from tests.browser.people import (
    CLASSROOMS,
    PATIENCE_MS,
    TEACHER,
    ClassroomTerminal,
    TeacherAtDesk,
    context_for,
)
from tests.browser.world import World
from tests.support.relay import Relay

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CAMERA_720P = replace(TEACHER, width=1280, height=720, rate=25, busy=True)


@pytest.fixture
async def relay(world: World) -> AsyncIterator[Relay]:
    relay = Relay(("127.0.0.1", world.media_port))
    yield relay
    relay.close()


async def teach(teacher: TeacherAtDesk, world: World) -> None:
    """Sign in and start the lesson that the terminals are sent to."""
    entry = await asyncio.to_thread(enter, world, 0)
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()


async def attend(browser: Browser, world: World, relay: Relay) -> tuple[BrowserContext, ClassroomTerminal]:
    """A terminal whose media goes through the relay."""
    _, port = await relay.open()
    context = await context_for(browser, CLASSROOMS[0], viewport=SCREEN)
    await context.add_init_script(f"window.__relay = {port}")
    terminal = ClassroomTerminal(await context.new_page(), CLASSROOMS[0])
    await terminal.open(world.facts["terminals"][0]["url"])
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    return context, terminal


async def test_a_lost_network_comes_back_by_itself_from_another_address(
    browser: Browser, world: World, teacher: TeacherAtDesk, relay: Relay
) -> None:
    await teach(teacher, world)
    context, terminal = await attend(browser, world, relay)
    relay.cut = True
    await context.set_offline(True)
    await terminal.page.evaluate("eyes.cutSockets()")
    await expect(terminal.at("trouble")).to_be_visible(timeout=PATIENCE_MS)
    relay.move()
    relay.cut = False
    await context.set_offline(False)
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await terminal.hears(TEACHER.pitch)
    await expect(terminal.at("trouble")).to_be_hidden(timeout=PATIENCE_MS)


async def test_an_address_that_moves_costs_seconds_at_most(
    browser: Browser, world: World, teacher: TeacherAtDesk, relay: Relay
) -> None:
    await teach(teacher, world)
    _, terminal = await attend(browser, world, relay)
    relay.move()
    moved = time.monotonic()
    await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    assert time.monotonic() - moved < 10


async def test_a_720p_camera_soon_sends_over_a_megabit(browser: Browser, world: World) -> None:
    context = await context_for(browser, CAMERA_720P, viewport=SCREEN)
    teacher = TeacherAtDesk(await context.new_page(), CAMERA_720P)
    await teach(teacher, world)
    before = await teacher.page.evaluate("eyes.sending()")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not _is_rich(before, before := await _two_seconds_later(teacher)):
            pass
    await context.close()


async def _two_seconds_later(teacher: TeacherAtDesk) -> dict[str, Any]:
    await asyncio.sleep(2)
    sending: dict[str, Any] = await teacher.page.evaluate("eyes.sending()")
    return sending


def _is_rich(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """The line is known to carry it, and it is sent: more than a megabit a second over two seconds."""
    sent = (now["bytes"] - before["bytes"]) * 8 / 2 > 1_000_000
    # A machine too busy to encode sends less than the line would carry, and says so.
    return now["estimate"] > 1_000_000 and (sent or "cpu" in now["limits"])
