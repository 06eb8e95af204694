"""The shell around one websocket: it never waits for a client, and cuts off one that does not read."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from signaling.messages import Pong, Published
from signaling.state import Role
from signaling.websocket import (
    FRAME_LIMIT,
    SUBPROTOCOL,
    UNREAD_CHARACTERS,
    UNREAD_MESSAGES,
    Websocket,
)
from tests.signaling.live import LiveRoom, live_room, ticket
from tests.support.waiting import until


def opened(live: LiveRoom) -> connect:
    """A bare websocket: await it, or use it in `async with`."""
    return connect(live.address, subprotocols=[Subprotocol(SUBPROTOCOL)], proxy=None, max_size=None)


async def joined(live: LiveRoom, member: str = "class-a") -> tuple[ClientConnection, Websocket]:
    """A bare websocket that has joined, and the server's side of it."""
    connection = await opened(live)
    await connection.send(json.dumps({"type": "join", "ticket": ticket(member, Role.RURAL)}))
    await connection.recv()
    return connection, list(live.sockets.values())[-1]


async def test_malformed_text_is_answered_and_the_session_lives_on() -> None:
    async with live_room() as live, opened(live) as connection:
        await connection.send("{nonsense")
        assert json.loads(await connection.recv())["code"] == "malformed"
        await connection.send('{"type": "ping", "sent": 1}')
        assert json.loads(await connection.recv())["type"] == "pong"


async def test_an_oversized_message_has_its_named_error() -> None:
    async with live_room() as live, opened(live) as connection:
        await connection.send("x" * (FRAME_LIMIT // 2))
        assert json.loads(await connection.recv())["code"] == "too_large"


async def test_an_oversized_frame_closes_the_websocket() -> None:
    async with live_room() as live, opened(live) as connection:
        await connection.send("x" * (FRAME_LIMIT + 1))
        with pytest.raises(ConnectionClosed) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


async def test_a_binary_message_closes_the_websocket() -> None:
    async with live_room() as live, opened(live) as connection:
        await connection.send(b"\x00\x01")
        with pytest.raises(ConnectionClosed) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1003


async def test_what_was_sent_before_closing_still_arrives() -> None:
    async with live_room() as live, opened(live) as connection:
        await connection.send(json.dumps({"type": "join", "ticket": "bad"}))
        texts = [json.loads(text)["type"] async for text in connection]
        assert texts == ["error", "bye"]


async def test_a_client_that_does_not_read_is_cut_off_and_counted() -> None:
    async with live_room() as live:
        _, socket = await joined(live)
        before = Websocket.too_slow
        large = Published(sdp="x" * (UNREAD_CHARACTERS // 4))
        for _ in range(5):
            socket.send(large)
        assert Websocket.too_slow == before + 1
        await until(lambda: not live.sockets)


async def test_a_client_with_too_many_unread_messages_is_cut_off() -> None:
    async with live_room() as live:
        _, socket = await joined(live)
        before = Websocket.too_slow
        for _ in range(2 * UNREAD_MESSAGES):
            socket.send(Pong(sent=0, server_time=0))
        assert Websocket.too_slow == before + 1


async def test_a_slow_client_does_not_disturb_the_others() -> None:
    async with live_room() as live:
        _, slow = await joined(live, "slow")
        class_a = live.client("class-a")
        await class_a.join()
        for _ in range(2 * UNREAD_MESSAGES):
            slow.send(Pong(sent=0, server_time=0))
        await asyncio.wait_for(live.client("class-b").join(), 5)
        await class_a.until(lambda state: "class-b" in state.members)
        await class_a.close()


async def test_sending_after_the_close_is_harmless() -> None:
    async with live_room() as live:
        connection, socket = await joined(live)
        await connection.close()
        await socket.closed()
        socket.send(Pong(sent=0, server_time=0))
        socket.close()
