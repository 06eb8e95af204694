"""A room that watches a recording together, in real browsers: who is in it, and how far apart they are."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, expect

from tests.browser.lesson import SCREEN, LiveLesson
from tests.browser.people import PATIENCE_MS, TeacherAtDesk, context_for

IN_STEP_MS = 300
#: When this page's picture was where, both in milliseconds, and whether it stood; null while there is none.
PLACE = """() => {
    const videos = [...document.querySelectorAll("[data-testid=watched-view] video")];
    const video = videos.find((one) => one.readyState > 1 && one.offsetParent);
    if (!video) return null;
    return [performance.timeOrigin + performance.now(), video.currentTime * 1000, video.paused];
}"""


@dataclass
class Watch:
    """The room of the recording of `lesson`; `people` are in it, the host first."""

    lesson: LiveLesson
    browser: Browser
    recording: str
    id: str = ""
    people: list[TeacherAtDesk] = field(default_factory=list)

    @property
    def host(self) -> TeacherAtDesk:
        return self.people[0]

    async def begins(self, title: str = "") -> None:
        """The teacher calls others from the recording's page, goes in, and starts."""
        host = self.lesson.teacher
        await host.page.goto(f"{self.lesson.world.url}/resources/{self.recording}")
        await host.at("start-watching").click()
        await host.at("watch-title").fill(title)
        await host.at("watch-begin").click()
        await expect(host.at("watch-code")).to_be_visible(timeout=PATIENCE_MS)
        await host.at("watch-go").click()
        await host.page.wait_for_url("**/watch/*")
        self.id = host.page.url.rpartition("/")[2]
        await expect(host.at("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
        await host.start()
        self.people.append(host)

    async def plays(self) -> None:
        """The host opens the recording and starts it."""
        await self.host.at("open-playback").click()
        await self.host.at("open-playable").click()
        await self.host.at("playback-play").click()

    async def jumps(self, milliseconds: int) -> None:
        await self.host.at("playback-seek").evaluate(
            "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('change')); }", milliseconds
        )

    async def signs_in(self, login: str) -> TeacherAtDesk:
        context = await context_for(self.browser, None, viewport=SCREEN)
        self.lesson.contexts.append(context)
        person = TeacherAtDesk(await context.new_page(), None)
        await person.sign_in(self.lesson.world, login)
        await expect(person.at("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
        return person

    async def takes_part(self, person: TeacherAtDesk) -> None:
        await person.page.goto(f"{self.lesson.world.url}/watch/{self.id}")
        await expect(person.at("taking-part")).to_be_visible(timeout=PATIENCE_MS)
        self.people.append(person)

    async def places(self) -> list[Any]:
        return await asyncio.gather(*(person.page.evaluate(PLACE) for person in self.people))

    async def spread(self) -> float:
        """By how much the pictures of all are apart now, in milliseconds."""
        places = await self.places()
        if None in places:
            return math.inf
        ahead = [at - (0 if stands else now) for now, at, stands in places]
        return max(ahead) - min(ahead)

    async def gets_in_step(self, times: int = 5) -> float:
        """Wait until all have stayed together for a second; by how much they were apart at most, in ms."""
        apart: list[float] = []
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while len(apart) < times:
                now = await self.spread()
                apart = [*apart, now] if now < IN_STEP_MS else []
                await asyncio.sleep(0.2)
        return max(apart)
