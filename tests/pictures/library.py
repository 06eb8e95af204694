"""What a research group and a recording's owner find in the library when the lesson is over."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.pictures.people import TEACHER, context_for
from tests.pictures.research import Research, research
from tests.pictures.scenery import PATIENCE_MS, PHONE, Story, asked, plays

SEARCHED = {"zh-CN": "读出画面", "en": "reading aloud"}
NOTHING = {"zh-CN": "三角函数", "en": "trigonometry"}
#: Panels of the player, for the owner and for a reader.
PANELS = ("chapters", "comments", "scores", "clips", "analysis", "find", "log")


async def browse(story: Story) -> None:
    """The library's pages on a screen and on a telephone, for the owner, a reader and a guest."""
    found = await research(story)
    for size, suffix in ((story.size, ""), (PHONE, "-phone")):
        await _owner(story, found, size, suffix)
        await _reader(story, found, size, suffix)
        await _guest(story, found, size, suffix)
    await _together(story, found)
    await _taken_back(story, found)


async def _owner(story: Story, found: Research, size: tuple[int, int], suffix: str) -> None:
    page = await story.visitor("li", size)
    await story.look(page, f"resources/{found.recording}", f"resource{suffix}")
    await _foot(story, page, f"resource-foot{suffix}")
    for name in ("publish", "edit-words", "collect", "versions", "forget", "trash", "new-export"):
        await page.goto(f"{story.world.url}/resources/{found.recording}")
        await page.get_by_test_id(name).first.click()
        await story.keep(page, f"resource-{name}{suffix}")
    for place in ("rounds", "collections", "collections?kind=courses", "trash", "import", "clips"):
        name = place.replace("?kind=", "-")
        await story.look(page, place, f"{name}{suffix}")
    course = (await asked(page, "GET", "/api/courses"))["courses"][0]["id"]
    await story.look(page, f"courses/{course}", f"course{suffix}")
    await story.look(page, f"collections/{found.collection}", f"collection{suffix}")
    await page.context.close()


async def _reader(story: Story, found: Research, size: tuple[int, int], suffix: str) -> None:
    page = await story.visitor("chen", size)
    await story.look(page, "library", f"library{suffix}")
    await story.look(page, f"library?q={SEARCHED[story.language]}", f"library-found{suffix}")
    await story.look(page, f"library?q={NOTHING[story.language]}", f"library-nothing{suffix}")
    await story.look(page, f"resources/{found.recording}", f"resource-reader{suffix}")
    await story.look(page, f"analysis/{found.recording}", f"analysis{suffix}")
    await _foot(story, page, f"analysis-foot{suffix}")
    for panel in PANELS:
        await story.look(page, f"library/{found.recording}?t=20&panel={panel}", f"replay-{panel}{suffix}")
    await story.look(page, f"rounds/{found.round}", f"round{suffix}")
    await _foot(story, page, f"round-foot{suffix}")
    await story.look(page, f"rounds?recording={found.recording}", f"round-new{suffix}")
    await story.look(page, "rounds", f"rounds-reader{suffix}")
    await story.look(page, "rubrics", f"rubrics{suffix}")
    await page.get_by_test_id("rubric-copy").first.click()
    await story.keep(page, f"rubric{suffix}")
    await story.look(page, "clips", f"clips-reader{suffix}")
    await story.look(page, f"reels/{found.reel}", f"reel{suffix}")
    await page.context.close()


async def _guest(story: Story, found: Research, size: tuple[int, int], suffix: str) -> None:
    """Without an account: a clip by its link, a link that is none, a recording that wants a sign-in."""
    context = await context_for(story.browser, story.language, size)
    page = await context.new_page()
    await story.look(page, found.link, f"clip{suffix}")
    await story.look(page, "c/not-a-link", f"clip-refused{suffix}")
    await story.look(page, f"library/{found.recording}", f"replay-guest{suffix}")
    await context.close()


async def _together(story: Story, found: Research) -> None:
    """A recording watched together: calling it, the room before and while it plays."""
    page = await story.visitor("chen", scene=TEACHER)
    await page.goto(f"{story.world.url}/resources/{found.recording}")
    await page.get_by_test_id("start-watching").click()
    await story.keep(page, "watch-begin")
    await page.get_by_test_id("watch-begin").click()
    await expect(page.get_by_test_id("watch-code")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(page, "watch-called")
    await page.get_by_test_id("watch-go").click()
    await expect(page.get_by_test_id("start-lesson")).to_be_enabled(timeout=PATIENCE_MS)
    await page.get_by_test_id("start-lesson").click()
    await page.get_by_test_id("open-playback").click()
    await page.get_by_test_id("open-playable").click()
    await page.get_by_test_id("playback-play").click()
    await plays(page.locator("[data-testid=watched-view] video").first)
    await story.keep(page, "watch")
    await page.get_by_test_id("end-lesson").click()
    await page.get_by_test_id("confirm-end").click()
    await page.context.close()


async def _taken_back(story: Story, found: Research) -> None:
    """A recording that is not for whoever looks, and one that is taken back while they watch it."""
    await _colleague(story)
    li, other = await story.visitor("li"), await story.visitor("he")
    await story.look(other, f"resources/{found.hidden}", "resource-refused")
    await story.look(other, f"library/{found.hidden}", "replay-refused")
    await story.look(other, "library?tab=mine", "library-empty")
    await other.goto(f"{story.world.url}/library/{found.recording}")
    await expect(other.get_by_test_id("replay-play")).to_be_visible(timeout=PATIENCE_MS)
    await asked(li, "POST", f"/api/resources/{found.recording}/withdraw", {})
    await expect(other.get_by_test_id("replay-stopped")).to_be_visible(timeout=PATIENCE_MS)
    await story.keep(other, "replay-withdrawn")
    for page in (li, other):
        await page.context.close()


async def _colleague(story: Story) -> None:
    """Somebody of the county who has nothing to do with the lesson."""
    tongke, password = story.world.tongke, ("--password", story.world.facts["password"])
    school = (await tongke("school", "create", "云岭县第二小学", "--region", "云岭县"))["id"]
    grant = ("--role", "teacher", "--scope", f"school:{school}")
    await tongke("user", "create", "he", "--name", "何晓", *grant, *password)


async def _foot(story: Story, page: Page, name: str) -> None:
    """The lower end of the page that is open."""
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    await story.keep(page, name)
