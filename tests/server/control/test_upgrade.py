"""Pages and websockets share one port: plain, over TLS, and while the server stops."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol

from server.upgrade import LAST_WORDS, WAITING, Upgrades
from tests.support.certificate import self_signed
from tests.support.waiting import until


async def echo(connection: ServerConnection) -> None:
    async for text in connection:
        await connection.send(text)


@asynccontextmanager
async def served(upgrades: Upgrades, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_get("/echo", upgrades.upgrade)
    app.router.add_get("/page", page)

    async def close(_: web.Application) -> None:
        await upgrades.close()

    app.on_shutdown.append(close)
    runner = web.AppRunner(app, shutdown_timeout=2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def page(_: web.Request) -> web.Response:
    return web.Response(text="page")


def upgrades(limit: int = 10) -> Upgrades:
    return Upgrades(echo, subprotocol="tongke.v1", max_size=1000, limit=limit)


async def test_websocket_and_page_share_a_port() -> None:
    async with served(upgrades()) as port, ClientSession() as http:
        async with connect(f"ws://127.0.0.1:{port}/echo", subprotocols=[Subprotocol("tongke.v1")]) as client:
            await client.send("hello")
            assert await client.recv() == "hello"
            assert client.subprotocol == "tongke.v1"
            async with http.get(f"http://127.0.0.1:{port}/page") as answer:
                assert await answer.text() == "page"


async def test_websocket_over_tls(tmp_path: Path) -> None:
    server_side, client_side = self_signed(tmp_path)
    async with served(upgrades(), server_side) as port:
        async with connect(f"wss://localhost:{port}/echo", ssl=client_side) as client:
            await client.send("x" * 900)
            assert await client.recv() == "x" * 900


async def test_stopping_server_tells_clients_to_come_back() -> None:
    async with served(upgrades()) as port:
        client = await connect(f"ws://127.0.0.1:{port}/echo")
    with pytest.raises(ConnectionClosed) as closed:
        await client.recv()
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012


async def test_closed_websocket_is_forgotten() -> None:
    open_ones = upgrades()
    async with served(open_ones) as port:
        async with connect(f"ws://127.0.0.1:{port}/echo"):
            assert len(open_ones.connections) == 1
        async with asyncio.timeout(2):
            while open_ones.connections or open_ones.handler_tasks:
                await asyncio.sleep(0.01)


async def test_one_connection_too_many_is_refused_with_503() -> None:
    async with served(upgrades(limit=1)) as port, connect(f"ws://127.0.0.1:{port}/echo"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://127.0.0.1:{port}/echo")
    assert refused.value.response.status_code == 503


async def test_foreign_subprotocol_is_refused() -> None:
    async with served(upgrades()) as port:
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://127.0.0.1:{port}/echo", subprotocols=[Subprotocol("chat")])
    assert refused.value.response.status_code == 400


async def test_plain_request_is_told_to_upgrade() -> None:
    async with served(upgrades()) as port, ClientSession() as http:
        async with http.get(f"http://127.0.0.1:{port}/echo") as response:
            assert response.status == 426


async def test_oversized_message_closes_only_its_own_connection() -> None:
    async with served(upgrades()) as port, connect(f"ws://127.0.0.1:{port}/echo") as good:
        async with connect(f"ws://127.0.0.1:{port}/echo") as bad:
            await bad.send("x" * 2000)
            with pytest.raises(ConnectionClosed):
                await bad.recv()
        await good.send("still here")
        assert await good.recv() == "still here"


async def test_what_nobody_hears_is_not_unpacked() -> None:
    async def deaf(_: ServerConnection) -> None:
        await asyncio.sleep(60)

    doors = Upgrades(deaf, subprotocol=None, max_size=2**20, limit=10)
    async with served(doors) as port, connect(f"ws://127.0.0.1:{port}/echo", close_timeout=0.1) as client:
        for _ in range(200):
            # A megabyte is a kilobyte on the way.
            client.protocol.send_text(b"x" * 1_000_000)
        client.transport.write(b"".join(client.protocol.data_to_send()))
        [connection] = doors.connections
        await until(lambda: connection.recv_messages.paused, 5)
        assert len(connection.recv_messages.frames) <= 2 * WAITING
        connection.transport.abort()


async def test_whoever_floods_after_the_goodbye_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    async def goodbye(connection: ServerConnection) -> None:
        await connection.close()

    monkeypatch.setattr("server.upgrade.CLOSE_TIMEOUT_S", 60)
    doors = Upgrades(goodbye, subprotocol=None, max_size=1000, limit=10)
    async with served(doors) as port, connect(f"ws://127.0.0.1:{port}/echo", close_timeout=0.1) as client:
        client.transport.pause_reading()
        client.transport.write(bytes(2 * LAST_WORDS))
        await until(lambda: not doors.connections, 5)


async def test_whoever_asks_without_reading_the_answers_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.upgrade.UNREAD", 64 * 1024)
    doors = upgrades()
    async with served(doors) as port, connect(f"ws://127.0.0.1:{port}/echo", close_timeout=0.1) as client:
        client.transport.pause_reading()
        [connection] = doors.connections
        # Else the system would hold megabytes for both of them.
        for side, option in ((connection, socket.SO_SNDBUF), (client, socket.SO_RCVBUF)):
            side.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, option, 4096)
        ping = Frame(Opcode.PING, b"x" * 125).serialize(mask=True)
        client.transport.write(ping * 20_000)
        await until(lambda: not doors.connections, 5)


async def test_what_waited_is_heard_when_somebody_listens_again() -> None:
    heard = asyncio.Event()

    async def late(connection: ServerConnection) -> None:
        await asyncio.sleep(0.1)
        for number in range(300):
            assert await connection.recv() == f"{number} " + "x" * 500
        heard.set()

    doors = Upgrades(late, subprotocol=None, max_size=1000, limit=10)
    async with served(doors) as port, connect(f"ws://127.0.0.1:{port}/echo", compression=None) as client:
        for number in range(300):
            await client.send(f"{number} " + "x" * 500)
        await asyncio.wait_for(heard.wait(), 10)


async def test_whoever_leaves_unheard_over_tls_is_no_failure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begin, ended = asyncio.Event(), asyncio.Event()

    async def late(connection: ServerConnection) -> None:
        await begin.wait()
        with pytest.raises(ConnectionClosed):
            while True:
                await connection.recv()
        ended.set()

    server_side, client_side = self_signed(tmp_path)
    doors = Upgrades(late, subprotocol=None, max_size=1000, limit=10)
    async with served(doors, server_side) as port:
        client = await connect(f"wss://localhost:{port}/echo", ssl=client_side, compression=None)
        client.transport.write(b"".join(frames(client, 100)))
        [connection] = doors.connections
        await until(lambda: connection.recv_messages.paused, 5)
        client.transport.close()
        # TLS tells of the end only to whoever reads.
        begin.set()
        await asyncio.wait_for(ended.wait(), 5)
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


def frames(client: ClientConnection, count: int) -> list[bytes]:
    for number in range(count):
        client.protocol.send_text(f"{number} ".encode() + b"x" * 500)
    return client.protocol.data_to_send()
