"""Asking into a lesson by its short code."""

from __future__ import annotations

from typing import Any

from server.entrance import code_of
from server.tickets import Tickets
from server.web.lobby import GUESSES_PER_ADDRESS
from signaling.claims import Claims
from tests.support.site import MORNING, SECRET, Site


async def code(site: Site, title: str = "古诗三首", guests: bool = False) -> str:
    lesson = await site.lesson(title)
    teacher = await site.signed_in("li")
    answer = await teacher.post(f"/api/lessons/{lesson['id']}/entrance", {"guests": guests})
    return str((await answer.json())["code"])


def bearer(entered: dict[str, Any]) -> Claims:
    return Tickets(SECRET).verify(entered["ticket"], int(MORNING * 1000))


async def test_whoever_is_signed_in_gets_a_ticket_that_leads_to_the_lobby(site: Site) -> None:
    wanted = {"code": await code(site)}
    entered = await (await (await site.signed_in("wang")).post("/api/enter", wanted)).json()
    claims = bearer(entered)
    assert claims.lobby
    assert (claims.lesson, claims.role) == ((await site.lesson("古诗三首"))["id"], "rural")


async def test_a_code_is_typed_in_any_case_and_with_spaces(site: Site) -> None:
    letters = await code(site)
    answer = await site.visitor().get("/api/enter", params={"code": f" {letters[:3].lower()} {letters[3:]}"})
    assert (await answer.json())["title"] == "古诗三首"


async def test_a_guest_needs_the_teachers_leave_and_a_name(site: Site) -> None:
    guest = site.visitor()
    closed = await guest.post("/api/enter", {"code": await code(site), "name": "外校教师"})
    assert (await closed.json())["error"]["code"] == "account_needed"
    wanted = await code(site, guests=True)
    nameless = await guest.post("/api/enter", {"code": wanted})
    assert (await nameless.json())["error"]["code"] == "name_needed"
    entered = await (await guest.post("/api/enter", {"code": wanted, "name": "外校教师"})).json()
    assert bearer(entered).name == "外校教师"
    assert bearer(entered).sub.startswith("guest-")


async def test_a_terminal_asks_by_its_key(site: Site) -> None:
    secret = await (await site.visitor().post("/api/terminals/codes")).json()
    administrator = await site.signed_in("zhou")
    place = (await site.lesson("古诗三首"))["classrooms"][0]["id"]
    paired = await administrator.post(
        "/api/terminals", {"code": secret["code"], "classroom": place, "name": "电视"}
    )
    assert paired.status == 201, await paired.text()
    wanted = {"code": await code(site), "key": secret["secret"]}
    entered = await (await site.visitor().post("/api/enter", wanted)).json()
    assert bearer(entered).sub == place
    assert bearer(entered).terminal


async def test_only_whoever_teaches_learns_the_code(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    assert (await (await site.signed_in("wang")).get(f"/api/lessons/{lesson['id']}/entrance")).status == 403


async def test_a_lesson_that_is_over_has_no_code_any_more(site: Site) -> None:
    lesson = await site.lesson("古诗三首")
    await site.operator().post(f"/api/lessons/{lesson['id']}/start")
    await site.operator().post(f"/api/lessons/{lesson['id']}/end")
    answer = await site.visitor().get("/api/enter", params={"code": code_of(lesson["id"], SECRET)})
    assert answer.status == 404


async def test_codes_are_not_guessed(site: Site) -> None:
    visitor = site.visitor()
    for _ in range(int(GUESSES_PER_ADDRESS.partition("/")[0])):
        assert (await visitor.get("/api/enter", params={"code": "AAAAAA"})).status == 404
    assert (await visitor.get("/api/enter", params={"code": "AAAAAA"})).status == 429


async def test_another_teacher_asks_to_teach_along_and_nobody_else_does(site: Site) -> None:
    wanted = {"code": await code(site, guests=True), "role": "master", "name": "外校教师"}
    entered = await (await (await site.signed_in("li")).post("/api/enter", wanted)).json()
    assert (bearer(entered).role, bearer(entered).lobby) == ("master", True)
    for visitor in (await site.signed_in("wang"), site.visitor()):
        refused = await visitor.post("/api/enter", wanted)
        assert (await refused.json())["error"]["code"] == "teachers_only"


async def test_whoever_was_let_in_as_a_teacher_prepares_and_leads_like_the_first(site: Site) -> None:
    lesson = (await site.lesson("古诗三首"))["id"]
    wang = await site.signed_in("wang")
    assert (await wang.get(f"/api/lessons/{lesson}/entrance")).status == 403
    me = (await (await wang.get("/api/me")).json())["user"]["id"]
    site.rooms.taught.add((lesson, me))
    assert (await wang.get(f"/api/lessons/{lesson}/entrance")).status == 200
