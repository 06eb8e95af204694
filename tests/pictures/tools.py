"""The tools of the lesson in use: slides with ink, a question on screens and phones, the board."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.pictures.people import context_for
from tests.pictures.scenery import PATIENCE_MS, PHONE, Story

DECK = "[data-testid^=document-][data-state=ready]"


async def use_tools(story: Story) -> None:
    """Show slides, write on them, ask, and write on the board; the last page stays for what follows."""
    await _slides(story)
    await _question(story)
    await _board(story)
    await story.teacher.get_by_test_id("board-toggle").click()
    for name in ("chat", "roll", "timer", "people"):
        await _panel(story.teacher, name)
        await story.keep(story.teacher, f"panel-{name}")
    await story.teacher.get_by_test_id("close-panel").first.click()


async def _slides(story: Story) -> None:
    teacher, (_, second, _) = story.teacher, story.terminals
    await _panel(teacher, "courseware")
    await expect(teacher.locator(DECK).first).to_be_visible(timeout=2 * PATIENCE_MS)
    await teacher.locator(DECK).first.get_by_test_id("open-document").click()
    await teacher.get_by_test_id("page-2").click()
    await expect(second.get_by_test_id("slide")).to_have_attribute("data-page", "2", timeout=PATIENCE_MS)
    await story.keep(teacher, "panel-courseware")
    await _panel(teacher, "board")
    await teacher.get_by_test_id("board-tool-ellipse").click()
    await _drag(teacher.get_by_test_id("board-surface"), (0.12, 0.2), (0.46, 0.6))
    await teacher.get_by_test_id("board-tool-pen").click()
    await _drag(teacher.get_by_test_id("board-surface"), (0.5, 0.55), (0.6, 0.45), (0.7, 0.6), (0.8, 0.45))
    await story.keep(teacher, "slides-with-ink")
    await story.keep(second, "terminal-slides")


async def _question(story: Story) -> None:
    teacher, (first, second, _) = story.teacher, story.terminals
    await _panel(teacher, "questions")
    await teacher.get_by_test_id("show-phones").click()
    await story.keep(teacher, "phones")
    link = teacher.locator(f"[data-testid=answer-link][data-place='{story.members[0]}']")
    address = await link.get_by_test_id("answer-code").get_attribute("data-url")
    await teacher.get_by_test_id("close-phones").click()
    context = await context_for(story.browser, story.language, PHONE)
    phone = await context.new_page()
    await phone.goto(f"{story.world.url}{address}")
    await story.keep(phone, "phone-seat")
    await phone.get_by_test_id("seat").fill("7")
    await phone.get_by_test_id("enter").click()
    await teacher.get_by_test_id("quick-single").click()
    await phone.get_by_test_id("choose-B").click()
    await second.get_by_test_id("answer-C").click()
    await story.keep(phone, "phone-answer")
    await story.keep(first, "terminal-question")
    await teacher.get_by_test_id("close-question").click()
    await teacher.get_by_test_id("show-results").click()
    await story.keep(teacher, "question")
    await story.keep(first, "terminal-result")
    await story.keep(phone, "phone-result")
    await teacher.get_by_test_id("dismiss").click()
    await context.close()


async def _board(story: Story) -> None:
    teacher = story.teacher
    await _panel(teacher, "board")
    await teacher.get_by_test_id("board-toggle").click()
    board = teacher.locator("[data-testid=board-surface][data-surface^=board]")
    await expect(board).to_be_visible(timeout=PATIENCE_MS)
    await _drag(board, (0.1, 0.8), (0.3, 0.3), (0.5, 0.8), (0.7, 0.3), (0.9, 0.8))
    await story.keep(teacher, "board")


async def _panel(teacher: Page, name: str) -> None:
    if not await teacher.get_by_test_id(f"panel-{name}").is_visible():
        await teacher.get_by_test_id(f"open-{name}").click()
    await expect(teacher.get_by_test_id(f"panel-{name}")).to_be_visible()


async def _drag(surface: Locator, *points: tuple[float, float]) -> None:
    box = await surface.bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    await surface.page.mouse.move(*places[0])
    await surface.page.mouse.down()
    for place in places[1:]:
        await surface.page.mouse.move(*place, steps=12)
    await surface.page.mouse.up()
