"""The people in the pictures: what their cameras see, and how their screens are kept as files."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

HERE = Path(__file__).parent
DEVICES = {
    "zh-CN": (("videoinput", "教室摄像头"), ("audioinput", "吊装麦克风"), ("audiooutput", "教室音箱")),
    "en": (
        ("videoinput", "Classroom camera"),
        ("audioinput", "Ceiling microphone"),
        ("audiooutput", "Loudspeaker"),
    ),
}


@dataclass(frozen=True)
class Scene:
    """A drawing of `scenes.js` and how the camera delivers it."""

    name: str
    width: int = 640
    height: int = 360
    rate: int = 10
    #: What is taught: it stands on the blackboard and on the slide.
    title: str = ""


TEACHER = Scene("teacher", 1280, 720, 12, "语文")
CLASSROOMS = (Scene("room0"), Scene("room1"), Scene("room2"))


async def context_for(
    browser: Browser, language: str, size: tuple[int, int], scene: Scene | None = None
) -> BrowserContext:
    """A browser of somebody who speaks this language and, with a scene, has a camera."""
    viewport: Any = {"width": size[0], "height": size[1]}
    context = await browser.new_context(locale=language, viewport=viewport)
    if scene is not None:
        facts = json.dumps(asdict(scene) | {"devices": DEVICES[language]})
        sources = [(HERE / f"{name}.js").read_text() for name in ("figures", "scenes", "camera")]
        # One function around all, so that no name of a drawing meets one of the page.
        await context.add_init_script("\n".join([f"(() => {{ window.__scene = {facts};", *sources, "})();"]))
    return context


async def keep(page: Page, path: Path) -> None:
    """Write what the page shows as a small PNG: 256 colours are enough for drawings and pages."""
    await page.evaluate("document.fonts.ready")
    whole = path.with_suffix(".whole.png")
    await page.screenshot(path=whole)
    palette = "split[a][b];[a]palettegen=max_colors=256:stats_mode=full[p];[b][p]paletteuse=dither=none"
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(whole), "-vf", palette]
    process = await asyncio.create_subprocess_exec(*command, "-pred", "mixed", str(path))
    assert await process.wait() == 0, f"ffmpeg failed at {path.name}"
    whole.unlink()
