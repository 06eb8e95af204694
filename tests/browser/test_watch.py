"""A recording is watched together: three browsers in step, one of them late, and the talk is recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import chromium
from tests.browser.lesson import assemble, leave
from tests.browser.people import FLAGS, PATIENCE_MS
from tests.browser.test_publication import recording_of
from tests.browser.watching import IN_STEP_MS, Watch
from tests.browser.world import demonstration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.beside,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

LESSON_MS = 14_000
SAID = "这里的追问很好"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watch(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Watch]:
    async with (
        demonstration(tmp_path_factory.mktemp("demo") / "var") as world,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        lesson = await assemble(browser, world, count=1)
        await lesson.contexts[1].close()
        await lesson.teacher.start()
        await lesson.teacher.page.wait_for_timeout(LESSON_MS)
        await lesson.teacher.end()
        yield Watch(lesson, browser, await recording_of(lesson.teacher, lesson))
        await leave(lesson)
        await browser.close()


async def test_the_host_calls_others_from_the_recordings_page(watch: Watch) -> None:
    await watch.begins("集体观摩：荷塘月色")
    await watch.takes_part(await watch.signs_in("chen"))


async def test_all_play_in_step(watch: Watch) -> None:
    await watch.plays()
    await watch.gets_in_step()
    assert await violations(watch.host.page) == []


async def test_whoever_comes_late_lands_in_step(watch: Watch) -> None:
    late = await watch.signs_in("zhou")
    await watch.jumps(0)
    await watch.takes_part(late)
    await watch.gets_in_step()
    assert all(not stands for _, _, stands in await watch.places())


async def test_all_jump_together_and_go_on(watch: Watch) -> None:
    await watch.jumps(1000)
    await watch.gets_in_step()
    places = await watch.places()
    assert all(at < LESSON_MS - 2000 and not stands for _, at, stands in places), places


async def test_all_stand_when_the_host_stops_to_discuss(watch: Watch) -> None:
    host, colleague, _ = watch.people
    await host.at("playback-play").click()
    await expect(host.at("playback-play")).to_have_attribute("data-playing", "false", timeout=PATIENCE_MS)
    await watch.gets_in_step(times=1)
    places = [at for _, at, _ in await watch.places()]
    assert max(places) - min(places) < IN_STEP_MS
    await host.at("playback-hide").click()
    for person in watch.people:
        await expect(person.at("watched")).to_be_hidden(timeout=PATIENCE_MS)
    await colleague.at("chat-text").fill(SAID)
    await colleague.at("chat-send").click()
    await host.at("open-chat").click()
    await expect(host.at("chat-log").get_by_text(SAID)).to_be_visible(timeout=PATIENCE_MS)


async def test_the_replay_of_the_room_has_what_was_said_and_watched(watch: Watch) -> None:
    host, url = watch.host, watch.lesson.world.url
    await host.end()
    request = host.page.context.request
    recording = (await (await request.get(f"{url}/api/lessons/{watch.id}")).json())["recording"]
    cues = (await (await request.get(f"{url}/api/recordings/{recording}/cues")).json())["cues"]
    at = {cue["event"]["type"]: cue["at"] for cue in reversed(cues)}
    assert {"playback_opened", "playback_started", "playback_hidden", "chat_said"} <= at.keys()
    moment = at["playback_started"] - at["lesson_started"] + 2500
    await host.page.goto(f"{url}/library/{recording}")
    await host.at("replay-seek").evaluate(
        "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }", moment
    )
    await expect(host.at("watched")).to_be_visible(timeout=PATIENCE_MS)
