"""
`python -m tests.pictures`: make the pictures of the README from the real product.

Holds a lesson of the demonstration in real browsers and keeps what their screens
show. Run it after the pages have changed, look at every picture, commit the ones
that the README shows.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from tests.browser.conftest import chromium
from tests.browser.people import FLAGS
from tests.browser.world import demonstration
from tests.pictures.story import assemble, tell

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"


def size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


async def main(chosen: argparse.Namespace) -> None:
    folder = chosen.folder or FOLDER / chosen.language
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        settings = {"TONGKE_SITE__TIMEZONE": chosen.timezone}
        async with demonstration(Path(data) / "var", **settings) as world, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium(), args=FLAGS, env=os.environ | {"TZ": chosen.timezone}
            )
            story = await assemble(browser, world, chosen.language, chosen.size, tuple(chosen.also), folder)
            await tell(story, chosen.seconds)
            await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--language", choices=["zh-CN", "en"], default="zh-CN")
    parser.add_argument("--size", type=size, default=(1366, 768), metavar="WIDTHxHEIGHT")
    parser.add_argument(
        "--also", type=size, action="append", default=[], metavar="WIDTHxHEIGHT", help="in this size too"
    )
    parser.add_argument("--folder", type=Path, help="[docs/pictures/LANGUAGE]")
    parser.add_argument("--seconds", type=float, default=60, help="length of the lesson, about [60]")
    # Where it is morning or afternoon now, the pictures show a day at school.
    parser.add_argument("--timezone", default="Asia/Shanghai", metavar="NAME")
    asyncio.run(main(parser.parse_args()))
