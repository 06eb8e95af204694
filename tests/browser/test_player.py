"""What people do with the player: keys, speed, silences, layouts, chapters, thin lines; when it must stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, LiveLesson, begin, leave
from tests.browser.people import FLAGS, PATIENCE_MS, TEACHER, Person, context_for
from tests.browser.world import demonstration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.beside,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

TALKS_S, QUIET_S = 4.0, 6.0
#: An open player asks so often whether it may go on.
BEAT_MS = 10_000


@dataclass
class Player:
    """The owner of a short lesson in its player: the teacher talked, was silent, and talked again."""

    browser: Browser
    lesson: LiveLesson
    owner: Person
    id: str

    @property
    def url(self) -> str:
        return f"{self.lesson.world.url}/library/{self.id}"

    async def position(self) -> float:
        """Seconds."""
        return int(await self.owner.at("replay-position").get_attribute("data-ms") or 0) / 1000

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.owner.page.keyboard.press(key)

    async def reaches(self, seconds: float, within: float = 0.6) -> None:
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while abs(await self.position() - seconds) > within:
                await asyncio.sleep(0.05)

    async def plays(self, playing: bool) -> None:
        attribute = ("data-playing", str(playing).lower())
        await expect(self.owner.at("replay-play")).to_have_attribute(*attribute, timeout=PATIENCE_MS)

    async def pause(self) -> None:
        if await self.owner.at("replay-play").get_attribute("data-playing") == "true":
            await self.press("k")
        await self.plays(False)

    @property
    def teacher(self) -> Locator:
        others = "".join(f":not([data-testid=view-{member}-camera])" for member in self.lesson.members)
        return self.owner.page.locator(f"[data-testid^=view-][data-testid$=-camera]{others}")

    async def asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the server answers the owner."""
        return await self.owner.page.evaluate(
            """async ([method, path, body]) => {
                const { csrf } = await (await fetch("/api/me")).json();
                const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
                const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
                return [answer.status, await answer.json()];
            }""",
            [method, path, body],
        )


async def talk(teacher: Person, share: float, seconds: float) -> None:
    await teacher.page.evaluate("share => { __camera.tone = share; }", share)
    await asyncio.sleep(seconds)


async def hold(lesson: LiveLesson) -> None:
    teacher = lesson.teacher
    await teacher.call_on(lesson.members[0])
    await talk(teacher, 0.95, TALKS_S)
    await lesson.nobody_has_the_floor()
    await talk(teacher, 0, QUIET_S)
    await talk(teacher, 0.95, TALKS_S)
    await teacher.end()


async def recording_of(lesson: LiveLesson) -> str:
    while True:
        answer = await lesson.teacher.page.context.request.get(f"{lesson.world.url}/api/recordings")
        for row in (await answer.json())["recordings"]:
            if row["lesson"]["id"] == lesson.id and row["state"] == "ready":
                return str(row["id"])
        await asyncio.sleep(0.1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def player(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Player]:
    folder = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world, async_playwright() as playwright:
        browser: Browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        lesson = await begin(browser, world, count=1)
        await hold(lesson)
        await lesson.contexts[1].close()
        player = Player(browser, lesson, lesson.teacher, await recording_of(lesson))
        await player.owner.page.goto(player.url)
        await player.owner.at("replay-play").click()
        await player.owner.sees(player.teacher.locator("video"), TEACHER.hue)
        yield player
        await leave(lesson)
        await browser.close()


async def test_keys_play_and_pause_and_jump(player: Player) -> None:
    await player.press(" ")
    await player.plays(False)
    await player.press("5")
    half = await player.position()
    await player.press("j")
    await player.reaches(max(0.0, half - 10), within=0.05)
    await player.press("ArrowRight")
    await player.reaches(max(0.0, half - 10) + 5, within=0.05)


async def test_a_stopped_picture_goes_on_by_one_frame(player: Player) -> None:
    await player.pause()
    await player.press("4")
    before = await player.position()
    await player.press(".")
    # A busy machine records fewer frames.
    assert 0.01 < await player.position() - before < 1
    await player.press(",")
    assert await player.position() == pytest.approx(before, abs=0.01)


async def test_at_double_speed_a_voice_keeps_its_pitch(player: Player) -> None:
    await player.press("Home")
    await player.owner.at("replay-speed").select_option("2")
    await player.press("k")
    audio = player.teacher.locator("audio")
    heard = await audio.evaluate("(audio, pitch) => eyes.listen(audio, pitch, 1.2)", TEACHER.pitch)
    rate = await audio.evaluate("audio => audio.playbackRate")
    await player.owner.at("replay-speed").select_option("1")
    assert rate == pytest.approx(2, abs=0.3)
    assert heard["peak"] > 0.05


async def test_a_silence_is_left_out(player: Player) -> None:
    await player.pause()
    await player.owner.at("replay-options").click()
    await player.owner.at("option-skip").check()
    await player.press("Escape")
    silence = player.owner.at("timeline-silence").first
    await expect(silence).to_be_visible()
    box = await silence.bounding_box()
    bar = await player.owner.at("replay-seek").bounding_box()
    assert box is not None
    assert bar is not None
    end = int(await player.owner.at("replay-seek").get_attribute("max") or 0) / 1000
    start, seconds = (box["x"] - bar["x"]) / bar["width"] * end, box["width"] / bar["width"] * end
    assert seconds == pytest.approx(QUIET_S, abs=2.5)
    await player.owner.at("replay-seek").evaluate(
        "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }", 1000 * start
    )
    await player.press("k")
    await player.reaches(start + seconds, within=0.8)
    await player.press("s")
    await expect(silence).to_have_count(0)


@pytest.mark.parametrize(("layout", "views"), [("grid", 2), ("one", 1), ("auto", 2)])
async def test_a_layout_shows_its_views(player: Player, layout: str, views: int) -> None:
    await player.press("0")
    await player.owner.at("replay-views").click()
    await player.owner.at(f"layout-{layout}").click()
    await player.press("Escape")
    shown = player.owner.page.locator("[data-testid^=view-][data-testid$=-camera]:visible")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not _is_laid_out(await shown.evaluate_all(WIDTHS), views, layout != "auto"):
            await asyncio.sleep(0.1)


WIDTHS = "views => views.map((view) => view.getBoundingClientRect().width)"


def _is_laid_out(widths: list[float], views: int, alike: bool) -> bool:
    return len(widths) == views and (max(widths) - min(widths) < 2) == alike


async def test_the_owner_names_a_chapter_and_a_key_goes_there(player: Player) -> None:
    await player.pause()
    await player.press("5")
    moment = await player.position()
    await player.owner.at("replay-chapters-open").click()
    await player.owner.at("chapter-add").click()
    await player.owner.at("chapter-title").fill("小组讨论")
    await player.owner.at("chapter-save").click()
    await expect(player.owner.at("replay-chapters").get_by_text("小组讨论")).to_be_visible()
    await player.press("Home", "]")
    await player.reaches(moment, within=0.1)


async def test_words_are_found_inside(player: Player) -> None:
    await player.press("/")
    await player.owner.at("find-query").fill("讨论")
    await player.owner.at("find-hit").click()
    await player.owner.at("replay-panel-close").click()
    assert await player.position() > 0


async def test_a_small_picture_stands_over_the_pointer(player: Player) -> None:
    bar = await player.owner.at("replay-seek").bounding_box()
    assert bar is not None
    await player.owner.page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    picture = player.owner.at("timeline-thumbnail")
    await expect(picture).to_be_visible(timeout=PATIENCE_MS)
    address = await picture.evaluate("box => getComputedStyle(box).backgroundImage.slice(5, -2)")
    answer = await player.owner.page.context.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


async def test_the_light_mode_fetches_no_picture(player: Player) -> None:
    fetched: list[str] = []
    await player.owner.at("replay-options").click()
    await player.owner.at("option-light").check()
    await player.press("Escape")
    await expect(player.owner.at("replay-light")).to_be_visible()
    player.owner.page.on("request", lambda request: fetched.append(request.url))
    await player.owner.page.reload()
    await player.owner.at("replay-play").click()
    await player.press("Home")
    await player.plays(True)
    heard = await player.teacher.locator("audio").evaluate(
        "(audio, pitch) => eyes.listen(audio, pitch, 2)", TEACHER.pitch
    )
    assert heard["peak"] > 0.05
    assert [url for url in fetched if "audio" in url]
    assert [url for url in fetched if "video" in url or url.endswith(".jpg")] == []
    await player.press("d")
    await player.owner.sees(player.teacher.locator("video"), TEACHER.hue)


async def test_an_open_player_without_an_account_stops_when_the_recording_is_taken_back(
    player: Player,
) -> None:
    wish = {"scope": "public", "pupils_picture": False, "despite": True}
    status, said = await player.asked("POST", f"/api/resources/{player.id}/publish", wish)
    assert status == 200, said
    context = await context_for(player.browser, None, viewport=SCREEN)
    player.lesson.contexts.append(context)
    stranger = Person(await context.new_page(), None)
    await stranger.page.goto(player.url)
    await stranger.at("replay-play").click()
    videos = stranger.page.locator("[data-testid^=view-][data-testid$=-camera] video")
    await stranger.sees(videos.first, TEACHER.hue)
    assert await stranger.at(f"view-{player.lesson.members[0]}-camera").count() == 0
    status, said = await player.asked("POST", f"/api/resources/{player.id}/withdraw", {})
    assert status == 200, said
    await expect(stranger.at("replay-stopped")).to_be_visible(timeout=BEAT_MS + PATIENCE_MS)
    await expect(videos).to_have_count(0)
