"""One lesson as its people hold it: a teacher, three classrooms, two phones; one is late, one cut off."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, expect

from tests.browser.lesson import LiveLesson, assemble
from tests.browser.people import PATIENCE_MS, Person, context_for
from tests.browser.world import World
from tests.support.clip import make_clip
from tests.support.courseware import pdf

READING = (Path(__file__).parent / "reading.js").read_text()
PHONE = {"width": 390, "height": 844}
#: The line of the classroom that is cut off is away so long.
AWAY_S = 60.0
FILM_S = 40
LATE, CUT_OFF, PRESENT = 2, 1, 0


@dataclass(frozen=True)
class Moment:
    """What the teacher's screen showed, and when (Unix seconds); the replay must show the same."""

    name: str
    at: float
    shown: dict[str, Any]


@dataclass
class WholeLesson:
    """The lesson, what was noted of it on the way, and what every screen showed at its end."""

    lesson: LiveLesson
    phones: list[Person]
    moments: list[Moment] = field(default_factory=list)
    spread_ms: list[float] = field(default_factory=list)
    final: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def teacher(self) -> Person:
        return self.lesson.teacher

    @property
    def screens(self) -> dict[str, Person]:
        """Every large screen by name."""
        terminals = {f"classroom {n}": terminal for n, terminal in enumerate(self.lesson.terminals)}
        return {"teacher": self.teacher, **terminals}

    async def note(self, name: str) -> None:
        """Let all screens come to rest, and keep what they show."""
        await self.mark(name, await self.agreed())

    async def mark(self, name: str, shown: dict[str, Any]) -> None:
        """Keep what was shown, at a moment that has nothing else close to it: a time line has steps."""
        await asyncio.sleep(0.3)
        self.moments.append(Moment(name, time.time() - 0.1, shown))

    async def agreed(self, *away: int) -> dict[str, Any]:
        """Wait until every screen shows what the teacher's does; those that are `away` are not asked."""
        screens = [self.teacher, *(t for n, t in enumerate(self.lesson.terminals) if n not in away)]
        until = time.monotonic() + PATIENCE_MS / 1000
        while True:
            first, *others = [await reading(screen) for screen in screens]
            if all(alike(first, other) for other in others):
                return first
            assert time.monotonic() < until, (first, others)
            await asyncio.sleep(0.2)


async def reading(person: Person) -> dict[str, Any]:
    """What the person's screen shows of the lesson's tools."""
    shown: dict[str, Any] = await person.page.evaluate(READING)
    return shown


def alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two screens show the same content; ink at another size may differ in a cell at its edge."""
    same = all(one[key] == other[key] for key in ("content", "page", "surface", "marks"))
    apart = set(one["ink"]) ^ set(other["ink"])
    return same and len(apart) <= max(3, len(one["ink"]) // 4)


async def drag(surface: Locator, *points: tuple[float, float]) -> None:
    """Draw through these points, in shares of the surface, as soon as one may."""
    await surface.and_(surface.page.locator(".active")).wait_for(timeout=PATIENCE_MS)
    box = await surface.bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    mouse = surface.page.mouse
    await mouse.move(*places[0])
    await mouse.down()
    for place in places[1:]:
        await mouse.move(*place, steps=6)
    await mouse.up()


async def panel(teacher: Person, name: str) -> None:
    """Open one of the teacher's tools, if it is not open."""
    if not await teacher.at(f"panel-{name}").is_visible():
        await teacher.at(f"open-{name}").click()
    await expect(teacher.at(f"panel-{name}")).to_be_visible()


async def bring_courseware(teacher: Person, folder: Path) -> None:
    """Upload three pages and a film, and wait until they are ready."""
    made = make_clip(folder / "film.mp4", "libx264", "aac", FILM_S)
    await panel(teacher, "courseware")
    deck = {"name": "deck.pdf", "mimeType": "application/pdf", "buffer": pdf("one", "two", "three")}
    film = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": made.read_bytes()}
    await teacher.at("files").set_input_files([deck, film])
    for title in ("deck", "film"):
        await expect(ready(teacher, title)).to_be_visible(timeout=2 * PATIENCE_MS)


async def pupil(browser: Browser, whole: WholeLesson, place: str, seat: str) -> Person:
    """A pupil opens the class's link on a phone, and sits down."""
    context = await context_for(browser, None, viewport=PHONE)
    whole.lesson.contexts.append(context)
    phone = Person(await context.new_page(), None)
    link = whole.teacher.page.locator(f"[data-testid=answer-link][data-place='{place}']")
    address = await link.get_by_test_id("answer-code").get_attribute("data-url")
    await phone.page.goto(f"{whole.lesson.world.url}{address}")
    await phone.at("seat").fill(seat)
    await phone.at("enter").click()
    await expect(phone.at("waiting").or_(phone.at("sheet"))).to_be_visible(timeout=PATIENCE_MS)
    return phone


def ready(teacher: Person, title: str) -> Locator:
    """The row of a document that can be shown."""
    return teacher.page.locator("[data-testid^=document-][data-state=ready]").filter(has_text=title)


async def begin(browser: Browser, world: World) -> WholeLesson:
    """Everybody but the latecomer is there, the courseware is ready, the lesson runs."""
    lesson = await assemble(browser, world)
    whole = WholeLesson(lesson, [])
    await lesson.terminals[LATE].page.goto("about:blank")
    await lesson.teacher.start()
    await bring_courseware(lesson.teacher, world.folder)
    return whole


async def show_pages(whole: WholeLesson) -> None:
    teacher = whole.teacher
    await ready(teacher, "deck").get_by_test_id("open-document").click()
    await teacher.at("page-1").click()
    await whole.agreed(LATE)
    await teacher.at("next-page").click()
    await expect(teacher.at("slide")).to_have_attribute("data-page", "2", timeout=PATIENCE_MS)
    await whole.mark("page 2", await whole.agreed(LATE))
    await panel(teacher, "board")
    await teacher.at("board-tool-pen").click()
    await drag(teacher.at("board-surface"), (0.2, 0.3), (0.5, 0.6), (0.8, 0.3))
    await expect(teacher.at("board-surface")).to_have_attribute("data-marks", "1", timeout=PATIENCE_MS)
    await whole.mark("ink on page 2", await whole.agreed(LATE))


async def ask(whole: WholeLesson, browser: Browser) -> None:
    """Two pupils answer on their phones, a class on its screen; the right answer is revealed."""
    teacher = whole.teacher
    await panel(teacher, "questions")
    await teacher.at("show-phones").click()
    for place, seat in zip(whole.lesson.members[:2], ("7", "12"), strict=True):
        whole.phones.append(await pupil(browser, whole, place, seat))
    await teacher.at("close-phones").click()
    await teacher.at("quick-single").click()
    for phone, letter in zip(whole.phones, "AB", strict=True):
        await phone.at(f"choose-{letter}").click()
        await expect(phone.at("state")).to_have_attribute("data-state", "counted", timeout=PATIENCE_MS)
    terminal = whole.lesson.terminals[PRESENT]
    await terminal.at("answer-B").click()
    await teacher.at("close-question").click()
    # What was pressed before may still arrive for some seconds.
    await expect(teacher.at("question-state")).to_have_attribute("data-state", "closed", timeout=PATIENCE_MS)
    await teacher.at("show-results").click()
    for screen in (teacher, terminal):
        bar = screen.at("question-result").locator("[data-option=A]")
        await expect(bar).to_have_attribute("data-count", "1", timeout=PATIENCE_MS)
    await whole.mark("answers", await reading(teacher))
    await teacher.at("dismiss").click()


async def lose_a_classroom(whole: WholeLesson) -> float:
    """Cut one classroom's line; returns when (monotonic seconds)."""
    page = whole.lesson.terminals[CUT_OFF].page
    await page.context.set_offline(True)
    await page.evaluate("eyes.cutSockets()")
    return time.monotonic()


async def use_the_board(whole: WholeLesson) -> None:
    """While one classroom is away: the whiteboard, a classroom that is called on writes too."""
    teacher, terminal = whole.teacher, whole.lesson.terminals[PRESENT]
    await panel(teacher, "board")
    await teacher.at("board-toggle").click()
    await expect(teacher.at("content")).to_have_attribute("data-kind", "board", timeout=PATIENCE_MS)
    page = teacher.page.locator("[data-testid=board-surface][data-surface^=board]")
    await drag(page, (0.1, 0.1), (0.9, 0.9))
    await expect(page).to_have_attribute("data-marks", "1", timeout=PATIENCE_MS)
    await whole.lesson.teacher.call_on(whole.lesson.members[PRESENT])
    await terminal.microphone_is(True)
    await drag(terminal.at("board-surface"), (0.9, 0.1), (0.1, 0.9))
    for screen in (teacher, terminal):
        await expect(screen.at("board-surface")).to_have_attribute("data-marks", "2", timeout=PATIENCE_MS)
    await whole.mark("board", await whole.agreed(LATE, CUT_OFF))


async def let_the_late_in(whole: WholeLesson) -> None:
    terminal = whole.lesson.terminals[LATE]
    await terminal.open(whole.lesson.world.facts["terminals"][LATE]["url"])
    await terminal.sees(terminal.at("stage-video"), 0)


async def come_back(whole: WholeLesson, away_since: float) -> None:
    """The line is back after its minute."""
    await asyncio.sleep(max(0.0, AWAY_S - (time.monotonic() - away_since)))
    await whole.lesson.terminals[CUT_OFF].page.context.set_offline(False)


async def play_the_film(whole: WholeLesson) -> None:
    """All screens play their copy of the film in step."""
    teacher = whole.teacher
    await panel(teacher, "courseware")
    await ready(teacher, "film").get_by_test_id("open-document").click()
    await teacher.at("clip-play").first.click()
    for screen in whole.screens.values():
        await expect(screen.at("content")).to_have_attribute("data-kind", "clip", timeout=PATIENCE_MS)
    await _in_step(whole)
    await whole.mark("film", await reading(teacher))
    await teacher.at("clip-close").first.click()


async def _in_step(whole: WholeLesson) -> None:
    """Wait until all play, then note for some seconds how far they are apart."""
    async with asyncio.timeout(2 * PATIENCE_MS / 1000):
        while len(whole.spread_ms) < 20:
            await asyncio.sleep(0.2)
            clips = [(await reading(screen))["clip"] for screen in whole.screens.values()]
            if all(clip and clip["playing"] and clip["at"] > 2 for clip in clips):
                starts = [clip["now"] - 1000 * clip["at"] for clip in clips]
                whole.spread_ms.append(max(starts) - min(starts))


async def finish(whole: WholeLesson) -> None:
    """The last page again with its ink; what every screen shows is kept, and the lesson ends."""
    teacher = whole.teacher
    await ready(teacher, "deck").get_by_test_id("open-document").click()
    await teacher.at("page-2").click()
    await whole.note("the end")
    await asyncio.sleep(1)
    whole.final = {name: await reading(screen) for name, screen in whole.screens.items()}
    await whole.lesson.teacher.end()


async def hold(browser: Browser, world: World) -> WholeLesson:
    """The whole lesson, from the first page to its end."""
    whole = await begin(browser, world)
    await show_pages(whole)
    away_since = await lose_a_classroom(whole)
    await ask(whole, browser)
    await use_the_board(whole)
    await let_the_late_in(whole)
    await come_back(whole, away_since)
    await whole.note("everybody is back")
    await play_the_film(whole)
    await finish(whole)
    return whole
