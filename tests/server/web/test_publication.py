"""Publishing: whom a recording reaches, what is left out of it, and that it can be taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from media.recording import manifest
from server.data.models import AuditEntry, Resource, ResourceVersion, WatchedRecording
from server.library.publication import SCOPES
from server.live.lessons import StoredLesson, StoredLessons
from tests.server.web.conftest import Recorded
from tests.server.web.kept import Kept
from tests.support.courseware import shelve
from tests.support.site import Site, Visitor


async def code(visitor: Visitor, path: str) -> str:
    """The error's code, or `ok`."""
    answer = await visitor.get(path)
    return "ok" if answer.status == 200 else (await answer.json())["error"]["code"]


async def watching(visitor: Visitor, kept: Kept) -> tuple[int, str]:
    """The answer to an open player, with the code of its error."""
    answer = await visitor.post(f"{kept.url}/watching", {"position_s": 1.5})
    return answer.status, (await answer.json()).get("error", {}).get("code", "")


async def views(site: Site, kept: Kept) -> int:
    async with site.database.session() as session:
        return (await session.get_one(Resource, kept.id)).views


async def test_a_player_that_has_not_gone_on_leaves_the_remembered_place_alone(
    site: Site, kept: Kept
) -> None:
    li = await site.signed_in("li")
    for said in ({"position_s": 42.5}, {}, {"position_s": None}):
        await li.post(f"{kept.url}/watching", said)
    assert (await (await li.get(kept.url)).json())["left"]["position_ms"] == 42_500


async def test_a_published_recording_is_there_for_those_of_its_scope(site: Site, kept: Kept) -> None:
    wang, reached = await site.signed_in("wang"), []
    assert (await wang.get(kept.url)).status == 404
    for scope in SCOPES:
        await kept.publish(scope)
        listed = (await (await wang.get("/api/recordings")).json())["recordings"]
        reached += [scope] if listed else []
        assert (await wang.get(kept.url)).status == (200 if listed else 404)
    # The assistant's grant is at a school; a class alone reaches the classrooms' own people.
    assert reached == list(SCOPES[1:])


PICTURES, SOUND = {"pupils_picture": True}, {"classroom_sound": True}


ALONG = (
    ({}, []),
    (PICTURES, ["rural-camera-video", "teacher-pupils-video"]),
    (SOUND, ["rural-camera-audio"]),
    (PICTURES | SOUND, ["rural-camera-audio", "rural-camera-video", "teacher-pupils-video"]),
)


async def test_what_does_not_go_along_is_in_no_manifest(site: Site, kept: Kept) -> None:
    wang, always = await site.signed_in("wang"), ["teacher-camera-audio", "teacher-camera-video"]
    for goes, along in ALONG:
        await kept.publish("city", **goes)
        assert sorted(await kept.takes(wang)) == sorted(always + along)
    assert len(await kept.takes(kept.li)) == len(kept.names)


async def test_what_does_not_go_along_is_not_served_by_its_name_either(site: Site, kept: Kept) -> None:
    guest = "guest-room-camera-video-0001"
    kept.recorded.take(guest)
    await kept.publish("city")
    wang, rural = await site.signed_in("wang"), f"{kept.rural}-camera"
    paths = [f"takes/{rural}-video-0001.mp4", f"takes/{rural}-video-0001.json", f"hls/{rural}.m3u8"]
    paths += [f"takes/{rural}-audio-0001.mp4", f"hls/{rural}-video-0001/media.m3u8"]
    paths += [f"hls/{rural}-video/media.m3u8", f"takes/{kept.teacher}-pupils-video-0001.mp4"]
    for path in [*paths, f"takes/{guest}.mp4"]:
        assert await code(kept.li, f"{kept.url}/{path}") == "ok"
        assert await code(wang, f"{kept.url}/{path}") == "no_such_take", path


async def test_the_teacher_is_served_to_everybody_it_is_published_to(site: Site, kept: Kept) -> None:
    await kept.publish("city")
    wang = await site.signed_in("wang")
    for part in (f"takes/{kept.teacher}-camera-video-0001.mp4", f"hls/{kept.teacher}-camera.m3u8", "cues"):
        assert await code(wang, f"{kept.url}/{part}") == "ok"


async def test_pupils_are_named_to_nobody_outside_and_write_only_where_they_are_heard(
    site: Site, kept: Kept
) -> None:
    async def told(visitor: Visitor) -> tuple[list[str], list[str]]:
        """What the chat says, and which seats the roll names."""
        events = [cue["event"] for cue in (await (await visitor.get(f"{kept.url}/cues")).json())["cues"]]
        absent = next(event["absent"] for event in events if event["type"] == "roll_confirmed")
        return [event["text"] for event in events if event["type"] == "chat_said"], absent

    wang = await site.signed_in("wang")
    await kept.publish("city", classroom_sound=False)
    assert await told(wang) == (["同学们好"], [])
    await kept.publish("city", classroom_sound=True)
    assert await told(wang) == (["老师好", "同学们好"], [])
    assert await told(kept.li) == (["老师好", "同学们好"], ["7"])


async def test_what_is_left_out_while_the_cues_are_read_is_not_told(
    site: Site, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, read = await site.signed_in("wang"), StoredLessons.lesson
    await kept.publish("city", classroom_sound=True)

    async def narrowed(stored: StoredLessons, lesson: str) -> StoredLesson | None:
        found = await read(stored, lesson)
        await kept.publish("city", classroom_sound=False)
        return found

    monkeypatch.setattr(StoredLessons, "lesson", narrowed)
    assert "老师好" not in await (await wang.get(f"{kept.url}/cues")).text()


async def test_what_is_public_needs_no_account_and_the_rest_does(site: Site, kept: Kept) -> None:
    visitor = site.visitor()
    await kept.publish("province")
    assert await code(visitor, kept.url) == "not_signed_in"
    await kept.publish("public")
    assert await code(visitor, kept.url) == "ok"
    assert (await watching(visitor, kept))[0] == 200


async def test_the_slides_of_a_lesson_go_with_its_recording(site: Site, kept: Kept) -> None:
    shown, visitor = await shelve(site, kept.recorded.lesson, "slides"), site.visitor()
    place = f"/api/lessons/{kept.recorded.lesson}/courseware"
    path = f"{place}/{shown['id']}/files/{shown['files'][0]['name']}"
    assert await code(visitor, path) == "not_signed_in"
    await kept.publish("public")
    assert await code(visitor, path) == "ok"
    await kept.li.ask("DELETE", f"{place}/{shown['id']}")
    assert await code(visitor, path) == "ok"
    await kept.withdraw()
    assert await code(visitor, path) == "not_signed_in"


async def test_withdrawing_stops_open_players_with_their_next_word_and_every_request(
    site: Site, kept: Kept
) -> None:
    wang, visitor = await site.signed_in("wang"), site.visitor()
    await kept.publish("public")
    assert [(await watching(who, kept))[0] for who in (wang, visitor)] == [200, 200]
    await kept.withdraw()
    assert [await watching(who, kept) for who in (wang, visitor)] == [(410, "withdrawn")] * 2
    assert await code(wang, f"{kept.url}/takes/{kept.teacher}-camera-video-0001.mp4") == "no_such_recording"
    assert (await watching(kept.li, kept))[0] == 200


async def test_rooms_that_watch_it_together_are_told_when_it_is_taken_back(site: Site, kept: Kept) -> None:
    room = await site.lesson("花的学校")
    async with site.database.session() as session:
        session.add(WatchedRecording(lesson_id=room["id"], recording_id=kept.id, added_at=0))
    await kept.publish("city")
    await kept.withdraw()
    await kept.li.post(f"{kept.resource}/trash")
    assert site.rooms.courseware_asked == [room["id"]] * 3


async def test_a_private_recording_is_not_said_to_have_been_withdrawn(site: Site, kept: Kept) -> None:
    assert await watching(await site.signed_in("wang"), kept) == (404, "no_such_recording")
    assert await watching(site.visitor(), kept) == (401, "not_signed_in")


async def test_no_browser_keeps_a_part_of_a_recording(site: Site, kept: Kept) -> None:
    for part in ("", f"/takes/{kept.teacher}-camera-video-0001.mp4", f"/hls/{kept.teacher}-camera.m3u8"):
        assert (await kept.li.get(kept.url + part)).headers["Cache-Control"] == "private, no-store"


async def test_a_view_counts_once_a_sign_in_and_once_an_address_and_day(site: Site, kept: Kept) -> None:
    await kept.publish("public")
    wang, visitor, operator = await site.signed_in("wang"), site.visitor(), site.operator()
    for who in (wang, wang, visitor, site.visitor(), operator):
        assert (await watching(who, kept))[0] == 200
    assert await views(site, kept) == 2
    site.now += 86_400
    await watching(visitor, kept)
    assert await views(site, kept) == 3


async def test_each_change_of_a_publication_is_a_version_and_stands_in_the_audit(
    site: Site, kept: Kept
) -> None:
    await kept.publish("school")
    await kept.publish("county", classroom_sound=True)
    await kept.withdraw()
    await kept.withdraw()
    async with site.database.session() as session:
        rows = await session.scalars(select(ResourceVersion).order_by(ResourceVersion.n))
        versions = [(row.n, row.data["scope"], row.by == kept.teacher) for row in rows]
        noted = await session.scalars(select(AuditEntry.action).where(AuditEntry.subject == kept.id))
        actions = [action for action in noted if action != "view_recording"]
    assert versions == [(2, "school", True), (3, "county", True), (4, None, True)]
    assert actions == ["publish_recording", "publish_recording", "withdraw_recording"]


async def test_the_answer_says_whom_it_reaches_by_name(site: Site, kept: Kept) -> None:
    wish = {"scope": "county", "despite": True}
    found = await (await kept.li.post(f"{kept.resource}/publish", wish)).json()
    # The city's school lies in no county: it is reached by itself alone.
    assert sorted(place["name"] for place in found["reaches"]) == ["云岭县", "清河市实验小学"]
    assert (await (await kept.li.get(f"{kept.resource}/publication")).json()) == found


async def test_who_may_publish(site: Site, kept: Kept) -> None:
    wish = {"scope": "city", "despite": True}
    for login, status in (("wang", 404), ("chen", 403), ("zhou", 200)):
        person = await site.signed_in(login)
        assert (await person.post(f"{kept.resource}/publish", wish)).status == status


async def test_a_lesson_that_runs_or_has_recorded_nothing_is_not_published(
    site: Site, recorded: Recorded
) -> None:
    li, path = await site.signed_in("li"), f"/api/resources/{recorded.id}/publish"
    running = await (await li.post(path, {"scope": "city"})).json()
    async with site.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE recording SET state = 'empty'")
    empty = await (await li.post(path, {"scope": "city"})).json()
    codes = [answer["error"]["code"] for answer in (running, empty)]
    assert codes == ["recording_running", "recording_empty"]


async def test_what_its_self_audit_calls_unfit_is_published_only_on_purpose(site: Site, kept: Kept) -> None:
    path, wish = f"{kept.resource}/publish", {"scope": "city"}
    manifest.write(kept.recorded.folder, manifest.build(kept.recorded.folder / "nothing", ended_at=1))
    refused = await kept.li.post(path, wish)
    assert (refused.status, (await refused.json())["error"]["code"]) == (409, "recording_unfit")
    assert (await kept.li.post(path, wish | {"despite": True})).status == 200


async def test_a_date_of_keeping_that_is_past_is_refused(site: Site, kept: Kept) -> None:
    past = int(site.now * 1000)
    answer = await kept.li.post(f"{kept.resource}/publish", {"scope": "city", "keep_until": past})
    assert (answer.status, (await answer.json())["error"]["code"]) == (422, "invalid_field")
