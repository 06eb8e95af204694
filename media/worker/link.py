"""The worker's websocket to the control process: dialled for ever, media goes on without it."""

from __future__ import annotations

import asyncio
import logging
import random
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from media.tasks import spawn
from media.worker.protocol import Done, Failed, FromWorker, Hello, SourceNews, ToWorker, TransportState

_log = logging.getLogger("tongke.link")

_TO_WORKER: TypeAdapter[ToWorker] = TypeAdapter(ToWorker)

_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 5.0
# An answer with the slots of a large lesson has some 400 kB of SDP.
_LONGEST_MESSAGE = 4 << 20
# A control process that reads so slowly is as good as gone: it gets a new hello when it is back.
_LONGEST_OUTBOX = 4096

Answer = Done | Failed
Execute = Callable[[ToWorker], Answer | Awaitable[Answer]]


class Link:
    """
    Speaks `media.worker.protocol` with the control process at `url`.

    `hello` and `states` describe the worker to a control process that has just
    come (back); `execute` carries out one command. What is `send` while nobody
    is there is dropped: the next hello says it all. `trust` is asked for the TLS
    context of each dial to a `wss://` address; it may raise `OSError`.
    """

    def __init__(
        self,
        url: str,
        hello: Callable[[], Hello],
        states: Callable[[], list[TransportState | SourceNews]],
        execute: Execute,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._url = url
        self._hello = hello
        self._states = states
        self._execute = execute
        self._trust = trust
        self._outbox: asyncio.Queue[FromWorker] | None = None

    def send(self, message: FromWorker) -> None:
        """Queue a message to control; dropped while there is no connection or it is far behind."""
        if self._outbox is not None:
            try:
                self._outbox.put_nowait(message)
            except asyncio.QueueFull:
                self._outbox = None
                _log.warning("control does not read; dialling again")

    async def run(self) -> None:
        """Dial for ever; cancel it to stop."""
        pause = _FIRST_PAUSE_S
        loop = asyncio.get_running_loop()
        while True:
            dialled_at = loop.time()
            try:
                await self._dial()
                reason = "closed"
            except (OSError, TimeoutError, WebSocketException) as error:
                reason = str(error)
            # One that takes the call and hangs up at once (a wrong secret) is not dialled faster for that.
            if loop.time() - dialled_at > _LONGEST_PAUSE_S:
                pause = _FIRST_PAUSE_S
            _log.info("no link to control at %s (%s), trying again", self._url, reason)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    async def _dial(self) -> None:
        secured = self._trust() if self._url.startswith("wss:") else None
        # A proxy of the environment is for the world outside; control is this machine or a neighbour.
        async with connect(
            self._url, ssl=secured, max_size=_LONGEST_MESSAGE, compression=None, proxy=None
        ) as connection:
            await self._talk(connection)

    async def _talk(self, connection: ClientConnection) -> None:
        _log.info("connected to control at %s", self._url)
        outbox = self._outbox = asyncio.Queue(_LONGEST_OUTBOX)
        await connection.send(self._hello().model_dump_json())
        for state in self._states():
            self.send(state)
        writer = spawn(self._write(connection, outbox), name="link writer")
        try:
            async for text in connection:
                self._receive(text)
        except asyncio.CancelledError:
            await connection.close(1001, "the worker stops")
            raise
        finally:
            self._outbox = None
            writer.cancel()

    async def _write(self, connection: ClientConnection, outbox: asyncio.Queue[FromWorker]) -> None:
        with suppress(WebSocketException):
            while self._outbox is outbox or not outbox.empty():
                message = await outbox.get()
                await connection.send(message.model_dump_json())
        await connection.close()

    def _receive(self, text: str | bytes) -> None:
        try:
            command = _TO_WORKER.validate_json(text)
        except ValidationError as error:
            # Its id cannot be known; control's own time limit answers for it.
            _log.error("not a command: %s", error.errors(include_input=False)[:3])
            return
        try:
            answer = self._execute(command)
        except Exception:
            _log.exception("command %s failed", command.type)
            answer = Failed(id=command.id, code="bad_command", text="the worker failed at this command")
        if isinstance(answer, Done | Failed):
            self.send(answer)
        else:
            spawn(self._answer_later(command.id, answer), name=f"answer {command.type}")

    async def _answer_later(self, number: int, answer: Awaitable[Answer]) -> None:
        try:
            self.send(await answer)
        except Exception:
            _log.exception("command %d failed", number)
            self.send(Failed(id=number, code="bad_command", text="the worker failed at this command"))
