"""A lesson's courseware over real requests: brought, listed, changed, fetched, and by whom."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from server.data.models import Lesson
from server.demo import world
from tests.support.courseware import card, comes_to, documents, pdf, picture, ready, shelve, upload
from tests.support.site import MORNING, SECRET, Site, Visitor

TITLE, OTHER = "古诗三首", world.TIMETABLE[1][2]


@pytest.fixture
async def lesson(site: Site) -> str:
    return str((await site.lesson(TITLE))["id"])


async def test_a_pdf_becomes_pages_in_two_sizes_and_its_text(site: Site, lesson: str) -> None:
    li = await site.signed_in("li")
    document = await ready(li, lesson, "荷塘.pdf", pdf("first", "second"))
    assert (document["kind"], document["title"], document["pages"]) == ("slides", "荷塘", 2)
    assert (document["width"], document["height"]) == (1920, 1080)
    names = [file["name"] for file in document["files"]]
    assert names == [
        *("page-0001-small.webp", "page-0001.webp", "page-0002-small.webp", "page-0002.webp", "text.json")
    ]
    text = await li.get(f"/api/lessons/{lesson}/courseware/{document['id']}/files/text.json")
    assert (await text.json())["pages"] == ["first", "second"]


async def test_what_is_wrong_with_a_file_is_said_in_the_readers_language(site: Site, lesson: str) -> None:
    li = await site.signed_in("li")
    failed = await comes_to(li, lesson, await upload(li, lesson, "a.pdf", b"%PDF-1.4 nothing"), "failed")
    assert failed["error"]["code"] == "damaged"
    assert "damaged" in failed["error"]["text"]
    li.headers["Accept-Language"] = "zh-CN"
    assert "损坏" in (await card(li, lesson, failed["id"]))["error"]["text"]


async def test_a_file_is_fetched_once_for_ever_and_in_ranges(site: Site, lesson: str) -> None:
    file, path = await _file(site, lesson)
    li = await site.signed_in("li")
    whole = await li.get(path)
    body = await whole.read()
    assert whole.headers["ETag"] == f'"{file["sha256"]}"'
    assert "immutable" in whole.headers["Cache-Control"]
    again = await li.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status == 304
    part = await li.get(path, headers={"Range": "bytes=10-19", "If-Range": whole.headers["ETag"]})
    assert (part.status, await part.read()) == (206, body[10:20])
    other = await li.get(path, headers={"Range": "bytes=10-19", "If-Range": '"other"'})
    assert (other.status, await other.read()) == (200, body)


async def test_a_file_that_is_none_of_the_documents_is_not_sent(site: Site, lesson: str) -> None:
    _, path = await _file(site, lesson)
    li = await site.signed_in("li")
    for name in ("page-0009.webp", "..%2F..%2Ftongke.db", "%2e%2e"):
        assert (await li.get(path.rpartition("/")[0] + "/" + name)).status == 404


async def test_a_document_is_renamed_put_first_and_removed(site: Site, lesson: str) -> None:
    li = await site.signed_in("li")
    first = await shelve(site, lesson, "one")
    second = await shelve(site, lesson, "two")
    place = f"/api/lessons/{lesson}/courseware"
    assert (await li.ask("PATCH", f"{place}/{second['id']}", json={"title": "地图"})).status == 200
    await li.ask("PUT", f"{place}/order", json={"documents": [second["id"]]})
    assert [each["title"] for each in await documents(li, lesson)] == ["地图", "one"]
    assert (await li.ask("DELETE", f"{place}/{first['id']}")).status == 200
    assert [each["title"] for each in await documents(li, lesson)] == ["地图"]
    assert site.rooms.courseware_asked == [lesson, lesson]


async def test_a_removed_document_is_there_for_those_alone_who_watch_the_recording(
    site: Site, lesson: str
) -> None:
    _, path = await _file(site, lesson)
    li, wang = await site.signed_in("li"), await site.signed_in("wang")
    await li.ask("DELETE", path.rpartition("/files/")[0])
    assert (await li.get(path)).status == 404
    await li.post(f"/api/lessons/{lesson}/start")
    assert (await li.get(path)).status == 200
    assert (await wang.get(path)).status == 404


async def test_another_lesson_takes_what_one_has_without_converting_it_again(site: Site, lesson: str) -> None:
    document = await shelve(site, lesson, "one")
    li = await site.signed_in("li")
    other = (await site.lesson(OTHER))["id"]
    earlier = (await (await li.get(f"/api/lessons/{other}/courseware/earlier")).json())["documents"]
    assert [(each["id"], each["lesson_title"]) for each in earlier] == [(document["id"], TITLE)]
    taken = await li.post(f"/api/lessons/{other}/courseware/from/{document['id']}")
    assert (taken.status, (await taken.json())["state"]) == (201, "ready")
    assert [each["files"] for each in await documents(li, other)] == [document["files"]]


async def test_earlier_documents_come_newest_first_and_each_content_once(site: Site, lesson: str) -> None:
    li, lessons = await site.signed_in("li"), []
    for hours in (1, 2, 3):
        at = int(MORNING * 1000) + hours * 3_600_000
        made = await li.post("/api/lessons", {"title": str(hours), "starts_at": at, "ends_at": at + 60_000})
        lessons.append((await made.json())["id"])
    one, _ = await shelve(site, lessons[0], "one"), await shelve(site, lessons[1], "two")
    await li.post(f"/api/lessons/{lessons[2]}/courseware/from/{one['id']}")
    earlier = (await (await li.get(f"/api/lessons/{lesson}/courseware/earlier")).json())["documents"]
    assert [(each["lesson_title"], each["title"]) for each in earlier] == [("3", "one"), ("2", "two")]


async def test_the_same_file_is_converted_once(site: Site, lesson: str) -> None:
    li = await site.signed_in("li")
    first = await ready(li, lesson, "one.png", picture())
    second = await card(li, lesson, await upload(li, lesson, "again.png", picture()))
    assert (second["state"], second["files"]) == ("ready", first["files"])


async def test_nothing_is_taken_from_somebody_elses_lesson(site: Site, lesson: str) -> None:
    foreign = (await (await site.operator().post("/api/lessons", {"title": "别处"})).json())["id"]
    async with site.database.session() as session:
        await session.execute(update(Lesson).where(Lesson.id == foreign).values(teacher_id=None))
    document = await shelve(site, foreign, "secret")
    li = await site.signed_in("li")
    assert (await li.post(f"/api/lessons/{lesson}/courseware/from/{document['id']}")).status == 404


#: What reading and changing answer to each.
WHO = {
    "li": (200, 200),
    "zhou": (200, 200),
    "operator": (200, 200),
    "chen": (200, 403),
    "wang": (200, 403),
    "nobody": (401, 401),
    "ticket": (200, 401),
    "foreign ticket": (403, 401),
    "ticket of the lobby": (403, 401),
    "terminal": (200, 401),
    "strange key": (401, 401),
}


async def test_who_fetches_and_who_changes(site: Site, lesson: str) -> None:
    _, path = await _file(site, lesson)
    for who, (reads, writes) in WHO.items():
        visitor = await _visitor(site, lesson, who)
        assert (await visitor.get(path)).status == reads, who
        assert (await visitor.get(f"/api/lessons/{lesson}/courseware")).status == reads, who
        changed = await visitor.ask("PATCH", path.rpartition("/files/")[0], json={"title": "new"})
        assert changed.status == writes, who


async def test_a_terminal_fetches_nothing_of_other_lessons(site: Site, lesson: str) -> None:
    foreign = (await (await site.operator().post("/api/lessons", {"title": "别处"})).json())["id"]
    terminal = await _visitor(site, lesson, "terminal")
    assert (await terminal.get(f"/api/lessons/{foreign}/courseware")).status == 403


async def _visitor(site: Site, lesson: str, who: str) -> Visitor:
    if who in ("li", "zhou", "chen", "wang"):
        return await site.signed_in(who)
    if who == "operator":
        return site.operator()
    tokens: dict[str, Any] = {"nobody": None, "strange key": "k" * 40}
    return _bearing(site, tokens[who] if who in tokens else await _token(site, lesson, who))


def _bearing(site: Site, token: str | None) -> Visitor:
    return site.visitor(**({"Authorization": f"Bearer {token}"} if token else {}))


async def _token(site: Site, lesson: str, who: str) -> str:
    if who == "terminal":
        return world.demo_key(SECRET, world.rural_schools()[0].key)
    of = (await site.lesson(OTHER))["id"] if who == "foreign ticket" else lesson
    answer = await site.operator().post(f"/api/lessons/{of}/tickets", {"role": "rural"})
    ticket = (await answer.json())["ticket"]
    if who != "ticket of the lobby":
        return str(ticket)
    claims = site.context.tickets.verify(ticket, site.context.now_ms())
    return site.context.tickets.sign(claims.model_copy(update={"lobby": True}))


async def _file(site: Site, lesson: str) -> tuple[dict[str, Any], str]:
    """A file of a document that is ready, and its address."""
    document = await shelve(site, lesson, "one")
    file = next(each for each in document["files"] if each["name"] == "page-0001.webp")
    return file, f"/api/lessons/{lesson}/courseware/{document['id']}/files/{file['name']}"


async def test_what_has_failed_is_converted_again_and_what_is_ready_is_not(site: Site, lesson: str) -> None:
    teacher = site.operator()
    failed = await upload(teacher, lesson, "a.pdf", b"%PDF-1.4 nothing")
    await comes_to(teacher, lesson, failed, "failed")
    place = f"/api/lessons/{lesson}/courseware"
    again = await teacher.post(f"{place}/{failed}/retry")
    assert (await again.json())["state"] in ("waiting", "converting", "failed")
    await comes_to(teacher, lesson, failed, "failed")
    ready = await shelve(site, lesson, "one")
    assert (await teacher.post(f"{place}/{ready['id']}/retry")).status == 409
