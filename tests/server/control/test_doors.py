"""The doors of a running control process: who comes in at `/signal`, `/worker`, `/healthz` and `/metrics`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import ClientSession
from openapi_spec_validator import validate
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from media.worker.protocol import Hello
from server.config import load
from server.control import Control, now_ms, running
from server.data import lessons
from server.data.models import Lesson
from server.web.context import CONTEXT
from server.web.errors import Language
from server.web.health import WORDS
from signaling.claims import Claims
from signaling.state import Role
from tests.support.waiting import until

SECRET = "the secret that control and worker share"


class Open:
    """A running control process and the ways into it."""

    def __init__(self, control: Control, port: int, http: ClientSession) -> None:
        self.control = control
        self.port = port
        self.http = http

    def dial(self, path: str, **more: Any) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}{path}", proxy=None, **more)

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(f"http://127.0.0.1:{self.port}{path}") as response:
            return response.status, await response.text()

    async def lesson(self) -> str:
        lesson = Lesson(title="x", subject="", starts_at=0, ends_at=1, created_at=0)
        async with self.control.database.session() as session:
            return (await lessons.add(session, lesson, [])).id

    def ticket(self, lesson: str, exp: int = 60_000) -> str:
        claims = Claims(sub="teacher", lesson=lesson, role=Role.MASTER, name="王", exp=now_ms() + exp)
        return self.control.live.tickets.sign(claims)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Open]:
    environment = {
        "TONGKE_HTTP__PORT": "0",
        "TONGKE_DATA__FOLDER": str(tmp_path),
        "TONGKE_MEDIA__SECRET": SECRET,
        "TONGKE_MEDIA__WORKERS": "1",
        "TONGKE_ROOM__JOINS_PER_MINUTE": "5",
        "TONGKE_ROOM__MESSAGE_KB": "16",
    }
    async with running(load(None, environment)) as (control, port), ClientSession() as http:
        yield Open(control, port, http)


async def say(connection: ClientConnection, **message: Any) -> dict[str, Any]:
    await connection.send(json.dumps(message))
    return dict(json.loads(await connection.recv()))


async def test_a_message_is_no_larger_than_the_settings_allow(server: Open) -> None:
    async with server.dial("/signal", subprotocols=["tongke.v1"]) as client:
        assert (await say(client, type="join", ticket="x" * 17 * 1024))["code"] == "too_large"


async def test_ticket_opens_the_room(server: Open) -> None:
    ticket = server.ticket(await server.lesson())
    async with server.dial("/signal", subprotocols=["tongke.v1"]) as client:
        welcome = await say(client, type="join", ticket=ticket)
        assert (welcome["type"], welcome["role"], welcome["cue"]) == ("welcome", "master", 1)


@pytest.mark.parametrize(("exp", "code"), [(-1, "ticket_expired"), (60_000, "unknown_lesson")])
async def test_refusal_is_named_and_closes(server: Open, exp: int, code: str) -> None:
    async with server.dial("/signal") as client:
        assert (await say(client, type="join", ticket=server.ticket("nonsense", exp)))["code"] == code
        assert json.loads(await client.recv())["type"] == "bye"
        with pytest.raises(ConnectionClosed):
            await client.recv()
    assert server.control.doorway.refused == {code: 1}


async def test_malformed_first_message_is_named_and_another_may_follow(server: Open) -> None:
    ticket = server.ticket(await server.lesson())
    async with server.dial("/signal") as client:
        await client.send("{")
        assert json.loads(await client.recv())["code"] == "malformed"
        assert (await say(client, type="join", ticket=ticket))["type"] == "welcome"


async def test_whoever_does_not_join_is_shown_out(server: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.live.doorway.JOIN_WITHIN_S", 0.05)
    async with server.dial("/signal") as client:
        assert json.loads(await client.recv())["code"] == "idle"


async def test_page_of_another_site_is_refused(server: Open) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await server.dial("/signal", origin="http://evil.example")
    assert refused.value.response.status_code == 403


async def test_address_that_opens_too_many_is_refused(server: Open) -> None:
    connections = [await server.dial("/signal") for _ in range(5)]
    with pytest.raises(InvalidStatus) as refused:
        await server.dial("/signal")
    assert refused.value.response.status_code == 429
    await asyncio.gather(*(connection.close() for connection in connections))


async def test_stopping_server_says_bye_and_asks_to_come_again(server: Open) -> None:
    ticket = server.ticket(await server.lesson())
    client = await server.dial("/signal")
    await say(client, type="join", ticket=ticket)
    await server.control.doorway.close()
    messages = [json.loads(text) async for text in client]
    assert (messages[-1]["code"], messages[-1]["again"]) == ("server_stopping", True)


def hello(secret: str) -> str:
    return Hello(worker="w", secret=secret, pid=1, udp_port=40000).model_dump_json()


async def test_worker_with_the_secret_is_let_in(server: Open) -> None:
    async with server.dial("/worker") as worker:
        await worker.send(hello(SECRET))
        await until(lambda: server.control.live.registry.workers)
    await until(lambda: not server.control.live.registry.workers)


@pytest.mark.parametrize("first", [hello("wrong"), hello(""), "{}", '{"type": "done", "id": 1}'])
async def test_worker_without_the_secret_is_refused(server: Open, first: str) -> None:
    async with server.dial("/worker") as worker:
        await worker.send(first)
        with pytest.raises(ConnectionClosed) as closed:
            await worker.recv()
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
    assert not server.control.live.registry.workers


async def test_health_names_what_is_wrong(server: Open) -> None:
    status, text = await server.get("/healthz")
    checks = json.loads(text)["checks"]
    assert status == 503
    assert [name for name, check in checks.items() if not check["ok"]] == ["media_workers"]
    assert checks["media_workers"]["todo"]


@pytest.mark.parametrize(("accepted", "spoken"), [("", "zh-CN"), ("en", "en")])
async def test_health_speaks_the_language_of_the_asker(server: Open, accepted: str, spoken: Language) -> None:
    headers = {"Accept-Language": accepted}
    async with server.http.get(f"http://127.0.0.1:{server.port}/healthz", headers=headers) as response:
        said = (await response.json())["checks"]["media_workers"]
    assert (said["text"], said["todo"]) == WORDS["media_workers"][spoken]


async def test_health_is_good_when_all_is_there(server: Open) -> None:
    async with server.dial("/worker") as worker:
        await worker.send(hello(SECRET))
        await until(lambda: server.control.live.registry.workers)
        assert (await server.get("/healthz"))[0] == 200


async def test_metrics_are_prometheus_text(server: Open) -> None:
    async with server.dial("/signal") as client:
        await say(client, type="join", ticket=server.ticket(await server.lesson()))
        status, text = await server.get("/metrics")
    assert status == 200
    assert 'tongke_members{role="master"} 1.0' in text.splitlines()
    assert "tongke_websockets 1.0" in text.splitlines()


@pytest.mark.parametrize("path", ["/signal", "/worker"])
async def test_plain_request_is_told_to_upgrade(server: Open, path: str) -> None:
    assert (await server.get(path))[0] == 426


async def test_upgrade_with_a_broken_handshake_harms_nobody(server: Open) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    with pytest.raises(aiohttp.ClientError):
        async with server.http.get(f"http://127.0.0.1:{server.port}/signal", headers=headers) as response:
            response.raise_for_status()
    assert (await server.get("/healthz"))[0] == 503


async def test_openapi_describes_the_live_routes(server: Open) -> None:
    _, text = await server.get("/api/openapi.json")
    document = json.loads(text)
    validate(document)
    assert {"/whip/{lesson}", "/whep/{lesson}", "/healthz", "/metrics"} <= document["paths"].keys()


async def test_a_revoked_terminal_is_shown_out_at_once_and_stays_out(server: Open) -> None:
    lesson, context = await server.lesson(), server.control.app[CONTEXT]
    claims = Claims(sub="room", lesson=lesson, role=Role.RURAL, name="三年级", exp=now_ms() + 60_000)
    ticket = context.tickets.sign(claims.model_copy(update={"terminal": "t1"}))
    async with server.dial("/signal") as client:
        assert (await say(client, type="join", ticket=ticket))["type"] == "welcome"
        assert context.present.lesson_of("t1") == lesson
        context.tickets.take_back("t1", "room", "terminal_revoked")
        context.present.show_out("t1", "terminal_revoked")
        said = [json.loads(text) async for text in client]
    assert (said[-1]["type"], said[-1]["code"]) == ("bye", "terminal_revoked")
    assert server.control.live.rooms.rooms[lesson].room.is_empty
    async with server.dial("/signal") as client:
        assert (await say(client, type="join", ticket=ticket))["code"] == "terminal_revoked"
