"""aiortc publishes by WHIP and watches by WHEP through the whole server, and both are refused by name."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator

import av
import pytest
import pytest_asyncio
from aiortc import RTCPeerConnection

from signaling.state import RoomState
from tests.support.peer import Peer
from tests.support.server import TestServer, running_server
from tests.support.waiting import eventually, until
from tests.support.whip import Player, connect, delete, post, publisher

pytestmark = [pytest.mark.interop, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestServer]:
    async with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


async def live_lesson(server: TestServer) -> str:
    lesson = await server.lesson()
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    return lesson


def has_camera(state: RoomState) -> bool:
    camera = state.sources.get("teacher/camera")
    return camera is not None and camera.audio and camera.video


@pytest.mark.parametrize("codec", ["H264", "VP8"])
async def test_published_camera_is_watched_and_recorded(server: TestServer, codec: str) -> None:
    lesson = await live_lesson(server)
    ticket = await server.ticket(lesson, "master", "teacher")
    player = Player(codec)
    async with publisher(server.http, f"{server.url}/whip/{lesson}", ticket, codec):
        viewer = await server.ticket(lesson, "observer", "inspector")
        await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", viewer)
        await until(lambda: player.frames["video"] > 30 and player.frames["audio"] > 100, 20)
    await player.close()
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    manifest = json.loads((server.folder(lesson) / "manifest.json").read_text())
    assert {take["kind"] for take in manifest["takes"]} == {"audio", "video"}
    for take in manifest["takes"]:
        with av.open(str(server.folder(lesson) / take["file"])) as file:
            assert sum(1 for _ in file.decode()) > 20


async def test_publisher_is_a_member_with_a_camera(server: TestServer) -> None:
    lesson = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    ticket = await server.ticket(lesson, "master", "teacher")
    async with publisher(server.http, f"{server.url}/whip/{lesson}", ticket) as session:
        await pupil.until(has_camera)
        assert await delete(server.http, server.url + session, ticket) == 200
        await pupil.until(lambda state: "teacher/camera" not in state.sources)
        assert await delete(server.http, server.url + session, ticket) == 404
    await pupil.close()


async def test_second_post_takes_over(server: TestServer) -> None:
    lesson = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    ticket, url = await server.ticket(lesson, "master", "teacher"), f"{server.url}/whip/{lesson}"
    async with publisher(server.http, url, ticket) as first:
        await pupil.until(has_camera)
        async with publisher(server.http, url, ticket):
            assert await delete(server.http, server.url + first, ticket) == 404
            assert has_camera(pupil.state)
    await pupil.close()


async def test_closed_publisher_leaves_after_the_grace_period(server: TestServer) -> None:
    lesson = await live_lesson(server)
    pupil = await server.member(lesson, "rural", "pupil")
    ticket = await server.ticket(lesson, "master", "teacher")
    async with publisher(server.http, f"{server.url}/whip/{lesson}", ticket):
        await pupil.until(has_camera)
    await pupil.until(lambda state: "teacher/camera" not in state.sources, 15)
    await pupil.close()


async def test_nothing_is_forwarded_before_the_lesson_starts(server: TestServer) -> None:
    lesson = await server.lesson()
    ticket = await server.ticket(lesson, "master", "teacher")
    player = Player()
    async with publisher(server.http, f"{server.url}/whip/{lesson}", ticket):
        viewer = await server.ticket(lesson, "observer", "inspector")
        await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", viewer)
        await until(lambda: player.pc.connectionState == "connected", 10)
        assert player.frames == {"audio": 0, "video": 0}
        await server.ask("POST", f"/api/lessons/{lesson}/start")
        await until(lambda: player.frames["video"] > 5, 10)
    await player.close()


async def test_player_that_ends_its_session_is_forgotten(server: TestServer) -> None:
    lesson = await live_lesson(server)
    ticket, player = await server.ticket(lesson, "observer", "inspector"), Player()
    session = await connect(player.pc, server.http, f"{server.url}/whep/{lesson}", ticket)
    assert re.fullmatch(rf"/whep/{lesson}/inspector/\w+", session)
    assert await delete(server.http, server.url + session, ticket) == 200
    assert await delete(server.http, server.url + session, ticket) == 404
    await player.close()


async def offer() -> str:
    pc = RTCPeerConnection()
    pc.addTransceiver("audio", direction="sendonly")
    pc.addTransceiver("video", direction="sendonly")
    await pc.setLocalDescription(await pc.createOffer())
    sdp = pc.localDescription.sdp
    await pc.close()
    return sdp


@pytest.mark.parametrize("kind", ["whip", "whep"])
async def test_refusals_have_the_status_of_the_rfc(server: TestServer, kind: str) -> None:
    lesson, other = await live_lesson(server), await server.lesson()
    url, sdp = f"{server.url}/{kind}/{lesson}", await offer()
    ticket = await server.ticket(lesson, "master", "teacher")

    async def status(ticket: str, sdp: str, **more: str) -> tuple[int, str]:
        response = await post(server.http, url, ticket, sdp, **more)
        return response.status, json.loads(await response.text())["error"]["code"]

    assert await status("nonsense", sdp) == (401, "ticket_invalid")
    assert await status(await server.ticket(other, "master", "teacher"), sdp) == (403, "ticket_foreign")
    assert await status(ticket, sdp, content_type="text/plain") == (415, "wrong_type")
    assert await status(ticket, "v=0 nonsense") == (400, "bad_sdp")
    assert await status(ticket, "x" * 300_000) == (413, "too_large")
    assert await status(
        ticket,
        sdp.replace("VP8", "XX8")
        .replace("H264", "XX4")
        .replace("opus", "xopus")
        .replace("PCM", "XCM")
        .replace("G722", "XX7"),
    ) == (422, "no_codec")


@pytest.mark.parametrize("kind", ["whip", "whep"])
async def test_client_that_wants_to_be_the_dtls_server_is_told_what_to_offer(
    server: TestServer, kind: str
) -> None:
    lesson, sdp = await live_lesson(server), (await offer()).replace("setup:actpass", "setup:passive")
    ticket = await server.ticket(lesson, "master", "teacher")
    response = await post(server.http, f"{server.url}/{kind}/{lesson}", ticket, sdp)
    said = json.loads(await response.text())["error"]
    assert (response.status, said["code"]) == (400, "bad_sdp")
    assert "DTLS server" in said["text"] and "a=setup:actpass" in said["todo"]


async def test_observer_may_not_publish(server: TestServer) -> None:
    lesson = await live_lesson(server)
    ticket = await server.ticket(lesson, "observer", "inspector")
    response = await post(server.http, f"{server.url}/whip/{lesson}", ticket, await offer())
    assert response.status == 403


async def test_lesson_that_is_over_can_not_be_published_to(server: TestServer) -> None:
    lesson = await live_lesson(server)
    ticket = await server.ticket(lesson, "master", "teacher")
    await server.ask("POST", f"/api/lessons/{lesson}/end")
    response = await post(server.http, f"{server.url}/whip/{lesson}", ticket, await offer())
    assert response.status == 409


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH"])
async def test_other_methods_are_not_allowed(server: TestServer, method: str) -> None:
    async with server.http.request(method, f"{server.url}/whip/abc") as response:
        assert response.status == 405


async def test_options_say_that_sdp_is_taken(server: TestServer) -> None:
    async with server.http.options(f"{server.url}/whip/abc") as response:
        assert response.headers["Accept-Post"] == "application/sdp"
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]


async def test_metrics_tell_of_the_publisher(server: TestServer) -> None:
    lesson = await live_lesson(server)
    ticket = await server.ticket(lesson, "master", "teacher")

    async def counted() -> bool:
        async with server.http.get(f"{server.url}/metrics") as response:
            return 'tongke_members{role="master"} 0.0' not in await response.text()

    async with publisher(server.http, f"{server.url}/whip/{lesson}", ticket):
        await eventually(counted)


async def test_player_that_comes_as_the_lesson_ends_is_told_so(server: TestServer) -> None:
    lesson = await live_lesson(server)
    ticket = await server.ticket(lesson, "observer", "late")
    worker = server.worker.process
    assert worker is not None
    worker.send_signal(signal.SIGSTOP)
    player = Peer("recvonly")
    asked = asyncio.create_task(post(server.http, f"{server.url}/whep/{lesson}", ticket, player.offer()))
    ended = asyncio.create_task(server.ask("POST", f"/api/lessons/{lesson}/end"))
    await eventually(lambda: has_ended(server, lesson))
    worker.send_signal(signal.SIGCONT)
    await ended
    assert (await asked).status in {403, 409}


async def has_ended(server: TestServer, lesson: str) -> bool:
    return bool((await server.ask("GET", f"/api/lessons/{lesson}"))["phase"] == "ended")
