"""What a research group has done with the lesson's recording before its pages are looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.pictures.scenery import Story, asked

WORDS = json.loads((Path(__file__).parent / "research.json").read_text())
POINTS = {"wang": (22, 21, 23, 20), "ma": (24, 22, 19, 21)}
COUNTY = {"scope": "county", "pupils_picture": True, "classroom_sound": True, "keep_until": None}


@dataclass
class Research:
    """The newest recording, and what belongs to it; `hidden` is another one that is nobody else's."""

    recording: str
    hidden: str
    round: str = ""
    link: str = ""
    clip: str = ""
    reel: str = ""
    collection: str = ""


async def research(story: Story) -> Research:
    """Publish the newest recording, comment on it, score it, cut it, collect it."""
    recordings = await story.world.tongke("recording", "list")
    found = Research(recordings[0]["id"], recordings[-1]["id"])
    words: dict[str, Any] = WORDS[story.language]
    li, chen = await story.visitor("li"), await story.visitor("chen")
    await asked(li, "PUT", f"/api/resources/{found.recording}", {"description": words["description"]})
    await asked(li, "POST", f"/api/resources/{found.recording}/publish", COUNTY | {"despite": True})
    await _comment(li, chen, found.recording, words)
    await _score(story, chen, found, words)
    await _gather(li, chen, found, words)
    for page in (li, chen):
        await page.context.close()
    return found


async def _comment(li: Page, chen: Page, recording: str, words: dict[str, Any]) -> None:
    teacher = (await asked(li, "GET", "/api/me"))["user"]["id"]
    made = ""
    for at_ms, text in words["comments"]:
        made = await _say(chen, recording, at_ms, text, mentions=[teacher] if "@" in text else [])
    await _say(li, recording, words["comments"][-1][0], words["answer"], parent=made)


async def _say(page: Page, recording: str, at_ms: int, text: str, **further: Any) -> str:
    """Write a comment that everybody sees; returns its id."""
    usual: dict[str, Any] = {"drawing": None, "mentions": [], "until_ms": None, "parent": None, "round": None}
    body = usual | {"text": text, "at_ms": at_ms, "visibility": "everybody"} | further
    return str((await asked(page, "POST", f"/api/recordings/{recording}/comments", body))["id"])


async def _score(story: Story, chen: Page, found: Research, words: dict[str, Any]) -> None:
    pages = [await story.visitor(login) for login in POINTS]
    members = [(await asked(page, "GET", "/api/me"))["user"]["id"] for page in pages]
    body = {"title": words["round"], "text": words["note"], "recordings": [found.recording]}
    body |= {"members": members, "deadline": None, "rubric": "preset-short", "blind": True}
    made = await asked(chen, "POST", "/api/rounds", body)
    found.round = made["id"]
    items = [item["id"] for item in made["rubric"]["items"]]
    for page, given, note in zip(pages, POINTS.values(), words["notes"], strict=True):
        scores = {item: {"points": points, "text": ""} for item, points in zip(items, given, strict=True)}
        moment = {"at_ms": 26_000, "item": items[1], "points": None, "text": note}
        path = f"/api/rounds/{found.round}/scores/{found.recording}"
        await asked(page, "PUT", path, {"items": scores, "moments": [moment], "text": note})
        await asked(page, "POST", f"{path}/submit", {})
        await page.context.close()


async def _gather(li: Page, chen: Page, found: Research, words: dict[str, Any]) -> None:
    """A clip with a link, a reel, a collection."""
    body = {"title": words["clip"], "from_ms": 10_000, "to_ms": 16_000}
    found.clip = (await asked(chen, "POST", f"/api/recordings/{found.recording}/clips", body))["id"]
    reel = await asked(chen, "POST", "/api/reels", {"title": words["reel"], "clips": [found.clip]})
    link = await asked(chen, "POST", f"/api/clips/{found.clip}/links", {"scope": "anybody", "days": 7})
    found.reel, found.link = reel["id"], link["path"].lstrip("/")
    recordings = [found.recording, found.hidden]
    body = {"title": words["collection"], "description": words["about"], "recordings": recordings}
    found.collection = (await asked(li, "POST", "/api/collections", body))["id"]
