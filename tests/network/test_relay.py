"""The relay's process carries datagrams and connections over the line that it is told."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from tests.network.lines import Lines, lines
from tests.network.profiles import GOOD
from tests.support.network import Conditions

FAST = replace(GOOD, down=Conditions(delay=0.01), up=Conditions(delay=0.01))


@pytest.fixture
async def relay() -> AsyncIterator[Lines]:
    async with lines() as relay:
        yield relay


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.settimeout(5)
        yield opened


@pytest.fixture
def client() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.settimeout(5)
        yield opened


async def opened(relay: Lines, server: socket.socket, **tcp: int) -> tuple[str, int]:
    await relay.open("school", FAST, server.getsockname()[1], tcp)
    return "127.0.0.1", relay.ports["school"]["udp"]


async def test_datagrams_go_there_and_back(relay, server, client):
    client.sendto(b"question", await opened(relay, server))
    data, address = server.recvfrom(100)
    server.sendto(b"answer to " + data, address)
    assert client.recv(100) == b"answer to question"


async def test_a_school_that_moves_has_another_address(relay, server, client):
    door = await opened(relay, server)
    client.sendto(b"here", door)
    before = server.recvfrom(100)[1]
    await relay.move("school")
    client.sendto(b"and here", door)
    assert server.recvfrom(100)[1] != before


async def test_a_cut_line_carries_nothing_and_says_so(relay, server, client):
    door = await opened(relay, server)
    await relay.cut("school")
    client.sendto(b"lost", door)
    await asyncio.sleep(0.1)
    await relay.restore("school")
    client.sendto(b"heard", door)
    assert server.recv(100) == b"heard"
    report = await relay.report("school")
    assert report["packets"]["up"] == {"sent": 2, "cut": 1}
    assert [kind for kind, _ in report["changes"]] == ["cut", "back"]
    assert (await relay.report("school"))["packets"]["up"] == {"sent": 0}


async def test_a_connection_carries_everything_and_ends(relay, server):
    everything = bytes(range(200)) * 1000
    with socket.create_server(("127.0.0.1", 0)) as service:
        await opened(relay, server, pages=service.getsockname()[1])
        with socket.create_connection(("127.0.0.1", relay.ports["school"]["pages"]), 5) as client:
            accepted, _ = service.accept()
            with accepted:
                client.sendall(everything)
                client.shutdown(socket.SHUT_WR)
                with accepted.makefile("rb") as arrived:
                    assert arrived.read() == everything


async def test_a_connection_does_not_survive_a_new_address(relay, server):
    with socket.create_server(("127.0.0.1", 0)) as service:
        await opened(relay, server, pages=service.getsockname()[1])
        with socket.create_connection(("127.0.0.1", relay.ports["school"]["pages"]), 5) as client:
            client.sendall(b"hello")
            accepted, _ = service.accept()
            with accepted:
                assert accepted.recv(5) == b"hello"
                await relay.move("school")
                client.sendall(b"anybody there?")
                with pytest.raises(ConnectionResetError):
                    client.recv(100)
