"""
Do what takes longer than a request, one after the other, and not lose it with the process.

    jobs = Jobs(database, now_ms)
    jobs.learn("export", export)              # `async def export(task: Task)`, may raise `JobFailed`
    await jobs.start()
    id = await jobs.submit("export", subject=lesson.id, arguments={"height": 720})
    jobs.progress(id); await jobs.cancel(id); await jobs.retry(id)

The database holds the truth (`server.data.models.Job`); the queue only says whose turn it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from server.data import jobs
from server.data.database import Database
from server.data.models import Job
from server.jobs.queue import Queue
from server.jobs.work import JobFailed, Task, Work
from server.tasks import finished, sleep_unless, spawn

log = logging.getLogger(__name__)

#: A job during which the process has died so often is not begun again.
ATTEMPTS = 3
RETRY_S = 2.0
STOP_S = 5.0

#: State, error and detail.
Outcome = tuple[str, str, str]


class Jobs:
    """
    The jobs of this process; `clock` returns Unix milliseconds, `parallel` is how many run at a time.

    A kind that takes long may have a queue of its own: pages that a lesson waits for don't wait for it.
    """

    def __init__(self, database: Database, clock: Callable[[], int], parallel: int = 1) -> None:
        self._database = database
        self._clock = clock
        self._works: dict[str, Work] = {}
        self._running: dict[str, asyncio.Task[Outcome]] = {}
        self._progress: dict[str, float] = {}
        self._queue = Queue(self._run, parallel)
        self._own: dict[str, Queue] = {}
        self._is_open = False
        self._stopping = asyncio.Event()
        self._taking_up: asyncio.Task[None] | None = None

    def learn(self, kind: str, work: Work, parallel: int | None = None) -> None:
        """Say how jobs of a kind are done, before `start`; `parallel` gives it a queue of its own."""
        self._works[kind] = work
        if parallel is not None:
            self._own[kind] = Queue(self._run, parallel)

    async def start(self) -> None:
        """Begin, also with what an earlier process has left, as soon as the database answers."""
        for queue in self._queues:
            queue.start()
        self._is_open = True
        self._taking_up = spawn(self._take_up(), name="take up jobs")

    async def stop(self) -> None:
        """End what runs; it is begun anew by the next process."""
        self._stopping.set()
        for task in list(self._running.values()):
            task.cancel()
        if self._taking_up is not None:
            await finished(self._taking_up, within_s=STOP_S)
        if self._is_open:
            await asyncio.gather(*(queue.stop() for queue in self._queues))

    async def submit(
        self, kind: str, subject: str, arguments: dict[str, Any] | None = None, by: str | None = None
    ) -> str:
        """Let a job be done, ordered `by` somebody; returns its id at once. Raises the database's errors."""
        assert kind in self._works, f"nobody knows how to do {kind}"
        job = Job(kind=kind, subject=subject, arguments=arguments or {}, by=by, created_at=self._clock())
        async with self._database.session() as session:
            session.add(job)
        await self._put(job.id, kind)
        return job.id

    async def cancel(self, id: str) -> bool:
        """Let a job that waits or runs not be done; False when it has ended already."""
        async with self._database.session() as session:
            job = await session.get(Job, id)
            if job is None or job.state in jobs.ENDED:
                return False
            job.state, job.ended_at = "cancelled", self._clock()
        if id in self._running:
            self._running[id].cancel()
        return True

    async def retry(self, id: str) -> bool:
        """Do a job again that has failed or was cancelled; False when there is none."""
        async with self._database.session() as session:
            job = await session.get(Job, id)
            if job is None or job.state not in ("failed", "cancelled"):
                return False
            job.state, job.attempts, job.error, job.detail, job.ended_at = "waiting", 0, None, "", None
            kind = job.kind
        if (ending := self._running.get(id)) is not None:
            # It was cancelled a moment ago: its two runs must not meet.
            await asyncio.wait([ending])
        await self._put(id, kind)
        return True

    def progress(self, id: str) -> float:
        """How much of a job is done, 0 to 1; 0 of one that does not run."""
        return self._progress.get(id, 0.0)

    @property
    def _queues(self) -> list[Queue]:
        return [self._queue, *self._own.values()]

    async def _put(self, id: str, kind: str) -> None:
        # What a newer server has left waits until there is one again.
        if self._is_open and kind in self._works:
            await self._own.get(kind, self._queue).put(id)

    async def _take_up(self) -> None:
        """What the process before this one has left; a job that was begun too often has failed."""
        while not self._stopping.is_set():
            try:
                for id, kind in await self._left():
                    await self._put(id, kind)
                return
            except Exception as failure:
                log.error("jobs can't be taken up yet: %s", type(failure).__name__)
                await sleep_unless(self._stopping, RETRY_S)

    async def _left(self) -> list[tuple[str, str]]:
        async with self._database.session() as session:
            for job in await jobs.running(session):
                if job.id in self._running:
                    continue
                if job.attempts < ATTEMPTS:
                    job.state = "waiting"
                else:
                    self._close(job, "failed", "job_crashed")
            await session.flush()
            return list(await jobs.waiting(session))

    async def _run(self, id: str) -> None:
        """One turn; every end is written down, also when the database is away for a while."""
        job = await self._claimed(id)
        if job is None:
            return
        outcome = await self._outcome(job)
        while not await self._is_written(job, outcome) and not self._stopping.is_set():
            await sleep_unless(self._stopping, RETRY_S)

    async def _is_written(self, job: Job, outcome: Outcome) -> bool:
        try:
            await self._ended(job, *outcome)
        except Exception as failure:
            log.error("the end of job %s can't be written yet: %s", job.id, type(failure).__name__)
            return False
        return True

    async def _claimed(self, id: str) -> Job | None:
        while not self._stopping.is_set():
            try:
                async with self._database.session() as session:
                    return await jobs.claim(session, id, self._clock())
            except Exception as failure:
                log.error("job %s can't be begun yet: %s", id, type(failure).__name__)
                await sleep_unless(self._stopping, RETRY_S)
        return None

    async def _outcome(self, job: Job) -> Outcome:
        doing = spawn(self._do(job), name=f"job {job.kind} {job.id}")
        self._running[job.id] = doing
        try:
            return await doing
        except asyncio.CancelledError:
            return ("waiting" if self._stopping.is_set() else "cancelled", "", "")
        finally:
            del self._running[job.id]
            self._progress.pop(job.id, None)

    async def _do(self, job: Job) -> Outcome:
        def tell(done: float) -> None:
            self._progress[job.id] = min(max(done, 0.0), 1.0)

        try:
            await self._works[job.kind](Task(job.id, job.subject, job.arguments, tell))
        except JobFailed as failure:
            return "failed", failure.code, failure.detail
        except Exception as failure:
            log.exception("job %s (%s) failed", job.id, job.kind)
            return "failed", "internal", type(failure).__name__
        return "done", "", ""

    async def _ended(self, begun: Job, state: str, error: str, detail: str) -> None:
        async with self._database.session() as session:
            job = await session.get(Job, begun.id)
            # One that was cancelled may run anew by now: its end is not of this run.
            if job is None or job.state != "running" or job.started_at != begun.started_at:
                return
            if state == "waiting":
                # Ended by a restart in good order: that is no attempt of the job's.
                job.state, job.attempts = state, job.attempts - 1
            else:
                self._close(job, state, error, detail)

    def _close(self, job: Job, state: str, error: str, detail: str = "") -> None:
        job.state, job.error, job.detail = state, error or None, detail[:500]
        job.ended_at = self._clock()
