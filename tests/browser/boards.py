"""Hands that write on the board of a page, and eyes that compare what two boards show."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from playwright.async_api import Locator, expect

from tests.browser.people import PATIENCE_MS, Person

Place = tuple[float, float]
Grid = list[int]
#: How much of each of 32 x 18 fields of the surface is inked, 0 to 255.
_GRID = """(surface, layer) => {
    const source = surface.querySelectorAll("canvas")[layer];
    const context = new OffscreenCanvas(32, 18).getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, 32, 18);
    return [...context.getImageData(0, 0, 32, 18).data].filter((_, at) => at % 4 === 3);
}"""
#: Screens of other sizes round the edges of a stroke otherwise.
ALIKE = 40

BOW: Sequence[Place] = [(0.2 + n / 60, 0.3 + 0.2 * math.sin(n / 5)) for n in range(18)]
LINE: Sequence[Place] = [(0.2 + n / 40, 0.7) for n in range(16)]


class Writing:
    """A person's page while the board, a slide or a shared screen is on it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def surface(self) -> Locator:
        return self.person.at("board-surface").first

    async def ink(self, layer: Literal["settled", "live"]) -> Grid:
        """What one layer shows now; all zero where nothing is drawn."""
        grid: Grid = await self.surface.evaluate(_GRID, ["settled", "live"].index(layer))
        return grid

    async def begins(self, places: Sequence[Place]) -> None:
        """The mouse is pressed and moved, and not lifted."""
        mouse, box = self.person.page.mouse, await self.surface.bounding_box()
        assert box is not None, "the surface is on the page"
        for n, (x, y) in enumerate(places):
            await mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
            if n == 0:
                await mouse.down()
            await asyncio.sleep(0.01)

    async def lifts(self) -> None:
        await self.person.page.mouse.up()

    async def draws(self, places: Sequence[Place]) -> None:
        await self.begins(places)
        await self.lifts()

    async def has(self, marks: int) -> None:
        """Wait until the page holds so many marks."""
        await expect(self.surface).to_have_attribute("data-marks", str(marks), timeout=PATIENCE_MS)

    async def is_inked(self, layer: Literal["settled", "live"], wanted: bool = True) -> None:
        async def holds() -> bool:
            return any(await self.ink(layer)) is wanted

        await eventually(holds)

    async def looks_like(self, other: Writing) -> None:
        """Wait until both pages show the same finished marks, and some."""

        async def holds() -> bool:
            mine, theirs = await self.ink("settled"), await other.ink("settled")
            near = all(abs(a - b) <= ALIKE for a, b in zip(mine, theirs, strict=True))
            return near and any(mine)

        await eventually(holds)


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not await holds():
            await asyncio.sleep(0.05)
