"""What is said on screens when a line is too thin for pictures: sound goes on, and pictures come back."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from playwright.async_api import Browser, expect

from tests.browser.lesson import SCREEN, enter
from tests.browser.people import CLASSROOMS, TEACHER, ClassroomTerminal, TeacherAtDesk, context_for
from tests.browser.world import World
from tests.network.lines import lines
from tests.network.profiles import GOOD, Profile, direction

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(180)]

#: A modem: enough for the teacher's voice alone.
THIN = Profile("thin", direction(60e3, 0.0, 0.1, 0.01), direction(60e3, 0.0, 0.1, 0.01))
RESTLESS = replace(TEACHER, busy=True)
#: Two cores encode for everybody.
SOON_MS = 60_000
#: A probe that failed on the thin line may have to be waited for before the next.
RECOVERY_MS = 40_000


async def test_a_paused_picture_is_said_and_the_sound_goes_on(browser: Browser, world: World) -> None:
    entry = await asyncio.to_thread(enter, world, 0)
    desk = await context_for(browser, RESTLESS, viewport=SCREEN)
    teacher = TeacherAtDesk(await desk.new_page(), RESTLESS)
    await teacher.sign_in(world)
    await teacher.enter(entry["lesson"]["id"])
    await teacher.start()
    async with lines() as relay:
        await relay.open("weak", GOOD, world.media_port, {})
        room = await context_for(browser, CLASSROOMS[0], viewport=SCREEN)
        await room.add_init_script(f"window.__relay = {relay.ports['weak']['udp']}")
        terminal = ClassroomTerminal(await room.new_page(), CLASSROOMS[0])
        await terminal.open(world.facts["terminals"][0]["url"])
        await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
        await relay.become("weak", THIN)
        paused = terminal.at("picture-paused")
        await expect(paused).to_contain_text("画面已暂停：网络太慢，声音继续", timeout=SOON_MS)
        card = teacher.at(f"classroom-{entry['classroom']['id']}")
        words = card.get_by_test_id("line-words")
        await expect(words).to_contain_text("画面已暂停", timeout=SOON_MS)
        await terminal.hears(TEACHER.pitch)
        await relay.become("weak", GOOD)
        await expect(paused).to_be_hidden(timeout=RECOVERY_MS)
        await terminal.sees(terminal.at("stage-video"), TEACHER.hue)
    await room.close()
    await desk.close()
