"""The timetable: listing by day, creating with sensible defaults, starting and ending."""

from __future__ import annotations

import pytest

from server.demo import world
from tests.support.site import MORNING, Site

HOUR = 3_600_000
NOW = int(MORNING * 1000)


async def test_today_is_the_installations_day(site: Site) -> None:
    found = (await (await site.operator().get("/api/lessons")).json())["lessons"]
    assert [lesson["title"] for lesson in found] == [title for *_, title in world.TIMETABLE]


async def test_another_day_has_its_own_lessons(site: Site) -> None:
    found = await (await site.operator().get("/api/lessons?day=2026-11-24")).json()
    assert found == {"lessons": []}


async def test_a_lesson_that_runs_is_listed_even_after_midnight(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    await site.operator().post(f"/api/lessons/{lesson['id']}/start")
    found = (await (await site.operator().get("/api/lessons?day=2026-11-24")).json())["lessons"]
    assert [entry["id"] for entry in found] == [lesson["id"]]


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "9999-12-31", "0001-01-01x"])
async def test_a_day_that_is_none_is_named(site: Site, day: str) -> None:
    answer = await site.operator().get(f"/api/lessons?day={day}")
    assert (answer.status, (await answer.json())["error"]["code"]) == (422, "invalid_field")


async def test_a_lesson_carries_the_names_that_a_card_shows(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    assert lesson["teacher"]["name"] == "李文静"
    assert lesson["master"]["school"] == "清河市实验小学"
    assert [room["school"] for room in lesson["classrooms"]] == ["松坪中心小学", "柳溪小学", "石门教学点"]
    assert (lesson["phase"], lesson["recording"]) == ("waiting", None)


@pytest.mark.parametrize(("login", "role"), [("li", "master"), ("chen", "observer"), ("wang", None)])
async def test_the_timetable_says_in_which_role_one_may_join(
    site: Site, login: str, role: str | None
) -> None:
    person = await site.signed_in(login)
    found = (await (await person.get("/api/lessons")).json())["lessons"]
    assert {lesson["role"] for lesson in found if lesson["title"] == "古诗三首"} == {role}


async def test_an_operator_creates_a_lesson_from_nothing(site: Site) -> None:
    answer = await site.operator().post("/api/lessons")
    lesson = await answer.json()
    assert answer.status == 201
    assert lesson["title"] == "同步课堂 11-23 08:40"
    assert (lesson["starts_at"], lesson["ends_at"]) == (NOW, NOW + 45 * 60_000)
    assert (lesson["teacher"]["name"], lesson["record"]) == ("李文静", True)


async def test_a_teacher_teaches_the_lesson_that_she_creates(site: Site) -> None:
    li = await site.signed_in("li")
    rooms = [world.demo_id("liuxi classroom"), world.demo_id("shimen classroom")]
    lesson = await (await li.post("/api/lessons", {"title": "公开课", "classrooms": rooms})).json()
    assert [room["id"] for room in lesson["classrooms"]] == rooms
    assert lesson["teacher"]["id"] == world.demo_id("user li")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"title": "x", "classrooms": ["nowhere"]}, 422, "no_such_classroom"),
        ({"title": ""}, 422, "invalid_field"),
        ({"title": "x", "starts_at": NOW, "ends_at": NOW}, 422, "invalid_field"),
        ({"title": "x", "ends_at": NOW - HOUR}, 422, "invalid_field"),
        ({"title": "x", "starts_at": -1}, 422, "invalid_field"),
        ({"title": "x" * 121}, 422, "invalid_field"),
    ],
)
async def test_a_lesson_that_makes_no_sense_is_refused(
    site: Site, body: dict[str, object], status: int, code: str
) -> None:
    answer = await (await site.signed_in("li")).post("/api/lessons", body)
    assert (answer.status, (await answer.json())["error"]["code"]) == (status, code)


async def test_an_assistant_creates_no_lesson(site: Site) -> None:
    assert (await (await site.signed_in("wang")).post("/api/lessons", {"title": "x"})).status == 403


async def test_a_lesson_starts_and_ends_once(site: Site) -> None:
    path, operator = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}", site.operator()
    assert (await operator.post(f"{path}/end")).status == 409
    for verb, phase in (("start", "live"), ("start", "live"), ("end", "ended"), ("end", "ended")):
        answer = await operator.post(f"{path}/{verb}")
        assert (answer.status, (await answer.json())["phase"]) == (200, phase)
    answer = await operator.post(f"{path}/start")
    assert (answer.status, (await answer.json())["error"]["code"]) == (409, "lesson_over")


@pytest.mark.parametrize("record", [True, False])
async def test_only_a_lesson_that_is_recorded_gets_a_recording(site: Site, record: bool) -> None:
    operator = site.operator()
    lesson = await (await operator.post("/api/lessons", {"record": record})).json()
    started = await (await operator.post(f"/api/lessons/{lesson['id']}/start")).json()
    assert (started["recording"] is not None) == record


@pytest.mark.parametrize("verb", ["", "/start", "/end", "/ticket", "/tickets"])
async def test_a_lesson_that_does_not_exist_is_named(site: Site, verb: str) -> None:
    method = "POST" if verb else "GET"
    body = {"role": "rural"} if verb == "/tickets" else {}
    answer = await site.operator().ask(method, f"/api/lessons/nowhere{verb}", json=body)
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "no_such_lesson")
