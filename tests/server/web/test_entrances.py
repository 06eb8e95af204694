"""Tickets, and terminals that find their lesson by themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.data import audit
from server.demo import world
from server.tickets import Tickets
from signaling.state import Role
from tests.support.site import MORNING, SECRET, Site

TURN = {"urls": ["turn:turn.example:3478"], "username": "school", "credential": "a password"}
LIUXI = {"key": world.demo_key(SECRET, "liuxi")}


async def enter(site: Site) -> dict[str, Any]:
    answer = await site.visitor().post("/api/terminals/enter", LIUXI)
    assert answer.status == 200, await answer.text()
    found: dict[str, Any] = await answer.json()
    return found


async def test_a_terminal_gets_the_lesson_that_runs_now_and_a_ticket_as_its_classroom(site: Site) -> None:
    entered = await enter(site)
    assert entered["lesson"]["title"] == "古诗三首"
    claims = Tickets(SECRET).verify(entered["ticket"], int(MORNING * 1000))
    assert (claims.sub, claims.role) == (entered["classroom"]["id"], Role.RURAL)
    assert (claims.name, claims.place) == ("柳溪三年级", "柳溪小学")


async def test_the_ticket_comes_half_an_hour_before_the_lesson(site: Site) -> None:
    for minutes, has_ticket in ((-31, False), (-29, True)):
        site.now = MORNING + (minutes - 10) * 60
        assert ((await enter(site))["ticket"] is not None) == has_ticket


async def test_a_lesson_that_runs_comes_before_the_one_that_is_planned(site: Site) -> None:
    later = await site.lesson("秋天的雨")
    await site.operator().post(f"/api/lessons/{later['id']}/start")
    assert (await enter(site))["lesson"]["id"] == later["id"]


async def test_of_two_lessons_that_are_due_the_later_one_is_meant(site: Site) -> None:
    body = {"title": "补课", "classrooms": [world.demo_id("liuxi classroom")]}
    await site.operator().post("/api/lessons", body)
    assert (await enter(site))["lesson"]["title"] == "补课"


async def test_between_lessons_the_next_one_is_told(site: Site) -> None:
    site.now = MORNING + 35 * 60
    assert (await enter(site))["lesson"]["title"] == "花的学校"


async def test_after_the_days_last_lesson_there_is_none(site: Site) -> None:
    site.now = MORNING + 12 * 3600
    entered = await enter(site)
    assert (entered["lesson"], entered["ticket"]) == (None, None)


@pytest.mark.parametrize(
    "site_environment", [{"TONGKE_MEDIA__ICE_SERVERS": json.dumps([TURN])}], indirect=True
)
async def test_whoever_gets_a_ticket_is_told_the_ice_servers(site: Site) -> None:
    path, li = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}/ticket", await site.signed_in("li")
    for told in (await (await li.post(path)).json(), await enter(site)):
        assert told["ice_servers"] == [TURN]


async def test_an_unknown_key_opens_nothing(site: Site) -> None:
    answer = await site.visitor().post("/api/terminals/enter", {"key": "guess"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "unknown_terminal")


async def test_an_operators_tickets_are_for_a_new_member_each_time(site: Site) -> None:
    path = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}/tickets"
    made = [await (await site.operator().post(path, {"role": "rural"})).json() for _ in range(2)]
    assert made[0]["member"] != made[1]["member"]


async def test_an_operators_ticket_can_name_the_member(site: Site) -> None:
    path = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}/tickets"
    wanted = {"role": "master", "name": "王老师", "member": "wang_1"}
    ticket = await (await site.operator().post(path, wanted)).json()
    claims = Tickets(SECRET).verify(ticket["ticket"], int(MORNING * 1000))
    assert (claims.sub, claims.name, ticket["member"]) == ("wang_1", "王老师", "wang_1")
    assert ticket["expires_at"] == claims.exp == int(MORNING + 7200) * 1000


@pytest.mark.parametrize("member", ["", "a/b", "../x", "x" * 41])
async def test_a_member_that_could_leave_its_folder_is_refused(site: Site, member: str) -> None:
    path = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}/tickets"
    assert (await site.operator().post(path, {"role": "rural", "member": member})).status == 422


async def test_a_teacher_who_looks_on_does_not_displace_herself(site: Site) -> None:
    path, li = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}/ticket", await site.signed_in("li")
    tickets = [await (await li.post(path, {"role": role})).json() for role in ("master", "observer")]
    assert tickets[0]["member"] != tickets[1]["member"]


@pytest.mark.parametrize(("login", "noted"), [("chen", True), ("li", False)])
async def test_looking_into_somebody_elses_lesson_is_noted(site: Site, login: str, noted: bool) -> None:
    lesson, person = await site.lesson("古诗三首"), await site.signed_in(login)
    await person.post(f"/api/lessons/{lesson['id']}/ticket")
    async with site.database.session() as session:
        looks = [entry for entry in await audit.entries(session) if entry.action == "observe_lesson"]
    assert [entry.subject for entry in looks] == ([lesson["id"]] if noted else [])


async def test_a_lesson_that_is_over_gives_no_ticket(site: Site) -> None:
    path, li = f"/api/lessons/{(await site.lesson('古诗三首'))['id']}", await site.signed_in("li")
    await li.post(f"{path}/start")
    await li.post(f"{path}/end")
    assert (await li.post(f"{path}/ticket")).status == 409
