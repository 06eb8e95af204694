"""Who is in the pictures' lesson, and where the pictures go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.world import World
from tests.pictures.people import Scene, context_for, keep

PATIENCE_MS = 30_000
PHONE = (390, 844)
#: What a page asks the server for while it is open, as `[method, path, body]`.
ASK = """async ([method, path, body]) => {
    const { csrf } = await (await fetch("/api/me")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : await answer.json();
}"""


@dataclass
class Story:
    """Who is there, and where their pictures go. Each is also taken at the `further` sizes."""

    world: World
    browser: Browser
    language: str
    size: tuple[int, int]
    further: tuple[tuple[int, int], ...]
    folder: Path
    teacher: Page
    terminals: list[Page]
    lesson: str
    members: list[str]

    async def keep(self, page: Page, name: str) -> None:
        """A picture after what moves on the page has come to rest."""
        await page.wait_for_timeout(900)
        await keep(page, self.folder / f"{name}.png")
        if page.viewport_size is None or page.viewport_size["width"] != self.size[0]:
            return
        for width, height in self.further:
            await page.set_viewport_size({"width": width, "height": height})
            await page.wait_for_timeout(900)
            await keep(page, self.folder / f"{name}-{width}x{height}.png")
        await page.set_viewport_size({"width": self.size[0], "height": self.size[1]})

    async def sign_in(self, page: Page, login: str) -> None:
        """Fill in the form that the page shows."""
        await page.get_by_test_id("signin-login").fill(login)
        await page.get_by_test_id("signin-password").fill(self.world.facts["password"])
        await page.get_by_test_id("signin-submit").click()

    async def visitor(
        self, login: str, size: tuple[int, int] | None = None, scene: Scene | None = None
    ) -> Page:
        """A page, in a context of its own, on which somebody has signed in."""
        context = await context_for(self.browser, self.language, size or self.size, scene)
        page = await context.new_page()
        await page.goto(self.world.url)
        await self.sign_in(page, login)
        await expect(page.get_by_test_id("sign-out").first).to_be_visible(timeout=PATIENCE_MS)
        return page

    async def look(self, page: Page, path: str, name: str) -> None:
        """A picture of what an address shows."""
        await page.goto(f"{self.world.url}/{path}")
        await page.wait_for_load_state("networkidle")
        await self.keep(page, name)


async def asked(page: Page, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the server answers whoever has signed in on the page."""
    return await page.evaluate(ASK, [method, path, body])


async def plays(video: Locator) -> None:
    """Wait until a <video> has shown some of its time."""
    await expect(video).to_be_visible(timeout=PATIENCE_MS)
    element = await video.element_handle()
    await video.page.wait_for_function("(video) => video.currentTime > 0.5", arg=element, timeout=PATIENCE_MS)
