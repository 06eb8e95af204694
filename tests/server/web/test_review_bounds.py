"""What people add to recordings is bounded, and lists come page by page."""

from __future__ import annotations

from typing import Any

import pytest

from server.demo.world import demo_id
from server.web import clips as clip_routes
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor

LIMITS = ("own_comments", "rubrics", "rounds", "clips", "reels", "reel_clips", "links")
pytestmark = pytest.mark.parametrize(
    "site_environment", [{f"TONGKE_REVIEW__{name.upper()}": "1" for name in LIMITS}], indirect=True
)
RUBRIC = {"title": "一项", "items": [{"id": "all", "title": "总体", "weight": 100}]}


async def code(who: Visitor, path: str, body: dict[str, Any]) -> str:
    answer = await who.post(path, body)
    return "" if answer.ok else str((await answer.json())["error"]["code"])


async def twice(who: Visitor, path: str, body: dict[str, Any]) -> list[str]:
    return [await code(who, path, body), await code(who, path, body)]


async def test_one_person_adds_no_more_than_they_may(site: Site, recorded: Recorded) -> None:
    chen, wang = await site.signed_in("chen"), demo_id("user wang")
    site.now += 10
    round_of = {"title": "一轮", "recordings": [recorded.id], "members": [wang], "rubric": "preset-short"}
    clip = {"title": "片段", "from_ms": 0, "to_ms": 1000}
    assert await twice(chen, "/api/rubrics", RUBRIC) == ["", "too_many_rubrics"]
    assert await twice(chen, "/api/rounds", round_of) == ["", "too_many_rounds"]
    assert await twice(chen, f"{recorded.url}/clips", clip) == ["", "too_many_clips"]
    own = (await (await chen.get("/api/clips")).json())["clips"][0]["id"]
    assert await twice(chen, f"/api/clips/{own}/links", {}) == ["", "too_many_links"]
    assert await code(chen, "/api/reels", {"title": "集锦", "clips": [own, "another"]}) == "too_many_in_reel"
    assert await twice(chen, "/api/reels", {"title": "集锦"}) == ["", "too_many_reels"]


async def test_a_comment_that_was_taken_away_makes_no_room(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    path, said = f"{recorded.url}/comments", {"at_ms": 0, "text": "好"}
    made = await (await chen.post(path, said)).json()
    await chen.ask("DELETE", f"{path}/{made['id']}")
    assert await code(chen, path, said) == "too_many_comments"
    assert await code(li, path, said) == ""


async def test_a_recording_is_in_no_more_rounds_than_it_may(
    site: Site, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(site.context.settings.review.__dict__, "recording_rounds", 1)
    body = {"title": "一轮", "recordings": [recorded.id], "members": [demo_id("user wang")]}
    chen, zhou = await site.signed_in("chen"), await site.signed_in("zhou")
    body["rubric"] = "preset-short"
    assert [await code(who, "/api/rounds", body) for who in (chen, zhou)] == ["", "too_many_rounds"]


async def test_clips_come_page_by_page(
    site: Site, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip_routes, "PAGE", 1)
    site.now += 10
    people = [await site.signed_in(login) for login in ("chen", "zhou")]
    for n, who in enumerate(people):
        await who.post(f"{recorded.url}/clips", {"title": str(n), "from_ms": n, "to_ms": 1000})
    chen, zhou = people
    seen = [await (await zhou.get(f"{recorded.url}/clips?page={n}")).json() for n in (1, 2)]
    assert [(each["pages"], each["clips"][0]["title"]) for each in seen] == [(2, "0"), (2, "1")]
    assert (await (await chen.get(f"{recorded.url}/clips")).json())["total"] == 1
