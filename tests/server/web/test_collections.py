"""Collections and courses: whose they are, who sees them, and what of them."""

from __future__ import annotations

from typing import Any

import pytest

from server.web import collections, courses
from server.web.finding import INDEXING
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor


@pytest.fixture
async def indexed(site: Site, recorded: Recorded) -> Recorded:
    await _index(site)
    return recorded


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two on a page."""
    for module in (collections, courses):
        monkeypatch.setattr(module, "PAGE", 2)


async def _index(site: Site) -> None:
    await site.server.app[INDEXING].prepare()
    await site.server.app[INDEXING].catch_up()


async def made(who: Visitor, **sent: Any) -> dict[str, Any]:
    answer = await who.post("/api/collections", {"title": "古诗教学"} | sent)
    assert answer.status == 201, await answer.text()
    return dict(await answer.json())


async def listed(who: Visitor) -> list[tuple[str, int]]:
    found = (await (await who.get("/api/collections")).json())["collections"]
    return [(each["title"], each["count"]) for each in found]


async def test_a_collection_is_made_filled_renamed_and_removed(site: Site, indexed: Recorded) -> None:
    li = await site.signed_in("li")
    collection = await made(li)
    url = f"/api/collections/{collection['id']}"
    filled = await (await li.post(f"{url}/recordings", {"recording": indexed.id})).json()
    assert [each["title"] for each in filled["recordings"]] == ["古诗三首"]
    assert (filled["count"], filled["cover"], filled["mine"]) == (1, indexed.id, True)
    renamed = await (await li.ask("PATCH", url, json={"title": "古诗词"})).json()
    assert (renamed["title"], renamed["count"]) == ("古诗词", 1)
    used = await (await li.get(f"/api/resources/{indexed.id}")).json()
    assert used["used_by"]["collections"] == 1
    assert (await li.ask("DELETE", url)).status == 200
    assert await listed(li) == []


async def test_a_collection_that_is_not_shared_is_its_owners_alone(site: Site, indexed: Recorded) -> None:
    collection = await made(await site.signed_in("li"), recordings=[indexed.id])
    chen = await site.signed_in("chen")
    assert await listed(chen) == []
    assert (await chen.get(f"/api/collections/{collection['id']}")).status == 404


async def test_a_search_in_a_collection_that_is_not_shared_finds_nothing(
    site: Site, indexed: Recorded
) -> None:
    li, chen = await site.signed_in("li"), await site.signed_in("chen")
    collection = await made(li, recordings=[indexed.id])
    found = [await who.get(f"/api/library?collection={collection['id']}") for who in (li, chen)]
    assert [(await each.json())["total"] for each in found] == [1, 0]


async def test_those_it_is_shared_with_see_what_they_may_watch_and_change_nothing(
    site: Site, indexed: Recorded
) -> None:
    li, wang = await site.signed_in("li"), await site.signed_in("wang")
    collection = await made(li, recordings=[indexed.id], scope="city")
    url = f"/api/collections/{collection['id']}"
    assert await listed(wang) == [("古诗教学", 0)]
    assert (await (await wang.get(url)).json())["recordings"] == []
    assert (await wang.post(f"{url}/recordings", {"recording": indexed.id})).status == 404
    chen = await site.signed_in("chen")
    assert await listed(chen) == [("古诗教学", 1)]
    assert (await chen.ask("PATCH", url, json={"title": "x"})).status == 403
    await li.ask("PATCH", url, json={"scope": "private"})
    assert await listed(chen) == []


async def test_a_scope_is_never_larger_than_what_one_stands_for(site: Site, indexed: Recorded) -> None:
    li, wang = await site.signed_in("li"), await site.signed_in("wang")
    await made(li, title="校本", scope="school")
    assert await listed(wang) == []
    refused = await (await site.signed_in("chen")).post("/api/collections", {"title": "x", "scope": "school"})
    assert (refused.status, (await refused.json())["error"]["code"]) == (422, "invalid_field")


async def test_recordings_are_ordered_and_taken_out(site: Site, indexed: Recorded) -> None:
    li = await site.signed_in("li")
    second = (await site.lesson("花的学校"))["id"]
    await site.rooms.start(second)
    await _index(site)
    other = (await (await li.get(f"/api/lessons/{second}")).json())["recording"]
    url = f"/api/collections/{(await made(li, recordings=[indexed.id, other]))['id']}/recordings"
    ordered = await (await li.ask("PUT", url, json={"recordings": [other, indexed.id, "nothing"]})).json()
    assert [each["recording"] for each in ordered["recordings"]] == [other, indexed.id]
    left = await (await li.ask("DELETE", f"{url}/{other}")).json()
    assert [each["recording"] for each in left["recordings"]] == [indexed.id]


async def test_nothing_that_one_may_not_see_comes_into_a_collection(site: Site, indexed: Recorded) -> None:
    wang = await site.signed_in("wang")
    answer = await wang.post("/api/collections", {"title": "x", "recordings": [indexed.id]})
    assert answer.status == 404


async def test_a_course_has_the_recordings_that_one_may_watch(site: Site, indexed: Recorded) -> None:
    chen, wang = await site.signed_in("chen"), await site.signed_in("wang")
    [course] = (await (await chen.get("/api/courses")).json())["courses"]
    assert (course["title"], course["count"], course["cover"]) == ("三年级语文同步课堂", 1, indexed.id)
    whole = await (await chen.get(f"/api/courses/{course['id']}")).json()
    assert [each["title"] for each in whole["recordings"]] == ["古诗三首"]
    assert (await (await wang.get("/api/courses")).json())["courses"] == []
    assert (await wang.get(f"/api/courses/{course['id']}")).status == 404


async def test_a_long_list_is_answered_page_by_page(site: Site, indexed: Recorded, few: None) -> None:
    li = await site.signed_in("li")
    for title in ("一", "二", "三"):
        site.now += 1
        await made(li, title=title)
    pages = [await (await li.get(f"/api/collections?page={page}")).json() for page in (1, 2)]
    assert [[each["title"] for each in page["collections"]] for page in pages] == [["三", "二"], ["一"]]
    assert [(page["total"], page["page"], page["pages"]) for page in pages] == [(3, 1, 2), (3, 2, 2)]
    courses = await (await li.get("/api/courses?page=2")).json()
    assert (courses["total"], courses["pages"], courses["courses"]) == (1, 1, [])


async def test_ones_own_are_listed_without_those_of_others(site: Site, indexed: Recorded) -> None:
    li, chen = await site.signed_in("li"), await site.signed_in("chen")
    await made(li, scope="city")
    await made(chen, title="教研")
    found = await (await chen.get("/api/collections?mine=1")).json()
    assert [each["title"] for each in found["collections"]] == ["教研"]
