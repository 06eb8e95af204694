"""Whether the parts of a page keep to their own places."""

from __future__ import annotations

from playwright.async_api import Page

#: The parts of the teacher's page during a lesson.
PARTS = ".live > header, .live main > *:first-child, .side > *, .live > footer, .live > footer button"


async def overlaps(page: Page, parts: str = PARTS) -> list[str]:
    """Pairs of parts (a CSS selector) that lie over each other, and parts that stick out of the window."""
    found: list[str] = await page.evaluate(
        """(selector) => {
            const over = (a, b) =>
                a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            const parts = [...document.querySelectorAll(selector)]
                .map((element) => ({ element, box: element.getBoundingClientRect() }))
                .filter(({ box }) => box.height > 0);
            const wrong = parts
                .filter(({ box }) => box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
                .map(({ element }) => `${element.className} sticks out`);
            for (const one of parts) {
                for (const other of parts) {
                    const nested = one.element.contains(other.element) || other.element.contains(one.element);
                    if (!nested && over(one.box, other.box))
                        wrong.push(`${one.element.className} over ${other.element.className}`);
                }
            }
            return wrong;
        }""",
        parts,
    )
    return found
