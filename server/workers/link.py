"""
One connected media worker as the control process sees it: ask it, and hear what it says.

Pure apart from the futures it hands out: texts go out through `send`, and the
endpoint feeds what arrives into `receive`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from media.worker.protocol import Done, Failed, FromWorker, Hello, Statistics, WorkerCommand

#: Commands that may wait for their answer at once; a worker that far behind is not asked any more.
MAX_PENDING = 1000
#: The number of a command that no link has sent yet.
UNNUMBERED = 0

_FROM_WORKER: TypeAdapter[FromWorker] = TypeAdapter(FromWorker)

Event = object


class WorkerRefused(Exception):
    """The worker answered `failed`, or could not be asked; `code` is from PROTOCOL.md."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


class WorkerGone(WorkerRefused):
    """The link broke before the answer came."""

    def __init__(self) -> None:
        super().__init__("no_worker", "the media worker is gone")


class WorkerLink:
    """
    Numbers commands, keeps the ones that are under way, and settles them as answers come.

    Commands leave in the order of the calls, so that what one room asks is carried
    out in order; the answers are awaited apart.
    """

    def __init__(self, hello: Hello, send: Callable[[str], None]) -> None:
        self.name = hello.worker
        self.hello = hello
        self.statistics: Statistics | None = None
        self.malformed = 0
        self._send = send
        self._next_id = 1
        self._pending: dict[int, asyncio.Future[Done]] = {}
        self._closed = False

    @property
    def load(self) -> float:
        """Busy share of the worker's loop, 0 to 1; 0 until its first statistics."""
        return self.statistics.load if self.statistics else 0.0

    @property
    def overloaded(self) -> bool:
        """Whether the worker says that it should get nothing more."""
        return self.statistics is not None and self.statistics.overloaded

    @property
    def pending(self) -> int:
        return len(self._pending)

    @property
    def closed(self) -> bool:
        return self._closed

    def request(self, command: WorkerCommand) -> asyncio.Future[Done]:
        """Send a command now; the future gets its `Done` or raises `WorkerRefused`."""
        future: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        if self._closed:
            future.set_exception(WorkerGone())
        elif len(self._pending) >= MAX_PENDING:
            future.set_exception(WorkerRefused("overloaded", "the media worker does not answer"))
        else:
            self._ask(command, future)
        return future

    def _ask(self, command: WorkerCommand, future: asyncio.Future[Done]) -> None:
        number, self._next_id = self._next_id, self._next_id + 1
        self._pending[number] = future
        future.add_done_callback(lambda _: self._pending.pop(number, None))
        self._send(command.model_copy(update={"id": number}).model_dump_json())

    async def call(self, command: WorkerCommand, within_s: float = 10.0) -> Done:
        """Ask and wait for the answer. Raises `WorkerRefused`."""
        return await settled(self.request(command), within_s)

    def receive(self, text: str | bytes) -> FromWorker | None:
        """Take one text of the worker; events are returned for the registry, answers are settled here."""
        try:
            message = _FROM_WORKER.validate_json(text)
        except ValidationError:
            self.malformed += 1
            return None
        match message:
            case Done() | Failed():
                self._settle(message)
                return None
            case Statistics():
                self.statistics = message
        return message

    def _settle(self, answer: Done | Failed) -> None:
        future = self._pending.get(answer.id)
        if future is None or future.done():
            return
        if isinstance(answer, Done):
            future.set_result(answer)
        else:
            future.set_exception(WorkerRefused(answer.code, answer.text))

    def close(self) -> None:
        """The connection is gone: whatever is under way fails with `no_worker`."""
        self._closed = True
        for future in list(self._pending.values()):
            if not future.done():
                future.set_exception(WorkerGone())


async def settled(answer: asyncio.Future[Done], within_s: float) -> Done:
    """Wait for what `request` returned. Raises `WorkerRefused`: `timeout` after `within_s` seconds."""
    try:
        return await asyncio.wait_for(answer, within_s)
    except TimeoutError:
        raise WorkerRefused("timeout", "the media worker did not answer in time") from None
