"""While the database is away lessons go on, everybody is told by name, and nothing that happened is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from media import clock
from server.auth.tokens import operator_token
from signaling.messages import Bye, GiveFloor, RaiseHand, Welcome
from tests.support.neighbour import lesson_next_door
from tests.support.postgres import Postgres, running_postgres
from tests.support.server import SECRET, TestServer, running_server
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    with running_postgres() as running:
        yield running


@pytest.fixture
async def server(tmp_path: Path, postgres: Postgres) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path, TONGKE_DATA__DATABASE_URL=postgres.url) as running:
        yield running


async def asked(server: TestServer, path: str) -> tuple[int, dict[str, str], str]:
    """Status, error and `Retry-After` of a GET by an operator."""
    headers = {"Authorization": f"Bearer {operator_token(SECRET, clock.now())}", "Accept-Language": "zh-CN"}
    async with server.http.get(f"{server.url}{path}", headers=headers) as response:
        body = await response.json()
        return response.status, body.get("error", {}), response.headers.get("Retry-After", "")


async def checks(server: TestServer) -> dict[str, Any]:
    async with server.http.get(f"{server.url}/healthz") as response:
        return dict((await response.json())["checks"])


async def stored_cues(server: TestServer, lesson: str) -> list[str]:
    recordings = (await server.ask("GET", "/api/recordings"))["recordings"]
    recording = next(each["id"] for each in recordings if each["lesson"]["id"] == lesson)
    cues = (await server.ask("GET", f"/api/recordings/{recording}/cues"))["cues"]
    return [cue["event"]["type"] for cue in cues]


async def test_lesson_goes_on_without_its_database_and_is_written_down_afterwards(
    server: TestServer, postgres: Postgres
) -> None:
    async with lesson_next_door(server) as lesson:
        unopened = await server.ticket(await server.lesson(), "rural", "early")
        teacher = await server.member(lesson.lesson, "master", "head")
        pupil = await server.member(lesson.lesson, "rural", "pupil")
        late = await server.ticket(lesson.lesson, "rural", "late")
        postgres.stop()
        status, error, retry_after = await asked(server, "/api/lessons")
        assert (status, error["code"], bool(retry_after)) == (503, "database_gone", True)
        assert "数据库" in error["text"]
        await pupil.ask(RaiseHand())
        await teacher.ask(GiveFloor(member="pupil"))
        guests = [await server.enter(late), server.client(unopened)]
        assert guests[0].state.floor == ["pupil"]
        with pytest.raises(TimeoutError):
            await guests[1].join(1)
        assert [each.code for each in guests[1].messages if isinstance(each, Bye)][:1] == ["database_gone"]
        assert not (await checks(server))["database"]["ok"]
        await lesson.hears_on()
        postgres.start()
        await eventually(server.is_well, 20)
        assert {"hand_raised", "floor_given"} <= set(await stored_cues(server, lesson.lesson))
        await guests[1].wait_for(Welcome)
        for member in (teacher, pupil, *guests):
            await member.close()


async def test_name_that_postgres_can_not_hold_is_no_failure(server: TestServer) -> None:
    for path in ("/api/lessons/%00", "/api/recordings/%00", "/api/lessons?day=%00"):
        assert (await asked(server, path))[0] in (404, 422)


async def test_locked_sqlite_costs_a_lesson_nothing(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server, lesson_next_door(server) as lesson:
        pupil = await server.member(lesson.lesson, "rural", "pupil")
        other = sqlite3.connect(tmp_path / "tongke.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await pupil.ask(RaiseHand())
        await eventually(lambda: _is_stuck(server), 15)
        await lesson.hears_on()
        other.execute("ROLLBACK")
        await eventually(server.is_well, 20)
        assert "hand_raised" in await stored_cues(server, lesson.lesson)
        other.close()
        await pupil.close()


async def _is_stuck(server: TestServer) -> bool:
    return not (await checks(server))["archive"]["ok"]
