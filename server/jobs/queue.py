"""The queue of jobs in this process: taskiq's receiver over a broker that is a queue of ids."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from taskiq import AsyncBroker, BrokerMessage
from taskiq.receiver import Receiver

from server.tasks import finished, spawn

#: Whoever submits more waits: so many jobs stand in the memory of the process, the others in the database.
WAITING = 1000
STOP_S = 3.0


class Queue:
    """Runs `work(id)` for every id that is put, `parallel` at a time and in order."""

    def __init__(self, work: Callable[[str], Awaitable[None]], parallel: int) -> None:
        async def run(id: str) -> None:
            # taskiq renames what it is given, which a bound method does not bear.
            await work(id)

        self._broker = _InProcess()
        self._task = self._broker.register_task(run, task_name="job")
        self._parallel = parallel
        self._stop = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with what was put."""
        receiver = Receiver(
            self._broker, run_startup=False, max_async_tasks=self._parallel, wait_tasks_timeout=STOP_S
        )
        self._listening = spawn(receiver.listen(self._stop), name="jobs")

    async def put(self, id: str) -> None:
        """Let a job run when its turn comes."""
        await self._task.kiq(id)

    async def stop(self) -> None:
        """Take up nothing more; the jobs that run are the caller's to end."""
        self._stop.set()
        if self._listening is not None:
            await finished(self._listening, within_s=STOP_S)


class _InProcess(AsyncBroker):
    """taskiq's own in-memory broker knows no bound on what runs at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(WAITING)

    async def kick(self, message: BrokerMessage) -> None:
        await self._waiting.put(message.message)

    async def listen(self) -> AsyncGenerator[bytes, None]:
        while True:
            yield await self._waiting.get()
