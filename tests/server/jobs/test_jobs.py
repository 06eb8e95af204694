"""Jobs are done in order, survive a restart, fail by name, and can be cancelled and done again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.data.database import Database
from server.data.migration import migrate
from server.data.models import Job
from server.jobs.jobs import Jobs
from server.jobs.work import JobFailed, Task
from tests.support.waiting import eventually

NOW = 1_795_226_400_000


class Desk:
    """A kind of job that does what its subject says, and keeps count."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.done: list[str] = []
        self.at_once = self.most_at_once = 0
        self.go_on = asyncio.Event()

    async def work(self, task: Task) -> None:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            await self._do(task)
        finally:
            self.at_once -= 1

    async def _do(self, task: Task) -> None:
        task.tell(0.5)
        if task.subject == "bad":
            raise JobFailed("encrypted", "a password")
        if task.subject == "broken":
            raise ZeroDivisionError
        if task.subject == "slow to end":
            await self.ends_slowly()
        if task.subject == "long":
            await self.go_on.wait()
        self.done.append(task.subject)

    async def ends_slowly(self) -> None:
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            await self.go_on.wait()
            raise

    async def job(self, id: str) -> Job:
        async with self.database.session() as session:
            job = await session.get(Job, id)
            assert job is not None
            return job

    async def comes_to(self, id: str, state: str) -> Job:
        async def has() -> bool:
            return (await self.job(id)).state == state

        await eventually(has, 5)
        return await self.job(id)

    @asynccontextmanager
    async def open(self, parallel: int = 1) -> AsyncIterator[Jobs]:
        jobs = Jobs(self.database, lambda: self.now, parallel)
        jobs.learn("test", self.work)
        await jobs.start()
        try:
            yield jobs
        finally:
            await jobs.stop()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'tongke.db'}")
    await migrate(database)
    yield Desk(database)
    await database.close()


async def test_jobs_are_done_one_after_the_other(desk: Desk) -> None:
    async with desk.open() as jobs:
        ids = [await jobs.submit("test", subject) for subject in ("a", "b", "c")]
        await desk.comes_to(ids[-1], "done")
    assert desk.done == ["a", "b", "c"]
    assert desk.most_at_once == 1


async def test_a_failed_job_says_why_and_is_done_again(desk: Desk) -> None:
    async with desk.open() as jobs:
        id = await jobs.submit("test", "bad")
        failed = await desk.comes_to(id, "failed")
        assert (failed.error, failed.detail) == ("encrypted", "a password")
        assert await jobs.retry(id)
        assert (await desk.comes_to(id, "failed")).attempts == 1


async def test_a_mishap_fails_its_job_alone(desk: Desk) -> None:
    async with desk.open() as jobs:
        broken, fine = await jobs.submit("test", "broken"), await jobs.submit("test", "fine")
        assert (await desk.comes_to(broken, "failed")).error == "internal"
        await desk.comes_to(fine, "done")


async def test_a_running_job_is_cancelled_and_the_next_one_begins(desk: Desk) -> None:
    async with desk.open() as jobs:
        long, next = await jobs.submit("test", "long"), await jobs.submit("test", "next")
        await desk.comes_to(long, "running")
        assert await jobs.cancel(long)
        await desk.comes_to(next, "done")
        assert not await jobs.cancel(long)
    assert (await desk.job(long)).state == "cancelled"
    assert desk.done == ["next"]


async def test_a_job_that_is_done_again_waits_until_its_cancelled_run_has_ended(desk: Desk) -> None:
    async with desk.open(parallel=2) as jobs:
        id = await jobs.submit("test", "slow to end")
        await desk.comes_to(id, "running")
        await jobs.cancel(id)
        again = asyncio.create_task(jobs.retry(id))
        await desk.comes_to(id, "waiting")
        desk.go_on.set()
        assert await again
        await desk.comes_to(id, "done")
    assert (desk.most_at_once, desk.done) == (1, ["slow to end"])


async def test_the_end_of_a_cancelled_run_is_not_taken_for_that_of_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = asyncio.Event()

    async def refuse(*_: object) -> None:
        refused.set()
        raise ConnectionError

    monkeypatch.setattr("server.jobs.jobs.RETRY_S", 0.02)
    async with desk.open(parallel=2) as jobs:
        id = await jobs.submit("test", "long")
        await desk.comes_to(id, "running")
        with monkeypatch.context() as away:
            away.setattr(jobs, "_ended", refuse)
            await jobs.cancel(id)
            await asyncio.wait_for(refused.wait(), 5)
            desk.now += 1
            assert await jobs.retry(id)
            await desk.comes_to(id, "running")
        await asyncio.sleep(0.1)
        desk.go_on.set()
        assert (await desk.comes_to(id, "done")).attempts == 1


async def test_a_waiting_job_is_cancelled_before_its_turn(desk: Desk) -> None:
    async with desk.open() as jobs:
        long, waits = await jobs.submit("test", "long"), await jobs.submit("test", "waits")
        await desk.comes_to(long, "running")
        await jobs.cancel(waits)
        desk.go_on.set()
        await desk.comes_to(long, "done")
    assert desk.done == ["long"]


async def test_a_running_job_tells_how_far_it_is(desk: Desk) -> None:
    async with desk.open() as jobs:
        id = await jobs.submit("test", "long")
        await desk.comes_to(id, "running")
        await eventually(lambda: _now(jobs.progress(id) == 0.5), 5)


async def test_what_a_stop_broke_off_is_done_after_it_and_is_no_attempt(desk: Desk) -> None:
    async with desk.open() as jobs:
        id = await jobs.submit("test", "long")
        waits = await jobs.submit("test", "waits")
        await desk.comes_to(id, "running")
    assert (await desk.job(id)).attempts == 0
    desk.go_on.set()
    async with desk.open():
        await desk.comes_to(id, "done")
        await desk.comes_to(waits, "done")
    assert sorted(desk.done) == ["long", "waits"]


async def test_what_a_crash_broke_off_is_done_after_it(desk: Desk) -> None:
    id = await _left_running(desk, attempts=1)
    async with desk.open():
        assert (await desk.comes_to(id, "done")).attempts == 2


async def test_a_job_under_which_the_process_dies_again_and_again_is_given_up(desk: Desk) -> None:
    id = await _left_running(desk, attempts=3)
    async with desk.open():
        assert (await desk.comes_to(id, "failed")).error == "job_crashed"
    assert desk.done == []


async def _left_running(desk: Desk, attempts: int) -> str:
    job = Job(
        kind="test", subject="s", arguments={}, state="running", attempts=attempts, created_at=NOW, detail=""
    )
    async with desk.database.session() as session:
        session.add(job)
    return job.id


async def _now(truth: bool) -> bool:
    return truth


async def test_kind_with_a_queue_of_its_own_holds_up_no_other(desk: Desk) -> None:
    jobs = Jobs(desk.database, lambda: NOW)
    jobs.learn("test", desk.work)
    jobs.learn("slow", desk.work, parallel=1)
    await jobs.start()
    long = await jobs.submit("slow", "long")
    await desk.comes_to(long, "running")
    await desk.comes_to(await jobs.submit("test", "short"), "done")
    desk.go_on.set()
    await desk.comes_to(long, "done")
    await jobs.stop()


async def test_job_of_an_unknown_kind_waits_for_a_server_that_knows_it(desk: Desk) -> None:
    async with desk.database.session() as session:
        job = Job(kind="newer", subject="x", arguments={}, created_at=NOW)
        session.add(job)
    async with desk.open() as jobs:
        await desk.comes_to(await jobs.submit("test", "short"), "done")
        assert (await desk.job(job.id)).state == "waiting"
