"""The people of a lesson in their browsers: what they do, and what their screens show."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.world import World

HERE = Path(__file__).parent
PATIENCE_MS = 20_000  # two cores encode and decode for everybody
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
]


@dataclass(frozen=True)
class Look:
    """How a person's camera and microphone can be told from the others'."""

    hue: int
    pitch: int
    width: int = 320
    height: int = 180
    rate: int = 10
    busy: bool = False

    @property
    def screen_hue(self) -> int:
        return (self.hue + 180) % 360


TEACHER = Look(hue=120, pitch=700, width=640, height=360, rate=15)
CLASSROOMS = (Look(hue=0, pitch=1200), Look(hue=60, pitch=1900), Look(hue=220, pitch=2700))


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, page: Page, look: Look | None) -> None:
        self.page, self.look = page, look

    def at(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def read(self, video: Locator) -> dict[str, Any] | None:
        """The time, hue and flash in the frame that a <video> shows now."""
        seen: dict[str, Any] | None = await video.evaluate("video => eyes.read(video)")
        return seen

    async def sees(self, video: Locator, hue: int) -> None:
        """Wait until a <video> shows moving pictures of the camera with this hue."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not await self._moving(video, hue):
                await asyncio.sleep(0.1)

    async def _moving(self, video: Locator, hue: int) -> bool:
        if await video.count() == 0:
            return False
        before = await self.read(video)
        await asyncio.sleep(0.3)
        after = await self.read(video)
        if before is None or after is None or after["time"] == before["time"]:
            return False
        return near(after["hue"], hue)

    async def loudness(self, pitch: int, seconds: float = 2.2) -> float:
        """The loudest moment of one pitch among all that this page plays."""
        peak: float = await self.page.evaluate(
            """async ([pitch, seconds]) => {
                const playing = [...document.querySelectorAll("audio, video")].filter(
                    (element) => element.srcObject?.getAudioTracks().length && !element.muted);
                const heard = await Promise.all(playing.map((one) => eyes.listen(one, pitch, seconds)));
                return Math.max(0, ...heard.map((one) => one.peak));
            }""",
            [pitch, seconds],
        )
        return peak

    async def hears(self, pitch: int) -> None:
        """Wait until a tone of this pitch comes out of the page."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while await self.loudness(pitch) < 0.05:
                pass

    async def hears_nothing_of(self, pitch: int) -> None:
        assert await self.loudness(pitch) < 0.05


class TeacherAtDesk(Person):
    async def sign_in(self, world: World, login: str = "li") -> None:
        await self.page.goto(world.url)
        await self.at("signin-login").fill(login)
        await self.at("signin-password").fill(world.facts["password"])
        await self.at("signin-submit").click()

    async def enter(self, lesson: str) -> None:
        await self.at(f"enter-lesson-{lesson}").click()
        await expect(self.at("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)

    async def start(self) -> None:
        await self.at("start-lesson").click()
        await expect(self.at("live")).to_be_visible(timeout=PATIENCE_MS)

    async def end(self) -> None:
        await self.at("end-lesson").click()
        await self.at("confirm-end").click()
        await expect(self.at("ended")).to_be_visible(timeout=PATIENCE_MS)

    async def call_on(self, member: str) -> None:
        await self.at(f"call-on-{member}").click()


class ClassroomTerminal(Person):
    async def open(self, link: str) -> None:
        await self.page.goto(link)

    async def microphone_is(self, opened: bool) -> None:
        state = self.at("microphone-state")
        await expect(state).to_have_attribute("data-open", str(opened).lower(), timeout=PATIENCE_MS)


def near(hue: int, wanted: int) -> bool:
    """Whether two hues are the same but for what the encoder does to colours."""
    return abs((hue - wanted + 180) % 360 - 180) < 25


async def context_for(browser: Browser, look: Look | None, **options: Any) -> BrowserContext:
    """A browser context whose camera and microphone are the person's, with eyes for the tests."""
    context = await browser.new_context(locale="zh-CN", **options)
    await context.add_init_script(path=HERE / "eyes.js")
    if look is not None:
        camera = (HERE / "camera.js").read_text()
        await context.add_init_script(f"window.__camera = {json.dumps(asdict(look))};\n{camera}")
    return context
