"""Comments on a recording: who reads, writes, answers, resolves and deletes them."""

from __future__ import annotations

from typing import Any

from server.demo.world import demo_id
from tests.server.web.conftest import Recorded
from tests.support.site import Site, Visitor

DRAWING = {
    "view": "u3/camera",
    "marks": [{"stroke": 1, "tool": "line", "colour": "#e0342f", "width": 4, "points": "2AACC"}],
}


async def say(who: Visitor, recorded: Recorded, text: str = "很好", **fields: Any) -> dict[str, Any]:
    answer = await who.post(f"{recorded.url}/comments", {"at_ms": 0, "text": text, **fields})
    return {"status": answer.status, **(await answer.json())}


async def read(who: Visitor, recorded: Recorded, after: str = "") -> dict[str, Any]:
    query = f"?after={after}" if after else ""
    found: dict[str, Any] = await (await who.get(f"{recorded.url}/comments{query}")).json()
    return found


async def texts(who: Visitor, recorded: Recorded) -> list[str]:
    return [comment["text"] for comment in (await read(who, recorded))["comments"]]


async def test_what_is_said_at_a_moment_with_a_drawing_is_read_by_all_who_watch(
    site: Site, recorded: Recorded
) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    said = await say(chen, recorded, "追问好", at_ms=2500, until_ms=4000, drawing=DRAWING)
    assert (said["status"], said["mine"]) == (201, True)
    (found,) = (await read(li, recorded))["comments"]
    assert (found["text"], found["author"]["name"], found["at_ms"], found["until_ms"]) == (
        "追问好",
        "陈立",
        2500,
        4000,
    )
    assert (found["drawing"]["view"], found["mine"]) == ("u3/camera", False)


async def test_a_note_for_oneself_is_nobody_elses(site: Site, recorded: Recorded) -> None:
    chen, zhou = await site.signed_in("chen"), await site.signed_in("zhou")
    note = await say(chen, recorded, "只给自己", visibility="self")
    assert await texts(chen, recorded) == ["只给自己"]
    assert await texts(zhou, recorded) == []
    answer = await say(zhou, recorded, "答", parent=note["id"])
    assert answer["error"]["code"] == "no_such_comment"


async def test_an_answer_to_an_answer_stands_beside_it(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    first = await say(chen, recorded)
    second = await say(li, recorded, parent=first["id"])
    third = await say(chen, recorded, parent=second["id"])
    assert (second["parent"], third["parent"]) == (first["id"], first["id"])


async def test_a_comment_is_resolved_by_another_and_opened_again(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    path = f"{recorded.url}/comments/{(await say(chen, recorded))['id']}/resolved"
    resolved = await (await li.post(path, {"resolved": True})).json()
    assert resolved["resolved"]["by"] == "李文静"
    assert (await (await chen.post(path, {"resolved": False})).json())["resolved"] is None


async def test_only_the_author_changes_what_was_said(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    path = f"{recorded.url}/comments/{(await say(chen, recorded))['id']}"
    assert (await li.ask("PUT", path, json={"text": "别的"})).status == 403
    changed = await (await chen.ask("PUT", path, json={"text": "更好"})).json()
    assert (changed["text"], changed["edited"]) == ("更好", True)


async def test_of_a_deleted_comment_the_place_alone_is_left(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    first = await say(chen, recorded, drawing=DRAWING)
    await say(li, recorded, "答", parent=first["id"])
    assert (await chen.ask("DELETE", f"{recorded.url}/comments/{first['id']}")).status == 200
    found = {each["id"]: each for each in (await read(li, recorded))["comments"]}[first["id"]]
    assert (found["deleted"], found["text"], found["drawing"]) == (True, "", None)


async def test_the_owner_deletes_what_others_said_and_it_is_noted(site: Site, recorded: Recorded) -> None:
    chen, li, zhou = [await site.signed_in(login) for login in ("chen", "li", "zhou")]
    path = f"{recorded.url}/comments/{(await say(zhou, recorded))['id']}"
    assert (await chen.ask("DELETE", path)).status == 403
    assert (await li.ask("DELETE", path)).status == 200


async def test_a_page_that_asks_again_is_told_what_changed_since(site: Site, recorded: Recorded) -> None:
    chen = await site.signed_in("chen")
    await say(chen, recorded)
    site.now += 60
    cursor = (await read(chen, recorded))["cursor"]
    second = await say(chen, recorded, "第二")
    site.now += 60
    later = await read(chen, recorded, cursor)
    assert [each["id"] for each in later["comments"]] == [second["id"]]
    assert (await read(chen, recorded, later["cursor"]))["comments"] == []


async def test_what_was_said_within_ten_seconds_comes_again(site: Site, recorded: Recorded) -> None:
    chen = await site.signed_in("chen")
    first = await say(chen, recorded)
    cursor = (await read(chen, recorded))["cursor"]
    assert [each["id"] for each in (await read(chen, recorded, cursor))["comments"]] == [first["id"]]


async def test_whoever_is_named_finds_it_in_the_list_until_it_is_seen(site: Site, recorded: Recorded) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    await say(chen, recorded, "@李文静 请看", mentions=[demo_id("user li")])
    found = await (await li.get("/api/mentions")).json()
    assert [each["text"] for each in found["mentions"]] == ["@李文静 请看"]
    await li.post("/api/mentions/seen")
    seen = await (await li.get("/api/mentions")).json()
    assert (found["unseen"], seen["unseen"]) == (1, 0)


async def test_whoever_is_named_in_a_note_for_its_author_alone_is_not_told(
    site: Site, recorded: Recorded
) -> None:
    chen, li = await site.signed_in("chen"), await site.signed_in("li")
    note = await say(chen, recorded, "@李文静 再想", visibility="self", mentions=[demo_id("user li")])
    assert note["text"] == "@李文静 再想"
    found = await (await li.get("/api/mentions")).json()
    assert (found["mentions"], found["unseen"]) == ([], 0)


async def test_nobody_is_named_who_may_not_watch(site: Site, recorded: Recorded) -> None:
    chen = await site.signed_in("chen")
    refused = await say(chen, recorded, mentions=[demo_id("user wang")])
    assert refused["error"]["code"] == "cannot_mention"
    offered = await (await chen.get(f"{recorded.url}/watchers?q=")).json()
    assert "王芳" not in {each["name"] for each in offered["people"]}
    assert "李文静" in {each["name"] for each in offered["people"]}


async def test_what_is_no_comment_is_refused(site: Site, recorded: Recorded) -> None:
    chen = await site.signed_in("chen")
    bad = DRAWING | {"marks": [DRAWING["marks"][0] | {"points": "2A"}]}  # type: ignore[index]
    wanted = [
        ({"text": " "}, "invalid_field"),
        ({"drawing": bad}, "invalid_field"),
        ({"at_ms": 9, "until_ms": 9}, "bad_span"),
        ({"at_ms": 9_000_000}, "bad_span"),
        ({"visibility": "round", "round": "none"}, "no_such_round"),
    ]
    assert [(await say(chen, recorded, **fields))["error"]["code"] for fields, _ in wanted] == [
        code for _, code in wanted
    ]


async def test_outside_nobody_reads_or_writes(site: Site, recorded: Recorded) -> None:
    wang = await site.signed_in("wang")
    assert (await wang.get(f"{recorded.url}/comments")).status == 404
    assert (await say(wang, recorded))["status"] == 404
    assert (await site.visitor().get(f"{recorded.url}/comments")).status == 401
