"""The player away from a desk: a finger on a telephone, a rotten piece, one page closed and another open."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, CDPSession, Page, Route, async_playwright, expect

from tests.bench.bench_player import hold
from tests.browser.conftest import chromium
from tests.browser.people import FLAGS, PATIENCE_MS, TeacherAtDesk, context_for
from tests.browser.world import World, demonstration
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
]

SECONDS, SPOILT_S = 60, 15
TELEPHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: Whether a picture is drawn at a moment, seconds of the lesson.
DRAWN = """(video, least) => !video.error && !video.classList.contains("hidden")
    && video.readyState > 2 && video.currentTime > least"""


@dataclass
class Telephone:
    """A teacher on the way, with a recording of a minute."""

    world: World
    browser: Browser
    address: str
    page: Page
    fingers: CDPSession

    @classmethod
    async def of(cls, browser: Browser, world: World, address: str = "") -> Telephone:
        context = await context_for(browser, None, **TELEPHONE)
        page = await context.new_page()
        await TeacherAtDesk(page, None).sign_in(world)
        await expect(page.get_by_test_id("signin-submit")).to_have_count(0, timeout=PATIENCE_MS)
        return cls(world, browser, address, page, await context.new_cdp_session(page))

    async def open(self, address: str | None = None) -> None:
        await self.page.goto(address or self.address)
        await expect(self.page.get_by_test_id("replay-play")).to_be_visible(timeout=PATIENCE_MS)

    async def position(self) -> float:
        """Seconds."""
        return int(await self.page.get_by_test_id("replay-position").get_attribute("data-ms") or 0) / 1000

    async def stands_at(self, seconds: float, within: float = 0.3) -> None:
        async def reached() -> bool:
            return abs(await self.position() - seconds) <= within

        await eventually(reached, PATIENCE_MS / 1000)

    async def place(self, selector: str, across: float) -> tuple[float, float]:
        """A point in the middle of an element's height, at this share of its width."""
        box = await self.page.locator(selector).bounding_box()
        assert box is not None
        return box["x"] + across * box["width"], box["y"] + box["height"] / 2

    async def drag(self, *points: tuple[float, float]) -> None:
        kinds = ["touchStart", *("touchMove" for _ in points[1:])]
        for kind, (x, y) in zip(kinds, points, strict=True):
            await self._touch(kind, [{"x": x, "y": y}])
        await self._touch("touchEnd", [])

    async def tap_twice(self, place: tuple[float, float]) -> None:
        # A busy page answers late: a person's second tap does not wait for that.
        at = [{"x": place[0], "y": place[1]}]
        await asyncio.gather(*(self._touch(*one) for one in 2 * [("touchStart", at), ("touchEnd", [])]))

    async def _touch(self, kind: str, points: list[dict[str, float]]) -> None:
        await self.fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telephone(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Telephone]:
    folder = tmp_path_factory.mktemp("demo") / "var"
    async with demonstration(folder) as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        telephone = await Telephone.of(browser, world)
        telephone.address = await hold(telephone.page, world, 1, SECONDS)
        yield telephone
        await browser.close()


LARGE = "[data-testid^=view-][data-large=true]"
BAR = ".bar"


async def test_two_taps_on_a_side_go_ten_seconds_that_way(telephone: Telephone) -> None:
    await telephone.open(f"{telephone.address}?t=20")
    for across, seconds in ((0.85, 30), (0.15, 20)):
        place = await telephone.place(LARGE, across)
        await telephone.tap_twice(place)
        await telephone.stands_at(seconds)


async def test_a_finger_along_the_picture_goes_through_the_lesson(telephone: Telephone) -> None:
    await telephone.open(f"{telephone.address}?t=10")
    await telephone.drag(*[await telephone.place(LARGE, 0.3 + 0.05 * step) for step in range(7)])
    assert await telephone.position() == pytest.approx(10 + 0.3 * 90, abs=1)


async def test_the_bar_goes_where_the_finger_is(telephone: Telephone) -> None:
    await telephone.open()
    for share in (0.1, 0.9):
        await telephone.page.touchscreen.tap(*await telephone.place(BAR, share))
        await telephone.stands_at(share * SECONDS)


async def test_a_rotten_piece_darkens_no_more_than_what_depends_on_it(telephone: Telephone) -> None:
    file, at = await _piece(telephone, SPOILT_S)
    await telephone.page.route(f"**/takes/{file}", lambda route: _spoil(route, at))
    await telephone.open(f"{telephone.address}?t=3")
    await telephone.page.get_by_test_id("replay-play").click()
    video = telephone.page.locator(f"video[data-source='{_source(file)}']")

    async def drawn() -> bool:
        return bool(await video.evaluate(DRAWN, 8)) and await telephone.position() < SPOILT_S - 2

    await eventually(drawn, PATIENCE_MS / 1000)
    await telephone.page.get_by_test_id("replay-play").click()
    await telephone.page.unroute_all()


async def test_another_device_goes_on_where_a_closed_page_was(telephone: Telephone) -> None:
    other = await Telephone.of(telephone.browser, telephone.world, telephone.address)
    await other.open(f"{telephone.address}?t=5")
    await other.page.touchscreen.tap(*await other.place(BAR, 0.7))
    await other.stands_at(0.7 * SECONDS)
    await other.page.close()
    await telephone.page.wait_for_timeout(500)
    # What stood open meanwhile takes nothing back.
    await telephone.open()
    assert await telephone.position() == pytest.approx(0.7 * SECONDS, abs=0.5)


async def _piece(telephone: Telephone, seconds: float) -> tuple[str, int]:
    """The file of the first picture, and where in it the fragment of that moment begins."""
    api = telephone.address.replace("/library/", "/api/recordings/")
    request = telephone.page.context.request
    takes = (await (await request.get(api)).json())["manifest"]["takes"]
    take = next(take for take in takes if take["kind"] == "video")
    index = await (await request.get(f"{api}/takes/{take['take']}.json")).json()
    return take["file"], next(at for at, _, start_ms, *_ in index["fragments"] if start_ms > 1000 * seconds)


def _source(file: str) -> str:
    return "/".join(file.split("-")[:2])


async def _spoil(route: Route, at: int) -> None:
    """Let what the server sends through, but for the head of one fragment."""
    first = re.match(r"bytes=(\d+)-", route.request.headers.get("range", ""))
    response = await route.fetch()
    body = bytearray(await response.body())
    where = at - int(first[1]) if first else -1
    if 0 <= where < len(body):
        body[where : where + 16] = b"\xff" * 16
    await route.fulfill(response=response, body=bytes(body))
