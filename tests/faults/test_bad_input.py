"""What is thrown at a running server has a name or a count, and the lesson next door hears nothing of it."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from signaling.messages import Bye
from tests.support.neighbour import Neighbour, lesson_next_door
from tests.support.peer import Peer
from tests.support.server import SECRET, TestServer, running_server
from tests.support.waiting import eventually, until

pytestmark = [pytest.mark.faults, pytest.mark.asyncio(loop_scope="module")]

SAID = {"type": "ping", "id": 1, "sent": 1.0}
FLOOD = Path(__file__).with_name("flood.py")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestServer]:
    folder = tmp_path_factory.mktemp("server")
    async with running_server(folder, TONGKE_ROOM__JOINS_PER_MINUTE="10000") as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def next_door(server: TestServer) -> AsyncIterator[Neighbour]:
    async with lesson_next_door(server) as neighbour:
        yield neighbour


@pytest_asyncio.fixture(loop_scope="module")
async def lesson(server: TestServer) -> str:
    lesson = await server.lesson()
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    return lesson


async def codes(server: TestServer, *texts: str | bytes, count: int = 1) -> list[str | int]:
    """Send these over a new websocket; the codes of the next `count` errors or of its closing."""
    heard: list[str | int] = []
    address = server.url.replace("http", "ws", 1) + "/signal"
    async with asyncio.timeout(10), connect(address, proxy=None, max_size=None) as socket:
        try:
            for text in texts:
                await socket.send(text)
            while len(heard) < count:
                message = json.loads(await socket.recv())
                if message["type"] == "error":
                    heard.append(message["code"])
        except ConnectionClosed as closed:
            heard.append(closed.rcvd.code if closed.rcvd else 1006)
    return heard


def join(ticket: str, **more: Any) -> str:
    return json.dumps({"type": "join", "id": 1, "ticket": ticket, **more})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "malformed"),
        ("[]", "malformed"),
        ("[" * 100_000, "malformed"),
        ('{"type":"ping","sent":' + "[" * 50_000 + "]" * 50_000 + "}", "malformed"),
        ('{"type":"ping","sent":' + "9" * 5_000 + "}", "malformed"),
        ('{"type":"ping","sent":NaN}', "invalid_message"),
        ('{"type":"ping","sent":1e999}', "invalid_message"),
        ('{"type":"sing"}', "unknown_message"),
        ('{"type":"raise_hand"}', "wrong_state"),
        ('{"type":"ping","sent":1,"x":"' + "a" * 300_000 + '"}', "too_large"),
        ("a" * 1_200_000, 1009),
        (b"\x00\x01", 1003),
    ],
)
async def test_bad_message_is_refused_by_name(
    server: TestServer, next_door: Neighbour, text: str | bytes, code: str | int
) -> None:
    assert await codes(server, text) == [code]
    await next_door.hears_on()


async def test_flood_of_messages_is_cut_off(server: TestServer, next_door: Neighbour, lesson: str) -> None:
    address = server.url.replace("http", "ws", 1) + "/signal"
    async with asyncio.timeout(30), connect(address, proxy=None) as socket:
        await socket.send(join(await server.ticket(lesson, "rural", "pupil")))
        flood = asyncio.create_task(pour(socket))
        heard = [json.loads(text) async for text in socket]
        await flood
    assert socket.close_code == 1000 and heard[-1]["type"] == "bye" and heard[-1]["code"] == "too_many"
    assert {message["code"] for message in heard if message["type"] == "error"} == {"too_many"}
    await next_door.hears_on()


async def pour(socket: ClientConnection) -> None:
    """Say the same thing as fast as it can be written, until the other side has had enough."""
    with suppress(ConnectionClosed):
        while True:
            await socket.send(json.dumps(SAID))
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sdp: sdp.replace("H264", "H265").replace("opus", "other"), "no_codec"),
        (lambda sdp: sdp.replace("a=mid:1", "a=mid:0"), "bad_sdp"),
        (lambda sdp: "\x00\xff" * 50, "bad_sdp"),
        (lambda sdp: sdp + "a=x:" + "y" * 210_000 + "\r\n", "invalid_message"),
    ],
)
async def test_bad_offer_is_refused_by_name(
    server: TestServer, next_door: Neighbour, lesson: str, change: Any, code: str
) -> None:
    ticket = await server.ticket(lesson, "master", "teacher")
    camera = {"kind": "camera", "audio_mid": "0", "video_mid": "1"}
    publish = {"type": "publish", "id": 2, "sdp": change(Peer("sendonly").offer()), "sources": [camera]}
    assert await codes(server, join(ticket), json.dumps(publish)) == [code]
    await next_door.hears_on()


async def test_nine_sources_are_too_many(server: TestServer, lesson: str) -> None:
    ticket = await server.ticket(lesson, "master", "teacher")
    sources = [{"kind": "camera", "audio_mid": "0", "video_mid": "1"}] * 9
    publish = {"type": "publish", "id": 2, "sdp": Peer("sendonly").offer(), "sources": sources}
    assert await codes(server, join(ticket), json.dumps(publish)) == ["invalid_message"]


ACTS: dict[str, dict[str, Any]] = {
    "give_floor": {"member": "pupil"},
    "mute_all": {},
    "start_lesson": {},
    "end_lesson": {},
    "lower_hand": {"member": "teacher"},
    "return_floor": {"member": "teacher"},
}


@pytest.mark.parametrize("role", ["rural", "observer"])
async def test_only_a_master_leads(server: TestServer, lesson: str, role: str) -> None:
    ticket = await server.ticket(lesson, role, "pupil")
    acts = [json.dumps({"type": act, **fields}) for act, fields in ACTS.items()]
    assert await codes(server, join(ticket), *acts, count=len(ACTS)) == ["not_allowed"] * len(ACTS)


async def test_observer_may_neither_publish_nor_act(server: TestServer, lesson: str) -> None:
    ticket = await server.ticket(lesson, "observer", "inspector")
    publish = {"type": "publish", "sdp": Peer("sendonly").offer(), "sources": []}
    change = {"type": "change_source", "source": "teacher/camera", "audio": False, "video": False}
    texts = [json.dumps(each) for each in (publish, change, {"type": "raise_hand"})]
    assert await codes(server, join(ticket), *texts, count=3) == ["not_allowed"] * 3


async def test_forged_tickets_open_nothing(server: TestServer, lesson: str) -> None:
    head, claims, signature = (await server.ticket(lesson, "rural", "pupil")).split(".")
    _, master, _ = (await server.ticket(lesson, "master", "pupil")).split(".")
    for forged in (
        f"{head}.{master}.{signature}",
        f"{head}.{claims}.",
        f"{claims}.{claims}.{claims}",
        "\x00",
    ):
        assert await codes(server, join(forged), count=2) == ["ticket_invalid", 1000]


async def test_second_window_takes_the_place_once(server: TestServer, lesson: str) -> None:
    ticket = await server.ticket(lesson, "rural", "pupil")
    first = await server.enter(ticket)
    second = await server.enter(ticket)
    told = await first.wait_for(Bye)
    assert (told.code, told.again) == ("displaced", False)
    # The first one stays away: no ping-pong, so nobody ever displaces the second.
    await asyncio.sleep(1)
    assert second.bye is None
    for client in (first, second):
        await client.close()


async def counters(server: TestServer) -> dict[str, float]:
    """The media worker's totals as `/metrics` tells them."""
    async with server.http.get(f"{server.url}/metrics") as response:
        lines = (await response.text()).splitlines()
    told = [line.split('counter="')[1] for line in lines if line.startswith("tongke_worker_total")]
    return {line.split('"')[0]: float(line.split()[-1]) for line in told}


def resident_kib(server: TestServer) -> int:
    assert server.worker.process is not None
    status = Path(f"/proc/{server.worker.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


async def test_hundred_thousand_strange_datagrams_are_counted(
    server: TestServer, next_door: Neighbour
) -> None:
    next_door.forget()
    before, size = await counters(server), resident_kib(server)
    command = [sys.executable, str(FLOOD), str(server.settings.media.port), "100000"]
    assert await (await asyncio.create_subprocess_exec(*command)).wait() == 0
    await next_door.hears_on()

    async def counted() -> bool:
        now = await counters(server)
        return sum(now[name] - before.get(name, 0) for name in now if name.startswith("drop_")) >= 95_000

    await eventually(counted, 5)  # the kernel may drop a few before the worker sees them
    assert resident_kib(server) < size + 8_000


@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        ("junk RTP", bytes([0x80, 102]), "drop_srtp_authentication"),
        ("junk RTCP", bytes([0x80, 200]), "drop_srtp_authentication"),
        ("a forged good-bye", bytes.fromhex("15fefd0000000000000007000201 00"), None),
        ("a forged alert", bytes.fromhex("15fefd000000000000000700020228"), None),
        ("a truncated handshake", bytes.fromhex("16fefd00000000000000010200"), None),
    ],
)
async def test_what_comes_from_the_publishers_own_address_is_proven_first(
    server: TestServer, next_door: Neighbour, name: str, head: bytes, reason: str | None
) -> None:
    before, noise = await counters(server), random.Random(7)
    for _ in range(200):
        tail = b"" if reason is None else noise.randbytes(200)
        next_door.publisher._send(head + tail)
    await next_door.hears_on()

    async def counted() -> bool:
        now = await counters(server)
        return reason is None or now.get(reason, 0) >= before.get(reason, 0) + 200

    await eventually(counted, 5)


async def test_check_with_a_wrong_password_is_counted(server: TestServer, next_door: Neighbour) -> None:
    before, right = await counters(server), next_door.publisher._remote_password
    next_door.publisher._remote_password = "wrong"
    next_door.publisher._check()
    next_door.publisher._remote_password = right

    async def counted() -> bool:
        return (await counters(server)).get("drop_wrong_password", 0) > before.get("drop_wrong_password", 0)

    await eventually(counted, 5)


def its_check(viewer: Peer) -> bytes:
    """A connectivity check as the viewer sends it, seen by somebody on its way."""
    seen: list[bytes] = []
    viewer._send = seen.append  # type: ignore[method-assign]
    viewer._check()
    del viewer._send  # type: ignore[method-assign]
    return seen[0]


@pytest.mark.parametrize("overtaken", [False, True], ids=["sent again", "sent before it"])
async def test_a_check_that_was_copied_draws_no_stream_away(
    server: TestServer, next_door: Neighbour, overtaken: bool
) -> None:
    check = its_check(next_door.viewer)
    if not overtaken:
        next_door.viewer._send(check)
        await next_door.hears_on()
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as thief:
        thief.setblocking(False)
        thief.bind((next_door.viewer._address[0], 0))
        heard: list[bytes] = []
        loop.add_reader(thief, lambda: heard.append(thief.recv(2048)))
        for _ in range(20):
            thief.sendto(check, next_door.viewer._address)
        await next_door.hears_on()
        loop.remove_reader(thief)
    assert not [data for data in heard if data[0] >= 20], "something was sent to who is not the viewer"
    assert overtaken or not heard


async def test_log_holds_no_secret_and_no_failure(server: TestServer, lesson: str) -> None:
    ticket = await server.ticket(lesson, "master", "teacher")
    await codes(server, join(ticket), join(ticket))
    log = "\n".join(server.said)
    await until(lambda: server.said)
    assert not [secret for secret in (SECRET, ticket, ticket.split(".")[2]) if secret in log]
    assert "eyJ" not in log and "Traceback" not in log
