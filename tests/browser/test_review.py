"""A lesson is reviewed: comments with a drawing, a blind round of two, a clip for whoever has its link."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import chromium
from tests.browser.lesson import SCREEN, LiveLesson, assemble, leave
from tests.browser.people import FLAGS, PATIENCE_MS, Person, context_for
from tests.browser.world import demonstration
from tests.support.book import read_book

pytestmark = [
    pytest.mark.browser,
    pytest.mark.beside,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

LESSON_S = 8
LIVE = "开场很快"
PHONE = {"width": 390, "height": 844}
#: Of the preset with four items of 25 points.
SCORES = {"wang": (20, 20, 20, 20), "ma": (24, 22, 20, 18)}
ITEMS = ("design", "teaching", "learning", "effect")


@dataclass
class Review:
    """A lesson that is over, its researcher and the two who score it; `link` leads to a clip."""

    browser: Browser
    lesson: LiveLesson
    recording: str
    researcher: Person
    members: dict[str, Person] = field(default_factory=dict)
    round: str = ""
    link: str = ""

    @property
    def url(self) -> str:
        return self.lesson.world.url

    async def player(self, person: Person, panel: str, seconds: float = 0) -> None:
        """Open the recording at a moment, with a panel beside it, and stop there."""
        await person.page.goto(f"{self.url}/library/{self.recording}?t={seconds}&panel={panel}")
        await expect(person.at(f"replay-{panel}")).to_be_visible(timeout=PATIENCE_MS)

    async def member(self, login: str) -> Person:
        if login not in self.members:
            self.members[login] = await self.lesson.visitor(self.browser, login, viewport=SCREEN)
        return self.members[login]

    async def draws(self, person: Person) -> None:
        """One stroke across the large picture."""
        box = await person.at("frame-drawing").bounding_box()
        assert box is not None
        mouse = person.page.mouse
        await mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
        await mouse.down()
        await mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"], steps=4)
        await mouse.up()

    async def scores(self, login: str) -> None:
        """Fill in every item of the round's rubric and submit."""
        person = await self.member(login)
        await self.player(person, "scores")
        for item, points in zip(ITEMS, SCORES[login], strict=True):
            await person.at(f"points-{item}").fill(str(points))
            await person.at(f"points-{item}").press("Tab")
        await expect(person.at("score-total")).to_have_text(str(sum(SCORES[login])))
        await person.at("score-submit").click()
        await person.at("score-submit-sure").click()
        await expect(person.at("score-submitted")).to_be_visible(timeout=PATIENCE_MS)

    async def results(self, person: Person) -> None:
        await person.page.goto(f"{self.url}/rounds/{self.round}")
        await expect(person.at("round-page")).to_be_visible(timeout=PATIENCE_MS)


async def recorded(lesson: LiveLesson, viewer: Person) -> str:
    """The id of the lesson's recording as soon as it is ready."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while True:
            found: Any = await (
                await viewer.page.context.request.get(f"{lesson.world.url}/api/recordings")
            ).json()
            ready = [one["id"] for one in found["recordings"] if one["state"] == "ready"]
            if ready:
                return str(ready[0])
            await asyncio.sleep(0.1)


async def note_live(lesson: LiveLesson, observer: Person) -> None:
    """Note something for oneself while the lesson runs."""
    await observer.page.goto(f"{lesson.world.url}/lessons/{lesson.id}/observe")
    await observer.at("live-notes-open").click()
    await observer.at("comment-text").fill(LIVE)
    await observer.at("comment-visibility").select_option("self")
    await observer.at("comment-send").click()
    await expect(observer.at("comment-thread")).to_have_count(1, timeout=PATIENCE_MS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def review(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Review]:
    async with (
        demonstration(tmp_path_factory.mktemp("demo") / "var") as world,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        lesson = await assemble(browser, world, count=1)
        await lesson.teacher.start()
        researcher = await lesson.visitor(browser, "chen", viewport=SCREEN)
        await note_live(lesson, researcher)
        await lesson.teacher.page.wait_for_timeout(LESSON_S * 1000)
        await lesson.teacher.end()
        await lesson.contexts[1].close()
        yield Review(browser, lesson, await recorded(lesson, researcher), researcher)
        await leave(lesson)
        await browser.close()


async def test_what_was_noted_live_stands_at_its_moment_of_the_recording(review: Review) -> None:
    chen = review.researcher
    await review.player(chen, "comments")
    noted = chen.at("comment-thread").filter(has_text=LIVE)
    minutes, seconds = (await noted.get_by_test_id("comment-moment").inner_text()).split(":")
    await noted.get_by_test_id("comment-moment").click()
    position = chen.at("replay-position")
    await expect(position).to_have_attribute("data-ms", re.compile(r"\d{3,}"), timeout=PATIENCE_MS)
    reached = int(await position.get_attribute("data-ms") or 0) // 1000
    assert reached == pytest.approx(60 * int(minutes) + int(seconds), abs=1)


async def test_a_researcher_comments_on_a_moment_with_a_drawing_and_names_the_teacher(
    review: Review,
) -> None:
    chen = review.researcher
    await review.player(chen, "comments", 3)
    await chen.at("comment-draw").click()
    await review.draws(chen)
    await expect(chen.at("frame-drawing")).to_have_attribute("data-marks", "1")
    await chen.at("comment-text").press_sequentially("这里的手势很清楚 @李")
    await chen.at("mention-option").first.click()
    await expect(chen.at("comment-text")).to_have_value("这里的手势很清楚 @李文静 ")
    await chen.at("comment-send").click()
    await expect(chen.at("comment-thread")).to_have_count(2, timeout=PATIENCE_MS)
    await expect(chen.at("comment-moment").first).to_have_text(re.compile("^0:0[23]$"))
    assert await violations(chen.page) == []


async def test_the_teacher_finds_it_answers_and_resolves_it(review: Review) -> None:
    li = review.lesson.teacher
    await li.page.goto(f"{review.url}/rounds")
    await li.at("mention").click()
    await expect(li.at("replay-play")).to_be_visible(timeout=PATIENCE_MS)
    await review.player(li, "comments")
    # What somebody has noted for themselves is nobody else's.
    await expect(li.at("comment-thread")).to_have_count(1, timeout=PATIENCE_MS)
    await li.at("comment-drawing").click()
    await expect(li.at("frame-drawing")).to_have_attribute("data-marks", "1", timeout=PATIENCE_MS)
    await li.at("comment-answer").click()
    await li.at("comment-thread").get_by_test_id("comment-text").fill("谢谢，下次慢一点")
    await li.at("comment-thread").get_by_test_id("comment-send").click()
    await expect(li.at("comment-reply")).to_contain_text("下次慢一点", timeout=PATIENCE_MS)
    await li.at("comment-resolve").click()
    # Whoever has the panel open is told by itself.
    await expect(review.researcher.at("comment-resolved")).to_contain_text("李文静", timeout=PATIENCE_MS)
    await expect(review.researcher.at("comment-reply")).to_have_count(1)


async def test_the_researcher_begins_a_blind_round_of_two(review: Review) -> None:
    chen = review.researcher
    await chen.page.goto(f"{review.url}/rounds?recording={review.recording}")
    await expect(chen.at("round-recording").first).to_be_checked(timeout=PATIENCE_MS)
    await chen.at("round-title").fill("第一轮")
    for name in ("王芳", "马建国"):
        await chen.at("person-search").fill(name)
        await chen.at("person-option").filter(has_text=name).click()
    await chen.at("round-rubric").select_option("preset-short")
    assert await violations(chen.page) == []
    await chen.at("round-save").click()
    await expect(chen.at("round-hidden")).to_be_visible(timeout=PATIENCE_MS)
    review.round = chen.page.url.rsplit("/", 1)[-1]


async def test_nobody_sees_the_others_scores_before_all_have_submitted(review: Review) -> None:
    await review.scores("wang")
    ma = await review.member("ma")
    await review.results(ma)
    await expect(ma.at("round-hidden")).to_be_visible(timeout=PATIENCE_MS)
    summary = await ma.page.context.request.get(f"{review.url}/api/rounds/{review.round}/summary")
    assert summary.status == 409
    await review.scores("ma")


async def test_the_summary_and_the_workbook_say_the_same(review: Review) -> None:
    chen = review.researcher
    await review.results(chen)
    total = chen.at("summary-total")
    await expect(total).to_be_visible(timeout=PATIENCE_MS)
    figures = await total.locator("td.number").all_inner_texts()
    assert figures == ["100", "82", "82", "2.83", "80", "84"]
    assert await violations(chen.page) == []
    answer = await chen.page.context.request.get(f"{review.url}/api/rounds/{review.round}/summary.xlsx")
    book = read_book(await answer.body())
    assert sorted(row[-1] for row in book["评分"][1:]) == [80, 84]
    assert book["统计"][-1][2:] == [100, 2, 82, 82, 2.83, 80, 84]


async def test_a_clip_is_cut_and_shared(review: Review) -> None:
    chen = review.researcher
    await review.player(chen, "clips", 2)
    await chen.at("clip-from").click()
    slider = chen.at("replay-seek")
    await slider.evaluate("(s) => { s.value = 5000; s.dispatchEvent(new Event('input')); }")
    await expect(chen.at("replay-position")).to_have_attribute("data-ms", "5000", timeout=PATIENCE_MS)
    await chen.at("clip-until").click()
    await chen.at("clip-title").fill("手势")
    await chen.at("clip-cut").click()
    await chen.at("clip-share").click()
    assert await violations(chen.page) == []
    await chen.at("share-make").click()
    review.link = await chen.at("share-link").input_value()
    assert "/c/" in review.link


async def test_the_link_plays_the_clip_alone_without_an_account_and_stops_when_taken_back(
    review: Review,
) -> None:
    context = await context_for(review.browser, None, viewport=PHONE)
    review.lesson.contexts.append(context)
    guest = Person(await context.new_page(), None)
    await guest.page.goto(review.link)
    player = guest.at("clip-player")
    await expect(player).to_be_visible(timeout=PATIENCE_MS)
    assert await violations(guest.page) == []
    await guest.at("clip-play").click()
    await expect(player).to_have_attribute("data-over", "true", timeout=PATIENCE_MS)
    assert float(await player.get_attribute("data-position") or 0) == pytest.approx(3, abs=0.2)
    await expect(guest.page.locator("[data-testid^=view-] video")).to_have_count(1)
    whole = await context.request.get(f"{review.url}/api/recordings/{review.recording}")
    assert whole.status == 401
    await review.researcher.at("share-revoke").click()
    await expect(guest.at("clip-refused")).to_be_visible(timeout=PATIENCE_MS)
    await guest.page.reload()
    await expect(guest.at("link-refused")).to_be_visible(timeout=PATIENCE_MS)
