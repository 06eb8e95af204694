"""Who is in the pictures' lesson, and where the pictures go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.browser.world import World
from tests.pictures.people import keep

PATIENCE_MS = 30_000
PHONE = (390, 844)


@dataclass
class Story:
    """Who is there, and where their pictures go."""

    world: World
    browser: Browser
    language: str
    size: tuple[int, int]
    folder: Path
    teacher: Page
    terminals: list[Page]
    lesson: str
    members: list[str]

    async def keep(self, page: Page, name: str) -> None:
        """A picture after what moves on the page has come to rest."""
        await page.wait_for_timeout(900)
        await keep(page, self.folder / f"{name}.png")

    async def sign_in(self, page: Page, login: str) -> None:
        """Fill in the form that the page shows."""
        await page.get_by_test_id("signin-login").fill(login)
        await page.get_by_test_id("signin-password").fill(self.world.facts["password"])
        await page.get_by_test_id("signin-submit").click()
