"""Terminals are paired by a code, listed, moved, and shut out at once."""

from __future__ import annotations

from typing import Any

import pytest

from server.auth import tokens
from server.data import audit
from server.demo import world
from server.terminals.codes import typed
from server.terminals.present import Talk
from server.tickets import Tickets
from signaling.claims import TicketRefused
from tests.support.site import MORNING, Site, Visitor

LIUXI, SONGPING = (world.demo_id(f"{key} classroom") for key in ("liuxi", "songping"))


async def code(site: Site) -> dict[str, Any]:
    answer = await site.visitor().post("/api/terminals/codes")
    assert answer.status == 201, await answer.text()
    given: dict[str, Any] = await answer.json()
    return given


async def look(site: Site, secret: str) -> dict[str, Any]:
    answer = await site.visitor().post("/api/terminals/codes/look", {"secret": secret})
    said: dict[str, Any] = await answer.json()
    return said


async def enter(site: Site, key: str, **more: str) -> dict[str, Any]:
    answer = await site.visitor().post("/api/terminals/enter", {"key": key, **more})
    said: dict[str, Any] = await answer.json()
    return said


async def pair(person: Visitor, code: str, classroom: str = LIUXI, **more: str) -> tuple[int, dict[str, Any]]:
    answer = await person.post("/api/terminals", {"code": code, "classroom": classroom, **more})
    return answer.status, await answer.json()


async def listed(person: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = await (await person.get("/api/terminals")).json()
    return found


async def test_the_secret_opens_the_classroom_once_the_code_was_typed(site: Site) -> None:
    given = await code(site)
    assert (await look(site, given["secret"]))["state"] == "waiting"
    assert (await enter(site, given["secret"]))["error"]["code"] == "unknown_terminal"
    assert (await pair(await site.signed_in("ma"), given["code"], name="讲台电脑"))[0] == 201
    assert (await look(site, given["secret"]))["state"] == "paired"
    entered = await enter(site, given["secret"])
    assert (entered["classroom"]["id"], entered["terminal"]["name"]) == (LIUXI, "讲台电脑")


async def test_a_code_is_typed_as_people_type(site: Site) -> None:
    given = (await code(site))["code"]
    assert (await pair(site.operator(), f" {given[:3].lower()}-{given[3:]}"))[0] == 201
    assert typed("k7q f3m") == "K7QF3M"


async def test_a_code_works_once(site: Site) -> None:
    given, operator = await code(site), site.operator()
    await pair(operator, given["code"])
    status, said = await pair(operator, given["code"])
    assert (status, said["error"]["code"]) == (404, "no_such_code")


async def test_a_code_expires_and_its_secret_with_it(site: Site) -> None:
    given = await code(site)
    site.now = MORNING + 10 * 60
    assert (await pair(site.operator(), given["code"]))[0] == 404
    assert (await look(site, given["secret"]))["error"]["code"] == "no_such_code"


async def test_the_page_for_typing_is_told_with_the_code(site: Site) -> None:
    given = await code(site)
    assert given["url"] == f"{site.server.make_url('/terminals')}?code={given['code']}"


@pytest.mark.parametrize(("login", "status"), [("ma", 201), ("zhou", 201), ("wang", 403), ("chen", 403)])
async def test_only_whoever_is_responsible_for_the_classroom_pairs(
    site: Site, login: str, status: int
) -> None:
    assert (await pair(await site.signed_in(login), (await code(site))["code"]))[0] == status


async def test_a_master_classroom_has_no_terminal(site: Site) -> None:
    master = world.demo_id("shiyan classroom")
    status, said = await pair(site.operator(), (await code(site))["code"], master)
    assert (status, said["error"]["code"]) == (422, "no_such_classroom")


@pytest.mark.parametrize("site_environment", [{"TONGKE_TERMINALS__GUESSES": "3/minute"}], indirect=True)
async def test_guessing_is_stopped(site: Site) -> None:
    ma, given = await site.signed_in("ma"), await code(site)
    assert [(await pair(ma, "AAAAAA"))[0] for _ in range(4)] == [404, 404, 404, 429]
    assert (await pair(ma, given["code"]))[0] == 429


@pytest.mark.parametrize("site_environment", [{"TONGKE_TERMINALS__GUESSES": "3/minute"}], indirect=True)
async def test_whoever_pairs_many_is_not_taken_for_a_guesser(site: Site) -> None:
    ma = await site.signed_in("ma")
    assert [(await pair(ma, (await code(site))["code"]))[0] for _ in range(5)] == [201] * 5


@pytest.mark.parametrize(
    "site_environment",
    [{"TONGKE_TERMINALS__MAX_CODES": "2"}, {"TONGKE_TERMINALS__CODES_PER_ADDRESS": "2/hour"}],
    indirect=True,
)
async def test_codes_are_not_given_without_end(site: Site) -> None:
    answers = [await site.visitor().post("/api/terminals/codes") for _ in range(3)]
    assert [answer.status for answer in answers] == [201, 201, 429]


async def test_everybody_sees_the_terminals_of_the_own_classrooms(site: Site) -> None:
    seen = await listed(await site.signed_in("ma"))
    assert [room["id"] for room in seen["classrooms"]] == [LIUXI]
    assert [each["classroom"]["id"] for each in seen["terminals"]] == [LIUXI]
    assert len((await listed(await site.signed_in("zhou")))["terminals"]) == 3
    assert (await (await site.signed_in("chen")).get("/api/terminals")).status == 403


async def test_the_list_says_who_is_there_with_which_build(site: Site) -> None:
    await enter(site, world.demo_key(site.context.secret, "liuxi"), client="abc")
    ma = await site.signed_in("ma")
    here = (await listed(ma))["terminals"][0]
    assert (here["online"], here["client"], here["lesson"]) == (True, "abc", None)
    site.now += 60
    assert not (await listed(ma))["terminals"][0]["online"]


async def test_a_terminal_is_renamed_and_moved(site: Site) -> None:
    zhou = await site.signed_in("zhou")
    given = await code(site)
    _, terminal = await pair(zhou, given["code"])
    changed = await zhou.ask(
        "PUT", f"/api/terminals/{terminal['id']}", json={"name": "备用", "classroom": SONGPING}
    )
    assert (await changed.json())["classroom"]["id"] == SONGPING
    assert (await enter(site, given["secret"]))["classroom"]["id"] == SONGPING


async def test_nobody_moves_a_terminal_into_a_foreign_classroom(site: Site) -> None:
    ma = await site.signed_in("ma")
    terminal = (await listed(ma))["terminals"][0]["id"]
    answer = await ma.ask("PUT", f"/api/terminals/{terminal}", json={"classroom": SONGPING})
    assert answer.status == 403


async def test_a_revoked_terminal_is_shut_out_at_once(site: Site) -> None:
    ma, key = await site.signed_in("ma"), world.demo_key(site.context.secret, "liuxi")
    entered, heard = await enter(site, key), []
    terminal = entered["terminal"]["id"]
    site.context.present.enter("s1", Talk(terminal, "lesson", heard.append))
    assert (await listed(ma))["terminals"][0]["lesson"] == "lesson"
    assert (await ma.ask("DELETE", f"/api/terminals/{terminal}")).status == 200
    assert heard == ["terminal_revoked"]
    assert (await enter(site, key))["error"]["code"] == "terminal_revoked"
    assert isinstance(site.context.tickets, Tickets)
    with pytest.raises(TicketRefused, match="terminal_revoked"):
        site.context.tickets.verify(entered["ticket"], int(MORNING * 1000))


async def test_a_revoked_terminal_can_be_paired_anew(site: Site) -> None:
    ma = await site.signed_in("ma")
    await ma.ask("DELETE", f"/api/terminals/{(await listed(ma))['terminals'][0]['id']}")
    given = await code(site)
    await pair(ma, given["code"])
    assert [each["classroom"]["id"] for each in (await listed(ma))["terminals"]] == [LIUXI]
    assert (await enter(site, given["secret"]))["ticket"] is not None


async def test_what_is_done_to_terminals_is_noted(site: Site) -> None:
    zhou, given = await site.signed_in("zhou"), await code(site)
    path = f"/api/terminals/{(await pair(zhou, given['code']))[1]['id']}"
    await zhou.ask("PUT", path, json={"name": "备用", "classroom": SONGPING})
    await zhou.ask("DELETE", path)
    async with site.database.session() as session:
        noted = [each.action for each in await audit.entries(session) if each.action.startswith("terminal")]
    assert noted == ["terminal_paired", "terminal_renamed", "terminal_moved", "terminal_revoked"]


async def test_a_terminal_is_told_the_days_timetable(site: Site) -> None:
    entered = await enter(site, world.demo_key(site.context.secret, "liuxi"))
    assert [lesson["title"] for lesson in entered["lessons"]] == [title for *_, title in world.TIMETABLE]
    assert entered["day_ends_at"] == int((MORNING + (15 * 60 + 20) * 60) * 1000)
    assert entered["site"] == site.context.settings.site.name


async def test_the_secret_is_not_kept(site: Site) -> None:
    given = await code(site)
    async with site.database.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select * from terminal_code")).all()
    assert given["secret"] not in str(rows) and tokens.digest(given["secret"]) in str(rows)
