"""The library's search over real requests: words, filters, facets, orders, and who finds what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from server.data import cues, recordings
from server.data.models import Resource, ResourceTag
from server.web.finding import INDEXING
from signaling.cues import Cue
from signaling.tools.chat.cues import ChatRemoved, ChatSaid
from signaling.tools.questions.cues import QuestionOpened
from signaling.tools.questions.state import Question, QuestionKind
from tests.support.site import MORNING, Site, Visitor

BEGAN = int(MORNING * 1000)
TITLES = ("古诗三首", "花的学校", "不懂就要问")


@dataclass
class Library:
    """A site with recordings of lessons; `ids` by their titles."""

    site: Site
    ids: dict[str, str]

    async def index(self) -> None:
        indexing = self.site.server.app[INDEXING]
        await indexing.prepare()
        await indexing.catch_up()

    async def change(self, title: str, **words: Any) -> None:
        async with self.site.database.session() as session:
            resource = await session.get_one(Resource, self.ids[title])
            for name, value in words.items():
                setattr(resource, name, value)
        await self.index()

    async def found(self, who: Visitor, query: str = "") -> dict[str, Any]:
        answer = await who.get(f"/api/library?{query}")
        assert answer.status == 200, await answer.text()
        return dict(await answer.json())

    async def titles(self, who: Visitor, query: str = "") -> list[str]:
        return [each["recording"]["title"] for each in (await self.found(who, query))["results"]]


@pytest.fixture
async def library(site: Site) -> Library:
    """Three lessons were held one after the other, 40 minutes each."""
    ids: dict[str, str] = {}
    for at, title in enumerate(TITLES):
        lesson = (await site.lesson(title))["id"]
        site.rooms.now_ms = BEGAN + at * 3_000_000
        await site.rooms.start(lesson)
        await site.rooms.end(lesson)
        async with site.database.session() as session:
            await recordings.finish(session, lesson, "ready", duration_ms=2_400_000, size=1)
            found = await recordings.of_lesson(session, lesson)
            assert found is not None
            ids[title] = found.id
    library = Library(site, ids)
    await library.index()
    return library


async def test_without_words_everything_that_one_may_watch_is_there_newest_first(library: Library) -> None:
    chen = await library.site.signed_in("chen")
    found = await library.found(chen)
    assert [each["recording"]["title"] for each in found["results"]] == list(reversed(TITLES))
    assert (found["total"], found["page"], found["pages"]) == (3, 1, 1)
    assert found["results"][0]["recording"] | {"recording": ""} == {
        "recording": "", "title": "不懂就要问", "description": "", "tags": [], "subject": "语文", "grade": "",
        "language": "zh-CN", "form": "synchronous", "teacher": "李文静", "school": "清河市实验小学",
        "region": "清河市", "state": "ready", "started_at": BEGAN + 6_000_000, "duration_ms": 2_400_000,
        "licence": "all_rights", "scope": None, "published_at": None, "trashed_at": None, "views": 0,
        "score": None, "scores": 0, "mine": False,
    }  # fmt: skip


async def test_titles_people_and_places_are_found(library: Library) -> None:
    chen = await library.site.signed_in("chen")
    for words in ("古诗", "李文静 古诗", "实验小学 三首", '"古诗三首"', "清河市古诗"):
        assert await library.titles(chen, f"q={words}") == ["古诗三首"], words


async def test_what_is_not_published_is_found_by_its_teacher_and_those_over_its_schools(
    library: Library,
) -> None:
    for login, count in {"li": 3, "chen": 3, "wang": 0}.items():
        found = await library.found(await library.site.signed_in(login))
        assert (found["total"], len(found["results"])) == (count, count), login


async def test_what_is_published_to_a_county_is_found_by_its_people_and_withdrawn_at_once(
    library: Library,
) -> None:
    li, wang = await library.site.signed_in("li"), await library.site.signed_in("wang")
    url = f"/api/resources/{library.ids['花的学校']}"
    answer = await li.post(f"{url}/publish", {"scope": "city", "despite": True})
    assert answer.status == 200, await answer.text()
    await library.index()
    assert await library.titles(wang) == ["花的学校"]
    await li.post(f"{url}/withdraw")
    assert await library.titles(wang) == []


async def test_what_is_in_the_trash_is_found_by_nobody_until_it_is_restored(library: Library) -> None:
    li = await library.site.signed_in("li")
    url = f"/api/resources/{library.ids['古诗三首']}"
    await li.post(f"{url}/trash")
    assert "古诗三首" not in await library.titles(li)
    await li.post(f"{url}/restore")
    await library.index()
    assert await library.titles(li, "q=古诗") == ["古诗三首"]


async def test_facets_count_under_all_filters_but_their_own(library: Library) -> None:
    await library.change("古诗三首", grade="3")
    await library.change("花的学校", grade="3", subject="音乐")
    found = await library.found(await library.site.signed_in("chen"), "subject=语文")
    assert found["total"] == 2
    counts = {name: [(each["value"], each["count"]) for each in found["facets"][name]] for name in
              ("subject", "grade")}  # fmt: skip
    assert counts == {"subject": [("语文", 2), ("音乐", 1)], "grade": [("3", 1)]}
    labels = {name: found["facets"][name][0]["label"] for name in ("grade", "teacher", "region", "form")}
    assert labels == {"grade": "Grade 3", "teacher": "李文静", "region": "清河市", "form": "Synchronous"}


WISHES = {
    "grade=3": ["古诗三首"],
    "scope=public": [],
    "scope=private&grade=3": ["古诗三首"],
    "teacher=nobody": [],
    "from=2026-11-24": [],
    "from=2026-11-23&to=2026-11-23": ["不懂就要问", "花的学校", "古诗三首"],
    "to=2026-11-22": [],
    "sort=watched": ["花的学校", "不懂就要问", "古诗三首"],
    "sort=scored": ["古诗三首", "不懂就要问", "花的学校"],
    "page=2": [],
    "mine=true": [],
}


async def test_filters_and_orders(library: Library) -> None:
    await library.change("古诗三首", grade="3", score=91.5)
    await library.change("花的学校", views=7)
    chen = await library.site.signed_in("chen")
    for query, titles in WISHES.items():
        assert await library.titles(chen, query) == titles, query


async def test_a_region_is_that_and_all_below_it(library: Library) -> None:
    chen = await library.site.signed_in("chen")
    [region] = (await library.found(chen))["facets"]["region"]
    assert len(await library.titles(chen, f"region={region['value']}")) == 3


async def test_mine_are_those_that_one_owns(library: Library) -> None:
    li = await library.site.signed_in("li")
    assert len(await library.titles(li, "mine=true")) == 3


async def test_words_inside_are_found_with_the_moment_they_were_met(library: Library) -> None:
    lesson = (await library.site.lesson("古诗三首"))["id"]
    question = Question(id="q1", kind=QuestionKind.YES_NO, text="李白写过几首诗？", opens_at=BEGAN)
    said = [
        Cue(n=1, at=BEGAN + 5_000, by="m", event=ChatSaid(text="天门中断楚江开")),
        Cue(n=2, at=BEGAN + 9_000, by="m", event=QuestionOpened(question=question)),
        Cue(n=3, at=BEGAN + 12_000, by="m", event=ChatSaid(text="删掉的天门")),
        Cue(n=4, at=BEGAN + 13_000, by="m", event=ChatRemoved(n=3)),
    ]
    async with library.site.database.session() as session:
        await cues.append(session, lesson, said)
    await library.change("古诗三首", description="望天门山是李白的诗")
    chen = await library.site.signed_in("chen")
    [result] = (await library.found(chen, "q=天门"))["results"]
    assert [(hit["kind"], hit["at_ms"]) for hit in result["hits"]] == [("title", None), ("chat", 5_000)]
    inside = await (await chen.get(f"/api/resources/{library.ids['古诗三首']}/hits?q=李白")).json()
    assert [(hit["kind"], hit["at_ms"], hit["marks"]) for hit in inside["hits"]] == [
        ("title", None, [[5, 7]]),
        ("question", 9_000, [[0, 2]]),
    ]


async def test_what_a_publication_leaves_out_is_told_to_nobody_before_the_index_follows(
    library: Library,
) -> None:
    lesson = await library.site.lesson("古诗三首")
    said = Cue(n=1, at=BEGAN + 5_000, by=lesson["classrooms"][0]["id"], event=ChatSaid(text="张小明会背"))
    async with library.site.database.session() as session:
        await cues.append(session, lesson["id"], [said])
    await library.change("古诗三首", description="唐诗")
    li, wang = await library.site.signed_in("li"), await library.site.signed_in("wang")
    url = f"/api/resources/{library.ids['古诗三首']}"
    reached = {"scope": "city", "despite": True}
    await li.post(f"{url}/publish", reached | {"classroom_sound": True})
    await library.index()
    assert await library.titles(wang, "q=小明") == ["古诗三首"]
    await li.post(f"{url}/publish", reached | {"classroom_sound": False})
    found = await library.found(wang, "q=小明")
    assert (found["total"], found["results"]) == (0, [])
    assert (await (await wang.get(f"{url}/hits?q=小明")).json())["hits"] == []
    assert await library.titles(wang, "q=唐诗") == ["古诗三首"]


async def test_tags_are_found_as_soon_as_they_are_put(library: Library) -> None:
    async with library.site.database.session() as session:
        session.add(ResourceTag(recording_id=library.ids["花的学校"], tag="泰戈尔"))
    await library.index()
    assert await library.titles(await library.site.signed_in("chen"), "q=泰戈尔") == ["花的学校"]


async def test_what_makes_no_sense_is_refused_by_name(site: Site) -> None:
    chen = await site.signed_in("chen")
    for query in ("page=0", "page=x", "page=251", "sort=best", "from=yesterday"):
        answer = await chen.get(f"/api/library?{query}")
        assert (answer.status, (await answer.json())["error"]["code"]) == (422, "invalid_field"), query


async def test_the_search_is_for_people_who_are_signed_in(site: Site) -> None:
    assert (await site.visitor().get("/api/library")).status == 401
