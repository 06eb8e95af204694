"""Watching a recording together: the lesson for it, and who reads the recording in its room."""

from __future__ import annotations

from typing import Any

from server.data import audit, recordings, watching
from server.data.models import Resource
from server.tickets import Tickets
from signaling.claims import Claims
from signaling.state import Role
from tests.server.web.conftest import Recorded
from tests.support.site import MORNING, SECRET, Site, Visitor

HOUR = 3_600_000


async def ready(site: Site, recorded: Recorded, **publication: Any) -> None:
    """The recording is finished, and published as said."""
    async with site.database.session() as session:
        await recordings.finish(session, recorded.lesson, "ready", duration_ms=3000, size=3100)
        resource = await session.get_one(Resource, recorded.id)
        for name, value in publication.items():
            setattr(resource, name, value)


async def begun(site: Site, recorded: Recorded, login: str = "li", **wanted: Any) -> dict[str, Any]:
    visitor = await site.signed_in(login)
    answer = await visitor.post(f"/api/resources/{recorded.id}/watch", wanted)
    assert answer.status == 201, await answer.text()
    return dict(await answer.json())


def guest(site: Site, lesson: str, *, lobby: bool = False) -> Visitor:
    now = int(MORNING * 1000)
    claims = Claims(sub="guest-1", lesson=lesson, role=Role.RURAL, name="外校", exp=now + HOUR, lobby=lobby)
    return site.visitor(Authorization=f"Bearer {Tickets(SECRET).sign(claims)}")


async def code_of(visitor: Visitor, method: str, path: str, **options: Any) -> tuple[int, str]:
    answer = await visitor.ask(method, path, **options)
    return answer.status, (await answer.json())["error"]["code"]


async def test_the_owner_begins_a_lesson_of_the_form_observation(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    begun_watch = await begun(site, recorded)
    assert begun_watch["lesson"]["form"] == "observation"
    assert begun_watch["lesson"]["title"] == "Watching: 古诗三首"
    async with site.database.session() as session:
        brought = await watching.of_lesson(session, begun_watch["lesson"]["id"])
    assert [each.recording_id for each in brought] == [recorded.id]


async def test_a_researcher_may_not_show_a_private_recording(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    researcher = await site.signed_in("chen")
    asked = await code_of(researcher, "POST", f"/api/resources/{recorded.id}/watch", json={})
    assert asked == (403, "not_yours_to_show")


async def test_a_researcher_may_show_a_published_one(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded, scope="public")
    assert (await begun(site, recorded, "chen"))["lesson"]["teacher"]["name"]


async def test_a_recording_that_still_runs_is_not_watched(site: Site, recorded: Recorded) -> None:
    teacher = await site.signed_in("li")
    asked = await code_of(teacher, "POST", f"/api/resources/{recorded.id}/watch", json={})
    assert asked == (409, "recording_unfinished")


async def test_whoever_is_in_the_room_reads_what_is_open_there(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded, scope="public", pupils_picture=True, classroom_sound=True)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    visitor = guest(site, lesson)
    site.rooms.playing.add((lesson, recorded.id))
    for path in ("", "/cues", "/takes/u3-camera-video-0001.json", "/takes/u3-camera-video-0001.mp4"):
        assert (await visitor.get(recorded.url + path)).status == 200, path


async def test_what_is_not_open_is_not_read(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    assert (await guest(site, lesson).get(recorded.url)).status == 401


async def test_whoever_waits_in_the_lobby_reads_nothing(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    site.rooms.playing.add((lesson, recorded.id))
    assert (await guest(site, lesson, lobby=True).get(recorded.url)).status == 401


async def test_a_ticket_of_another_lesson_reads_nothing(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    site.rooms.playing.add((lesson, recorded.id))
    assert (await guest(site, recorded.lesson).get(recorded.url)).status == 401


async def test_pupils_are_left_out_in_the_room_as_in_the_publication(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    place = (await site.lesson("古诗三首"))["classrooms"][0]["id"]
    recorded.take(f"{place}-camera-video-0001")
    lesson = (await begun(site, recorded))["lesson"]["id"]
    site.rooms.playing.add((lesson, recorded.id))
    visitor = guest(site, lesson)
    takes = (await (await visitor.get(recorded.url)).json())["manifest"]["takes"]
    assert [take["take"] for take in takes] == ["u3-camera-video-0001"]
    assert (await visitor.get(f"{recorded.url}/takes/{place}-camera-video-0001.mp4")).status == 404


async def test_what_is_taken_back_is_gone_at_once(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded, scope="public")
    lesson = (await begun(site, recorded, "chen"))["lesson"]["id"]
    site.rooms.playing.add((lesson, recorded.id))
    visitor = guest(site, lesson)
    assert (await visitor.get(recorded.url)).status == 200
    await ready(site, recorded, scope=None)
    assert (await visitor.get(recorded.url)).status == 401


async def test_the_audit_names_each_member_once(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    site.rooms.playing.add((lesson, recorded.id))
    visitor = guest(site, lesson)
    await visitor.get(recorded.url)
    await visitor.get(recorded.file)
    async with site.database.session() as session:
        noted = [each for each in await audit.entries(session) if each.action == "watch_together"]
    assert [(each.actor, each.subject, each.detail) for each in noted] == [
        ("guest-1", recorded.id, {"lesson": lesson})
    ]


async def test_a_lesson_gets_further_recordings_and_loses_them(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    teacher = await site.signed_in("li")
    lesson = str((await (await teacher.post("/api/lessons")).json())["id"])
    path = f"/api/lessons/{lesson}/playables"
    brought = await (await teacher.post(path, {"recording": recorded.id})).json()
    assert [each["recording"] for each in brought["recordings"]] == [recorded.id]
    left = await (await teacher.ask("DELETE", f"{path}/{recorded.id}")).json()
    assert left == {"recordings": []}
    assert site.rooms.courseware_asked == [lesson, lesson]


async def test_whoever_may_look_on_may_take_part_in_the_talk(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    researcher = await site.signed_in("chen")
    ticket = await (await researcher.post(f"/api/lessons/{lesson}/ticket", {"role": "rural"})).json()
    assert ticket["role"] == "rural"
    other = await code_of(
        researcher, "POST", f"/api/lessons/{recorded.lesson}/ticket", json={"role": "rural"}
    )
    assert other == (403, "forbidden")


async def test_the_slides_of_the_recorded_lesson_are_seen_too(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    lesson = (await begun(site, recorded))["lesson"]["id"]
    visitor, slides = guest(site, lesson), f"/api/lessons/{recorded.lesson}/courseware"
    assert (await visitor.get(slides)).status == 403
    site.rooms.playing.add((lesson, recorded.id))
    assert (await visitor.get(slides)).status == 200


async def test_people_who_are_asked_find_the_lesson_and_may_take_part(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded, scope="public")
    clerk = await site.signed_in("wang")
    me = (await (await clerk.get("/api/me")).json())["user"]["id"]
    lesson = (await begun(site, recorded, "chen", people=[me]))["lesson"]["id"]
    day = (await (await clerk.get("/api/lessons?day=all")).json())["lessons"]
    assert lesson in [each["id"] for each in day]
    asked = await clerk.post(f"/api/lessons/{lesson}/ticket", {"role": "rural"})
    assert (await asked.json())["role"] == "rural"
    assert await code_of(clerk, "POST", f"/api/lessons/{lesson}/start", json={}) == (403, "forbidden")


async def test_nobody_without_an_account_is_asked_by_name(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded)
    teacher = await site.signed_in("li")
    asked = await code_of(teacher, "POST", f"/api/resources/{recorded.id}/watch", json={"people": ["nobody"]})
    assert asked[1] == "no_such_person"


async def test_a_researcher_asks_the_classrooms_of_the_region(site: Site, recorded: Recorded) -> None:
    await ready(site, recorded, scope="public")
    researcher = await site.signed_in("chen")
    found = (await (await researcher.get("/api/watch/classrooms?q=柳溪")).json())["classrooms"]
    assert [each["school"] for each in found] == ["柳溪小学"]
    lesson = (await begun(site, recorded, "chen", classrooms=[found[0]["id"]]))["lesson"]
    assert [each["id"] for each in lesson["classrooms"]] == [found[0]["id"]]
