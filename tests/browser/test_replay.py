"""What the replay of a lesson shows and plays, as soon as it has ended."""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, async_playwright, expect

from tests.browser.conftest import chromium
from tests.browser.lesson import LiveLesson, begin, leave
from tests.browser.people import CLASSROOMS, FLAGS, PATIENCE_MS, TEACHER, Person
from tests.browser.world import demonstration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.beside,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

LESSON_S = 22
MORE_THAN_12_S = re.compile(r"^1[2-9]\d{3}$")


@dataclass
class Recorded:
    """A lesson that was held and recorded, and somebody who looks at it."""

    lesson: LiveLesson
    viewer: Person
    id: str
    seconds: float
    ready_after: float

    async def seek(self, seconds: float) -> None:
        """Go to a moment of the lesson and wait until every view that has a picture shows it."""
        slider = self.viewer.at("replay-seek")
        await slider.evaluate(
            "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }",
            1000 * seconds,
        )

    def view(self, member: str) -> Locator:
        return self.viewer.at(f"view-{member}-camera").locator("video")

    @property
    def teacher(self) -> Locator:
        """The teacher's view: the one camera that is no classroom's."""
        others = "".join(f":not([data-testid=view-{member}-camera])" for member in self.lesson.members)
        return self.viewer.page.locator(f"[data-testid^=view-][data-testid$=-camera]{others}")

    @property
    def manifest(self) -> dict[str, Any]:
        path = Path(self.lesson.world.facts["recordings"]) / self.lesson.id / "manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text())
        return manifest


async def hold(browser: Browser, lesson: LiveLesson) -> Recorded:
    """Teach for some seconds: call on the first classroom, share the screen, end; then open the replay."""
    began = time.monotonic()
    await lesson.teacher.call_on(lesson.members[0])
    await lesson.terminals[0].microphone_is(True)
    await asyncio.sleep(4)
    await lesson.nobody_has_the_floor()
    await lesson.teacher.at("share-screen").click()
    await asyncio.sleep(max(0.0, LESSON_S - (time.monotonic() - began)))
    viewer = await lesson.visitor(browser, "chen", viewport={"width": 1366, "height": 768})
    await lesson.teacher.end()
    ended = time.monotonic()
    recording = await _ready(lesson, viewer)
    ready_after = time.monotonic() - ended
    await viewer.page.goto(f"{lesson.world.url}/library/{recording['id']}")
    await viewer.at("replay-play").click()
    return Recorded(lesson, viewer, recording["id"], recording["duration_ms"] / 1000, ready_after)


async def _ready(lesson: LiveLesson, viewer: Person) -> Any:
    while True:
        response = await viewer.page.context.request.get(f"{lesson.world.url}/api/recordings")
        found = (await response.json())["recordings"]
        ready = [row for row in found if row["lesson"]["id"] == lesson.id and row["state"] == "ready"]
        if ready:
            return ready[0]
        await asyncio.sleep(0.1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def recorded(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Recorded]:
    folder = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        lesson = await begin(browser, world)
        recorded = await hold(browser, lesson)
        for context in lesson.contexts[:4]:
            await context.close()
        yield recorded
        await leave(lesson)
        await browser.close()


async def test_the_recording_is_ready_when_the_bell_has_rung(recorded: Recorded) -> None:
    assert recorded.ready_after < 2


async def test_its_duration_is_the_lessons(recorded: Recorded) -> None:
    manifest = recorded.manifest
    assert manifest["duration_ms"] == pytest.approx(manifest["ended_at"] - manifest["started_at"], abs=500)


async def test_the_teachers_frames_are_all_there(recorded: Recorded) -> None:
    takes = [t for t in recorded.manifest["takes"] if t["kind"] == "video" and "/camera" in t["source"]]
    teacher = [t for t in takes if t["source"].split("/")[0] not in recorded.lesson.members]
    begins = [take["start_ms"] / 1000 for take in teacher]
    ends = [(take["start_ms"] + take["duration_ms"]) / 1000 for take in teacher]
    # A browser that has too little of the machine stops its upper layer: what goes on is seen a moment later.
    missing = [begin - end for end, begin in zip([0.0, *ends], [*begins, recorded.seconds], strict=True)]
    assert max(missing) < 1.5
    assert sum(take["samples"] for take in teacher) >= 0.7 * TEACHER.rate * (recorded.seconds - sum(missing))


async def test_pyav_reads_every_take_without_an_error(recorded: Recorded) -> None:
    folder = Path(recorded.lesson.world.facts["recordings"]) / recorded.lesson.id
    for take in recorded.manifest["takes"]:
        with av.open(str(folder / take["file"])) as container:
            decoded = sum(1 for _ in container.decode(container.streams[0]))
        assert decoded >= 0.9 * take["samples"], take


async def test_only_the_open_microphones_were_recorded(recorded: Recorded) -> None:
    sounds = {take["source"].split("/")[0] for take in recorded.manifest["takes"] if take["kind"] == "audio"}
    assert sounds & set(recorded.lesson.members) == {recorded.lesson.members[0]}


async def test_every_view_plays_its_own_picture(recorded: Recorded) -> None:
    for member, look in zip(recorded.lesson.members, CLASSROOMS, strict=True):
        await recorded.viewer.sees(recorded.view(member), look.hue)


async def test_all_views_are_in_step(recorded: Recorded) -> None:
    await recorded.seek(3)
    times: list[list[int]] = await recorded.viewer.page.evaluate(
        """async () => {
            const views = [...document.querySelectorAll("[data-testid^=view-][data-testid$=-camera] video")];
            const rows = [];
            for (let n = 0; n < 400 && rows.length < 60; n += 1) {
                await new Promise((resolve) => setTimeout(resolve, 50));
                const row = views.map((view) => eyes.read(view)?.time ?? null);
                if (row.length === 4 && row.every((time) => time !== null)) rows.push(row);
            }
            return rows.slice(20);
        }"""
    )
    assert len(times) == 40
    middle = [statistics.median(row[view] - row[0] for row in times) for view in range(4)]
    assert max(middle) - min(middle) < 150, middle


async def test_picture_and_sound_are_in_step(recorded: Recorded) -> None:
    await recorded.seek(2)
    heard = await recorded.teacher.evaluate(
        "(view, pitch) => eyes.listen(view.querySelector('audio'), pitch, 9, view.querySelector('video'))",
        TEACHER.pitch,
    )
    apart = [min((flash - onset for flash in heard["flashes"]), key=abs) for onset in heard["onsets"]]
    assert len(apart) >= 5
    assert abs(statistics.median(apart)) < 80, apart


async def test_a_seek_shows_that_moment(recorded: Recorded) -> None:
    teacher = recorded.teacher.locator("video")
    await recorded.seek(3)
    await recorded.viewer.sees(teacher, TEACHER.hue)
    early = await recorded.viewer.read(teacher)
    await recorded.seek(15)
    async with asyncio.timeout(10):
        while (late := await recorded.viewer.read(teacher)) is None or late["time"] - early["time"] < 10_000:
            await asyncio.sleep(0.1)


async def test_the_time_line_marks_who_was_called_on_and_the_shared_screen(recorded: Recorded) -> None:
    for kind in ("floor", "screen"):
        await expect(recorded.viewer.at(f"timeline-span-{kind}").first).to_be_visible()


async def test_a_reload_in_mid_replay_resumes(recorded: Recorded) -> None:
    await recorded.seek(12)
    await expect(recorded.viewer.at("replay-position")).to_have_attribute("data-ms", MORE_THAN_12_S)
    await recorded.viewer.page.reload()
    await expect(recorded.viewer.at("replay-position")).to_have_attribute(
        "data-ms", MORE_THAN_12_S, timeout=PATIENCE_MS
    )


async def test_a_stranger_gets_no_segment(recorded: Recorded) -> None:
    take = recorded.manifest["takes"][0]["take"]
    address = f"{recorded.lesson.world.url}/api/recordings/{recorded.id}/takes/{take}.mp4"
    context = await recorded.viewer.page.context.browser.new_context()
    response = await context.request.get(address)
    await context.close()
    assert response.status == 401
