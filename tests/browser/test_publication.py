"""A recording finds its readers: published, found by a colleague of the county, and taken back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, LiveLesson, assemble, leave
from tests.browser.people import FLAGS, PATIENCE_MS, Person
from tests.browser.world import World, demonstration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.beside,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(240),
]

#: Said in the lesson, and nowhere else.
SAID = "霜叶红于二月花"
WORD = "霜叶"
#: An open player asks so often whether it may go on, and then says why not.
HEARTBEAT_MS = 15_000
PLAYED = re.compile(r"^[1-9]\d{2,}$")


@dataclass
class Story:
    """A lesson with one classroom that is over, and everybody who looks at its recording."""

    lesson: LiveLesson
    recording: str
    owner: Person
    colleague: Person
    outsider: Person

    async def search(self, person: Person, word: str) -> int:
        """Type a word into the library, and return how many recordings it has."""
        url = self.lesson.world.url
        await person.page.goto(f"{url}/library")
        await person.at("library-search").fill(word)
        await person.page.wait_for_url(re.compile(r"\?q="))
        await expect(person.page.locator("[aria-busy=false]")).to_be_visible(timeout=PATIENCE_MS)
        return int(await person.at("count").get_attribute("data-total") or -1)

    async def finds(self, person: Person, word: str) -> None:
        """Search until the recording is there: the index follows what has changed."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while await self.search(person, word) != 1:
                await asyncio.sleep(0.3)

    async def resource(self, person: Person) -> None:
        await person.page.goto(f"{self.lesson.world.url}/resources/{self.recording}")

    async def ask(self, person: Person, path: str) -> Any:
        """The server's answer about the recording, as this person's browser asks for it."""
        return await person.page.context.request.get(
            f"{self.lesson.world.url}/api/recordings/{self.recording}{path}"
        )


async def account(world: World, login: str, school: str, region: str) -> None:
    """A teacher of a school that was not in the lesson, with the demonstration's password."""
    made = await world.tongke("school", "create", school, "--region", region)
    scope, password = f"school:{made['id']}", world.facts["password"]
    await world.tongke("user", "create", login, "--role", "teacher", "--scope", scope, "--password", password)


async def accounts(world: World) -> None:
    """A colleague of the county that the lesson's classroom lies in, and somebody of another one."""
    await account(world, "he", "云岭县第二小学", "云岭县")
    await account(world, "gao", "青山小学", "青山县")


async def hold(lesson: LiveLesson) -> None:
    """A short lesson: the classroom is called on, the teacher writes a line into the chat."""
    teacher = lesson.teacher
    await teacher.start()
    await teacher.call_on(lesson.members[0])
    await lesson.terminals[0].microphone_is(True)
    await teacher.page.wait_for_timeout(3000)
    await teacher.at("open-chat").click()
    await teacher.at("chat-text").fill(SAID)
    await teacher.at("chat-send").click()
    await expect(teacher.at("chat-log").get_by_text(SAID)).to_be_visible(timeout=PATIENCE_MS)
    await teacher.page.wait_for_timeout(3000)
    await teacher.end()


async def recording_of(owner: Person, lesson: LiveLesson) -> str:
    """Its id, as soon as it is ready in the library."""
    await owner.page.goto(lesson.world.facts["library"])
    card = owner.page.locator("[data-testid^=recording-][data-state=ready]").first
    await expect(card).to_be_visible(timeout=PATIENCE_MS)
    return str(await card.get_attribute("data-testid")).removeprefix("recording-")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def story(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Story]:
    async with (
        demonstration(tmp_path_factory.mktemp("demo") / "var") as world,
        async_playwright() as playwright,
    ):
        browser: Browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        lesson = await assemble(browser, world, count=1)
        await asyncio.gather(hold(lesson), accounts(world))
        await lesson.contexts[1].close()
        colleague, outsider = [await lesson.visitor(browser, who, viewport=SCREEN) for who in ("he", "gao")]
        owner = lesson.teacher
        yield Story(lesson, await recording_of(owner, lesson), owner, colleague, outsider)
        await leave(lesson)
        await browser.close()


async def test_nobody_else_finds_it_before_it_is_published(story: Story) -> None:
    await story.finds(story.owner, WORD)
    assert await story.search(story.colleague, WORD) == 0


async def test_the_owner_publishes_it_to_the_county_without_the_pupils(story: Story) -> None:
    owner = story.owner
    await story.resource(owner)
    await owner.at("publish").click()
    await owner.at("scope-county").check()
    await expect(owner.at("pupils-picture")).not_to_be_checked()
    dialog = owner.at("publish-dialog")
    await expect(dialog.get_by_test_id("fitness-verdict")).to_be_visible(timeout=PATIENCE_MS)
    if await owner.at("despite").is_visible():
        # So short a lesson is rightly called into question.
        await owner.at("despite").check()
    assert await violations(owner.page) == []
    await owner.at("confirm-publish").click()
    await expect(owner.at("publication")).to_have_attribute("data-standing", "county", timeout=PATIENCE_MS)


async def test_a_colleague_of_the_county_finds_it_by_a_word_and_jumps_to_its_moment(story: Story) -> None:
    colleague = story.colleague
    await story.finds(colleague, WORD)
    assert await violations(colleague.page) == []
    hit = colleague.page.locator("[data-testid=hit][data-kind=chat]")
    await expect(hit.locator("mark").first).to_have_text(WORD)
    at_ms = int(await hit.get_attribute("data-at-ms") or 0)
    assert at_ms > 2000
    await hit.click()
    position = colleague.at("replay-position")
    await expect(position).to_be_visible(timeout=PATIENCE_MS)
    await expect(position).to_have_attribute("data-ms", PLAYED, timeout=PATIENCE_MS)
    assert int(await position.get_attribute("data-ms") or 0) >= at_ms // 1000 * 1000


async def test_no_pupils_are_served_to_the_colleague(story: Story) -> None:
    member = story.lesson.members[0]
    manifest = (await (await story.ask(story.owner, "")).json())["manifest"]
    mine = [take for take in manifest["takes"] if take["source"].startswith(member)]
    assert mine, "the classroom was recorded"
    seen = (await (await story.ask(story.colleague, "")).json())["manifest"]
    assert seen["takes"], "the teacher is served"
    assert not [take for take in seen["takes"] if take["source"].startswith(member)]
    assert (await story.ask(story.colleague, f"/takes/{mine[0]['file']}")).status == 404
    await expect(story.colleague.at(f"view-{member}-camera")).to_have_count(0)


async def test_somebody_of_another_county_neither_finds_nor_opens_it(story: Story) -> None:
    assert await story.search(story.outsider, WORD) == 0
    assert (await story.ask(story.outsider, "")).status == 404
    await story.resource(story.outsider)
    await expect(story.outsider.page.get_by_role("alert")).to_be_visible(timeout=PATIENCE_MS)


async def test_the_owner_sees_who_has_watched(story: Story) -> None:
    await story.resource(story.owner)
    await expect(story.owner.at("audit").get_by_text("he", exact=True).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert await violations(story.owner.page) == []


async def test_an_open_player_stops_when_it_is_withdrawn(story: Story) -> None:
    await story.owner.at("withdraw").click()
    await story.owner.at("confirm-withdraw").click()
    await expect(story.owner.at("publication")).to_have_attribute(
        "data-standing", "withdrawn", timeout=PATIENCE_MS
    )
    assert (await story.ask(story.colleague, "")).status in {404, 410}
    await expect(story.colleague.at("replay-stopped")).to_be_visible(timeout=HEARTBEAT_MS)
    assert await story.search(story.colleague, WORD) == 0


async def test_from_the_trash_it_comes_back(story: Story) -> None:
    owner = story.owner
    await owner.at("trash").click()
    await owner.at("confirm-trash").click()
    await owner.page.wait_for_url(re.compile(r"/library$"))
    await owner.page.goto(f"{story.lesson.world.url}/trash")
    await expect(owner.at("trashed")).to_have_attribute(
        "data-recording", story.recording, timeout=PATIENCE_MS
    )
    assert await violations(owner.page) == []
    await owner.at("restore").click()
    await expect(owner.at("trashed")).to_have_count(0, timeout=PATIENCE_MS)
    await story.finds(owner, WORD)
