"""A task is held until it has ended, and its failure is heard."""

import asyncio
import gc

import pytest

from media.tasks import spawn


async def test_a_failure_is_logged_with_the_tasks_name(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("a bug")

    task = spawn(fail(), name="the failing one")
    await asyncio.wait([task])
    assert "the failing one" in caplog.text and "a bug" in caplog.text


async def test_a_task_that_nobody_keeps_runs_to_its_end() -> None:
    done: list[bool] = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append(True)

    spawn(work(), name="work")
    gc.collect()
    for _ in range(3):
        await asyncio.sleep(0)
    assert done == [True]


async def test_a_cancelled_task_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    task = spawn(asyncio.sleep(60), name="sleeper")
    task.cancel()
    await asyncio.wait([task])
    assert caplog.text == ""
