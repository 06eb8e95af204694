"""A room is checked, and technicians see what is wrong with it."""

from __future__ import annotations

from typing import Any

from server.checks.open import Checked, OpenChecks
from server.checks.settings import Checks
from server.tickets import Tickets
from tests.support.site import MORNING, SECRET, Site, Visitor

FOUND: dict[str, Any] = {
    "verdict": "bad",
    "problems": ["no_microphone"],
    "cameras": [],
    "microphone": None,
    "loudspeaker": None,
    "line": None,
}


async def begin(visitor: Visitor, **body: str) -> dict[str, Any]:
    answer = await visitor.post("/api/checks", body)
    assert answer.status == 201, await answer.text()
    begun: dict[str, Any] = await answer.json()
    return begun


async def finish(visitor: Visitor, begun: dict[str, Any], ticket: str = "") -> int:
    body = {"ticket": ticket or begun["ticket"], "result": FOUND}
    return (await visitor.post(f"/api/checks/{begun['check']}/result", body)).status


async def test_a_teacher_checks_the_master_classroom_of_the_school(site: Site) -> None:
    begun = await begin(await site.signed_in("li"))
    claims = Tickets(SECRET).verify(begun["ticket"], int(MORNING * 1000))
    assert (claims.lesson, claims.role) == (begun["check"], "master")
    assert begun["name"] == "同步课堂主讲教室"
    assert begun["last"] is None


async def test_the_technician_sees_what_was_found_with_its_date(site: Site) -> None:
    teacher = await site.signed_in("li")
    assert await finish(teacher, await begin(teacher)) == 200
    (room,) = (await (await site.operator().get("/api/checks")).json())["rooms"]
    (check,) = room["checks"]
    assert (room["name"], check["at"]) == ("同步课堂主讲教室", int(MORNING * 1000))
    assert check["result"]["problems"] == ["no_microphone"]


async def test_the_checks_of_a_room_make_its_history_newest_first(site: Site) -> None:
    teacher = await site.signed_in("li")
    first = await begin(teacher)
    await finish(teacher, first)
    site.now += 60
    second = await begin(teacher)
    await finish(teacher, second)
    (room,) = (await (await site.operator().get("/api/checks")).json())["rooms"]
    assert [check["id"] for check in room["checks"]] == [second["check"], first["check"]]
    assert second["last"] == int(MORNING * 1000)


async def test_a_terminal_checks_its_own_classroom(site: Site) -> None:
    code = await (await site.visitor().post("/api/terminals/codes")).json()
    place = (await site.lesson("古诗三首"))["classrooms"][0]
    wanted = {"code": code["code"], "classroom": place["id"], "name": "电视"}
    await (await site.signed_in("zhou")).post("/api/terminals", wanted)
    begun = await begin(site.visitor(), key=code["secret"])
    assert (begun["name"], begun["place"]) == (place["name"], place["school"])


async def test_whoever_is_nobody_checks_nothing(site: Site) -> None:
    assert (await site.visitor().post("/api/checks", {})).status == 401
    assert (await site.visitor().post("/api/checks", {"key": "nonsense"})).status == 401


async def test_only_whoever_has_the_ticket_of_the_check_says_what_was_found(site: Site) -> None:
    teacher, other = await site.signed_in("li"), await site.signed_in("zhou")
    one, another = await begin(teacher), await begin(other)
    assert await finish(other, one, another["ticket"]) == 404
    assert await finish(other, one, "nonsense") == 404


async def test_an_administrator_sees_the_own_schools_and_a_teacher_nothing(site: Site) -> None:
    teacher = await site.signed_in("li")
    await finish(teacher, await begin(teacher))
    assert (await teacher.get("/api/checks")).status == 403
    seen = (await (await (await site.signed_in("zhou")).get("/api/checks")).json())["rooms"]
    assert all(room["place"] for room in seen)


def test_no_more_rooms_are_checked_at_once_than_may_be() -> None:
    checks = OpenChecks(Checks(rooms=1))
    one, another = (Checked(id, "", "", id, None, None, 1000) for id in ("a", "b"))
    assert checks.begin(one, 0)
    assert not checks.begin(another, 0)
    assert checks.begin(another, 1000)


def test_a_check_that_is_begun_again_ends_the_first() -> None:
    checks = OpenChecks(Checks(rooms=1))
    first, second = (Checked(id, "", "", "room", "u1", None, 1000) for id in ("a", "b"))
    checks.begin(first, 0)
    assert checks.begin(second, 0)
    assert checks.find("a", 0) is None
    assert checks.facts("b", 0) is not None
