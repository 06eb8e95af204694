"""A control process for tests: a real websocket that a real worker dials, and nothing behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.server import ServerConnection, serve

from media.worker.main import Worker
from media.worker.settings import WorkerSettings

SECRET = "a secret that worker and control share"


class Control:
    """Keeps what the worker said: `hellos`, and `events` that are no answers."""

    def __init__(self) -> None:
        self.port = 0
        self.hellos: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.connection: ServerConnection | None = None
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Event()
        self._number = 0

    async def talk(self, connection: ServerConnection) -> None:
        self.connection = connection
        async for text in connection:
            message = json.loads(text)
            if message["type"] == "hello":
                self.hellos.append(message)
            elif message["type"] in ("done", "failed"):
                self._answers.pop(message["id"]).set_result(message)
            else:
                self.events.append(message)
            self._changed.set()

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its `done` or `failed`."""
        await self.until(lambda: self.hellos and self.connection)
        self._number += 1
        self._answers[self._number] = answer = asyncio.get_running_loop().create_future()
        assert self.connection is not None
        await self.connection.send(json.dumps({"type": kind, "id": self._number, **fields}))
        return await asyncio.wait_for(answer, 10)

    async def done(self, kind: str, **fields: Any) -> dict[str, Any]:
        """`ask`, where a refusal is a failure of the test."""
        answer = await self.ask(kind, **fields)
        assert answer["type"] == "done", answer
        return answer

    async def until(self, condition: Callable[[], Any], within: float = 15) -> None:
        """Wait until `condition` holds after some message."""
        async with asyncio.timeout(within):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    def states(self, transport: str) -> list[str]:
        """What was said of a transport."""
        states = [event for event in self.events if event["type"] == "transport_state"]
        return [event["state"] for event in states if event["transport"] == transport]

    def state(self, transport: str) -> str | None:
        """The last of them."""
        return next(reversed(self.states(transport)), None)

    async def state_is(self, transport: str, state: str, within: float = 15) -> None:
        await self.until(lambda: self.state(transport) == state, within)

    @property
    def counters(self) -> dict[str, float]:
        """Of the last statistics."""
        statistics = [event for event in self.events if event["type"] == "statistics"]
        return statistics[-1]["counters"] if statistics else {}

    async def hang_up(self) -> None:
        """Break the link, as a dying control process does."""
        assert self.connection is not None
        await self.connection.close()


@asynccontextmanager
async def control_and_worker(bind: tuple[str, ...] = ("127.0.0.1",)) -> AsyncIterator[tuple[Control, Worker]]:
    """A worker on a free port of loopback and the control process that it has said hello to."""
    control = Control()
    async with serve(control.talk, "127.0.0.1", 0) as server:
        control.port = server.sockets[0].getsockname()[1]
        url = f"ws://127.0.0.1:{control.port}/worker"
        worker = Worker(WorkerSettings("test", url, SECRET, bind=bind, port=0))
        try:
            await control.until(lambda: control.hellos)
            yield control, worker
        finally:
            await worker.close()
