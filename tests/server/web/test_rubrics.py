"""Rubrics: presets in both languages, one's own, shared ones."""

from __future__ import annotations

from typing import Any

import pytest

from server.demo.world import demo_id
from tests.support.site import Site, Visitor

ITEMS = [
    {"id": "goals", "title": "教学目标", "weight": 40},
    {"id": "effect", "title": "教学效果", "weight": 60, "levels": [{"title": "优", "percent": 95}]},
]


async def make(who: Visitor, **fields: Any) -> dict[str, Any]:
    body = {"title": "校本量表", "items": ITEMS, **fields}
    made: dict[str, Any] = await (await who.post("/api/rubrics", body)).json()
    return made


async def titles(who: Visitor, **headers: str) -> list[str]:
    found = await (await who.get("/api/rubrics", headers=headers)).json()
    return [rubric["title"] for rubric in found["rubrics"]]


async def test_presets_are_there_in_the_language_of_the_asker(site: Site) -> None:
    chen = await site.signed_in("chen")
    assert "Rubric for a synchronized lesson" in await titles(chen)
    assert "同步课堂评价量表" in await titles(chen, **{"Accept-Language": "zh-CN"})


async def test_a_shared_rubric_is_seen_by_the_people_of_its_region(site: Site) -> None:
    zhou, wang = await site.signed_in("zhou"), await site.signed_in("wang")
    await make(zhou)
    shared = await make(zhou, title="清河市量表", scope=demo_id("qinghe"))
    assert shared["scope_name"] == "清河市"
    assert "清河市量表" in await titles(wang)
    assert "校本量表" not in await titles(wang)


async def test_nobody_shares_with_a_region_that_is_not_theirs(site: Site) -> None:
    refused = await make(await site.signed_in("wang"), scope=demo_id("qinghe"))
    assert refused["error"]["code"] == "forbidden"


@pytest.mark.parametrize(
    "items",
    [[], [ITEMS[0]], [ITEMS[0], ITEMS[0] | {"weight": 60}], [ITEMS[0], ITEMS[1] | {"weight": 61}]],
)
async def test_the_weights_make_a_hundred(site: Site, items: list[Any]) -> None:
    refused = await make(await site.signed_in("chen"), items=items)
    assert refused["error"]["code"] == "invalid_field"


async def test_only_the_owner_changes_and_deletes_a_rubric(site: Site) -> None:
    chen, zhou = await site.signed_in("chen"), await site.signed_in("zhou")
    path = f"/api/rubrics/{(await make(chen, scope=demo_id('qinghe')))['id']}"
    body = {"title": "新名", "items": ITEMS}
    assert (await zhou.ask("PUT", path, json=body)).status == 404
    assert (await (await chen.ask("PUT", path, json=body)).json())["title"] == "新名"
    assert (await zhou.ask("DELETE", path)).status == 404
    assert (await chen.ask("DELETE", path)).status == 200
    assert "新名" not in await titles(chen)
