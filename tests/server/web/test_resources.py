"""A recording as a resource: its words, how they were before, files beside it."""

from __future__ import annotations

from server.data import audit, recordings
from server.web.finding import INDEXING
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor


async def words(who: Visitor, recorded: Recorded, **sent: object) -> dict[str, object]:
    answer = await who.ask("PUT", f"/api/resources/{recorded.id}", json=sent)
    assert answer.status == 200, await answer.text()
    return dict(await answer.json())


async def refused(who: Visitor, recorded: Recorded, **sent: object) -> tuple[int, str]:
    answer = await who.ask("PUT", f"/api/resources/{recorded.id}", json=sent)
    return answer.status, (await answer.json())["error"]["code"]


async def test_the_resource_of_a_new_recording_is_private_and_has_the_lessons_words(
    site: Site, recorded: Recorded
) -> None:
    li = await site.signed_in("li")
    found = await (await li.get(f"/api/resources/{recorded.id}")).json()
    told = {name: found[name] for name in ("title", "subject", "scope", "licence", "version", "tags")}
    assert told == {
        "title": "古诗三首", "subject": "语文", "scope": None, "licence": "all_rights", "version": 1,
        "tags": [],
    }  # fmt: skip
    assert found["lesson"] == recorded.lesson and found["owner"]["name"] == "李文静"
    assert found["classrooms"][0] == "松坪中心小学 松坪三年级(1)班"
    assert "publish" in found["may"] and found["used_by"] == dict.fromkeys(
        ("collections", "rounds", "reels", "rooms"), 0
    )


async def test_what_is_not_sent_stays_and_every_change_is_a_version(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    await words(li, recorded, title="古诗三首（第二课时）", tags=["古诗", " 李白 ", " ", "古诗"])
    changed = await words(li, recorded, grade="3", licence="cc_by")
    assert (changed["title"], changed["tags"], changed["grade"]) == (
        "古诗三首（第二课时）", ["古诗", "李白"], "3",
    )  # fmt: skip
    kept = (await (await li.get(f"/api/resources/{recorded.id}/versions")).json())["versions"]
    assert [(each["n"], each["words"]["title"], each["words"]["grade"], each["by"]) for each in kept] == [
        (3, "古诗三首（第二课时）", "3", "李文静"),
        (2, "古诗三首（第二课时）", "", "李文静"),
        (1, "古诗三首", "", "李文静"),
    ]


async def test_an_earlier_versions_words_can_be_its_words_again(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    await words(li, recorded, title="写错了", tags=["错"])
    url = f"/api/resources/{recorded.id}/versions"
    restored = await (await li.post(f"{url}/1/restore")).json()
    assert (restored["title"], restored["tags"], restored["version"]) == ("古诗三首", [], 3)
    assert [(await li.post(f"{url}/{n}/restore")).status for n in ("9", "x", "-1")] == [404, 404, 404]


async def test_words_outside_the_closed_lists_are_refused_by_name(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    for sent in (
        {"licence": "mine"},
        {"language": "xx"},
        {"grade": "13"},
        {"title": "  "},
        {"cover_ms": 9_999_999},
    ):
        assert await refused(li, recorded, **sent) == (422, "invalid_field"), sent


async def test_only_who_may_edit_it_changes_it_or_reads_its_versions(site: Site, recorded: Recorded) -> None:
    chen, wang = await site.signed_in("chen"), await site.signed_in("wang")
    assert await refused(chen, recorded, title="x") == (403, "forbidden")
    assert await refused(wang, recorded, title="x") == (404, "no_such_recording")
    assert (await chen.get(f"/api/resources/{recorded.id}/versions")).status == 403


async def test_new_words_are_found_by_the_search(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    await words(li, recorded, description="借物抒情的写法")
    indexing = site.server.app[INDEXING]
    await indexing.prepare()
    await indexing.catch_up()
    found = await (await li.get("/api/library?q=抒情")).json()
    assert [each["recording"]["recording"] for each in found["results"]] == [recorded.id]


# -- attachments


async def bring(who: Visitor, recorded: Recorded, name: str, body: bytes, kind: str = "plan") -> int:
    url = f"/api/resources/{recorded.id}/attachments"
    headers = {"Content-Type": "application/octet-stream"}
    answer = await who.ask("POST", url, params={"name": name, "kind": kind}, data=body, headers=headers)
    return answer.status


async def test_a_plan_is_brought_listed_downloaded_and_removed(site: Site, recorded: Recorded) -> None:
    li, chen = await site.signed_in("li"), await site.signed_in("chen")
    assert await bring(li, recorded, "练习.docx", b"later", "attachment") == 201
    assert await bring(li, recorded, "C:\\教案\\古诗 三首.pdf", b"%PDF-1.7 plan") == 201
    listed = await (await chen.get(f"/api/resources/{recorded.id}/attachments")).json()
    plan = listed["attachments"][0]
    assert (plan["name"], plan["bytes"], plan["kind"], plan["by"], listed["may_change"]) == (
        "古诗 三首.pdf", 13, "plan", "李文静", False,
    )  # fmt: skip
    got = await chen.get(plan["url"])
    assert await got.read() == b"%PDF-1.7 plan"
    assert got.headers["Content-Disposition"].endswith(
        "filename*=UTF-8''%E5%8F%A4%E8%AF%97%20%E4%B8%89%E9%A6%96.pdf"
    )
    assert (await chen.ask("DELETE", plan["url"])).status == 403
    assert (await li.ask("DELETE", plan["url"])).status == 200
    assert (await chen.get(plan["url"])).status == 404
    assert sorted(path.name for path in (recorded.folder / "attachments").iterdir()) == [
        each["id"] for each in listed["attachments"] if each["kind"] == "attachment"
    ]


async def test_downloads_are_in_the_audit(site: Site, recorded: Recorded) -> None:
    li = await site.signed_in("li")
    await bring(li, recorded, "教案.pdf", b"x")
    [plan] = (await (await li.get(f"/api/resources/{recorded.id}/attachments")).json())["attachments"]
    await li.get(plan["url"])
    async with site.database.session() as session:
        noted = [each for each in await audit.entries(session) if each.action == "download_attachment"]
    assert [(each.subject, each.detail) for each in noted] == [(recorded.id, {"name": "教案.pdf"})]


async def test_what_is_not_taken_leaves_nothing(site: Site, recorded: Recorded) -> None:
    li, wang = await site.signed_in("li"), await site.signed_in("wang")
    for name in ("virus.exe", "page.html", "picture.svg", "noname"):
        assert await bring(li, recorded, name, b"x") == 415, name
    assert await bring(li, recorded, "", b"x") == 422
    assert await bring(wang, recorded, "教案.pdf", b"x") == 404
    assert not (recorded.folder / "attachments").exists()


async def test_a_file_that_is_too_large_leaves_nothing(site: Site, recorded: Recorded) -> None:
    small = site.context.settings.library.model_copy(update={"max_attachment_mb": 0})
    site.context.settings = site.context.settings.model_copy(update={"library": small})
    assert await bring(await site.signed_in("li"), recorded, "教案.pdf", b"xx") == 413
    assert not list((recorded.folder / "attachments").glob("*"))


async def test_there_are_only_so_many_attachments(site: Site, recorded: Recorded) -> None:
    few = site.context.settings.library.model_copy(update={"max_attachments": 1})
    site.context.settings = site.context.settings.model_copy(update={"library": few})
    li = await site.signed_in("li")
    assert [await bring(li, recorded, f"{n}.pdf", b"x") for n in range(2)] == [201, 409]


async def test_the_cover_lies_within_the_recording(site: Site, recorded: Recorded) -> None:
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=60_000)
    li = await site.signed_in("li")
    assert (await words(li, recorded, cover_ms=59_000))["cover_ms"] == 59_000
    assert (await words(li, recorded, cover_ms=None))["cover_ms"] is None
