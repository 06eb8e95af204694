"""
A member without a screen: joins a lesson over the websocket and stays in it.

For tests, benches and scripts. It joins, resumes after a lost connection, keeps the
shared state and the server's clock, and gives every message as a typed object.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from signaling.backoff import Backoff
from signaling.follower import CueMissing, Follower
from signaling.messages import (
    Bye,
    ClientMessage,
    ErrorMessage,
    FromServer,
    Kept,
    Leave,
    Ping,
    ServerMessage,
    Welcome,
)
from signaling.state import RoomState
from signaling.websocket import SUBPROTOCOL, Spawn

M = TypeVar("M", bound=ServerMessage)

_FROM_SERVER: TypeAdapter[ServerMessage] = TypeAdapter(FromServer)
LOST = (OSError, InvalidHandshake, ConnectionClosed, CueMissing, TimeoutError)
PING_S = 4.0
PATIENCE_S = 10.0
#: How many of the newest messages can still be waited for.
KEPT_MESSAGES = 1000


class Refused(Exception):
    """The server has said no; `code` is from the table in PROTOCOL.md."""

    def __init__(self, reason: ErrorMessage | Bye) -> None:
        super().__init__(f"{reason.code}: {reason.text}")
        self.code = reason.code


class Client:
    """
    One member's connection to a lesson.

        client = Client("ws://127.0.0.1:8080/signal", ticket, spawn)
        welcome = await client.join()
        await client.ask(RaiseHand())
        await client.until(lambda state: "u7" in state.floor)
        await client.close()

    `spawn(coroutine, name=…)` starts its tasks. It comes back by itself until
    `close`, or until the server says a `bye` that is final. `kept` is asked at every
    join which peer connections still live.
    """

    def __init__(self, address: str, ticket: str, spawn: Spawn, kept: Callable[[], Kept] = Kept) -> None:
        self.follower = Follower()
        self.messages: deque[ServerMessage] = deque(maxlen=KEPT_MESSAGES)
        self.bye: Bye | None = None
        self._address = address
        self._ticket = ticket
        self._spawn = spawn
        self._kept = kept
        self._connection: ClientConnection | None = None
        self._changed = asyncio.Condition()
        self._ids = itertools.count(1)
        self._task: asyncio.Task[Any] | None = None

    @property
    def state(self) -> RoomState:
        """The shared state as far as it was received; raises `RuntimeError` before the first welcome."""
        if self.follower.state is None:
            raise RuntimeError("not joined yet")
        return self.follower.state

    async def join(self, within_s: float = PATIENCE_S) -> Welcome:
        """Connect and join; raises `Refused` if the server refuses us, `TimeoutError` if it is silent."""
        self._task = self._spawn(self._stay(), name="signalling client")
        return await self.wait_for(Welcome, within_s=within_s)

    async def ask(self, message: ClientMessage, within_s: float = PATIENCE_S) -> ServerMessage:
        """Send a message and return its answer; raises `Refused` on an error, `TimeoutError` without one."""
        id = next(self._ids)
        await self.say(message.model_copy(update={"id": id}))
        answer = await self.wait_for(ServerMessage, lambda each: each.re == id, within_s)
        if isinstance(answer, ErrorMessage):
            raise Refused(answer)
        return answer

    async def say(self, message: ClientMessage) -> None:
        """Send a message and wait for no answer; waits for the connection if it is away just now."""
        await self._wait(lambda: self._connection is not None, PATIENCE_S)
        assert self._connection is not None, "waited for"
        await self._connection.send(message.model_dump_json())

    async def until(self, holds: Callable[[RoomState], bool], within_s: float = PATIENCE_S) -> RoomState:
        """Wait until the shared state fulfils a condition, and return it."""
        await self._wait(lambda: self.follower.state is not None and holds(self.follower.state), within_s)
        return self.state

    async def wait_for(
        self, kind: type[M], holds: Callable[[M], bool] = lambda _: True, within_s: float = PATIENCE_S
    ) -> M:
        """Wait for a message of this class, and return the newest; one that came earlier counts."""

        def newest() -> M | None:
            return next((m for m in reversed(self.messages) if isinstance(m, kind) and holds(m)), None)

        await self._wait(lambda: newest() is not None, within_s)
        found = newest()
        assert found is not None, "waited for"
        return found

    async def drop(self) -> None:
        """Lose the connection as by a torn cable; the client comes back by itself."""
        await self._wait(lambda: self._connection is not None, PATIENCE_S)
        assert self._connection is not None, "waited for"
        self._connection.transport.abort()
        self._connection = None

    async def leave(self) -> None:
        """Say good-bye: no grace period is kept for us."""
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            await self.say(Leave())
            await self.wait_for(Bye)
        await self.close()

    async def close(self) -> None:
        """Stop for good and without a good-bye: the member's grace period begins."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _wait(self, holds: Callable[[], bool], within_s: float) -> None:
        async def wait() -> None:
            async with self._changed:
                await self._changed.wait_for(lambda: holds() or self._is_over)

        await asyncio.wait_for(wait(), within_s)
        if not holds():
            assert self.bye is not None, "only a final bye ends it"
            raise Refused(self.bye)

    @property
    def _is_over(self) -> bool:
        return self.bye is not None and not self.bye.again

    async def _stay(self) -> None:
        backoff = Backoff()
        while not self._is_over:
            # Whatever the reason, the remedy is the same: wait a little and come back.
            with contextlib.suppress(*LOST):
                await self._talk(backoff)
            await asyncio.sleep(0 if self._is_over else backoff.next())

    async def _talk(self, backoff: Backoff) -> None:
        """Join over a new connection and listen until it ends."""
        protocol = Subprotocol(SUBPROTOCOL)
        async with connect(self._address, subprotocols=[protocol], max_size=None, proxy=None) as connection:
            await connection.send(self.follower.join(self._ticket, self._kept(), "python").model_dump_json())
            pinging = self._spawn(self._ping(connection), name="signalling client's pings")
            try:
                async for frame in connection:
                    await self._take(_FROM_SERVER.validate_json(frame), connection, backoff)
            finally:
                pinging.cancel()
                self._connection = None

    async def _take(self, message: ServerMessage, connection: ClientConnection, backoff: Backoff) -> None:
        async with self._changed:
            self.follower.receive(message, time.time() * 1000)
            self.messages.append(message)
            if isinstance(message, Welcome):
                self._connection, self.bye = connection, None
                backoff.reset()
            if isinstance(message, Bye):
                self.bye = message
            self._changed.notify_all()

    async def _ping(self, connection: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await connection.send(Ping(sent=time.time() * 1000).model_dump_json())
                await asyncio.sleep(PING_S)
