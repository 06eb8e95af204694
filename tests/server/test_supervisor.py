"""The supervisor keeps its children alive and takes them along when it goes, however it goes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server import supervisor as supervisor_module
from server.config import Settings
from server.supervisor import Child, Supervisor, children
from server.tasks import spawn
from tests.support.waiting import until

#: A child that says its process id, then that it was asked to stop.
POLITE = """
import os, signal, sys, time
def stop(*_):
    print(NAME + " stops", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print(NAME, os.getpid(), flush=True)
time.sleep(60)
"""


def child(name: str, code: str = POLITE) -> Child:
    return Child(name, [sys.executable, "-c", f"NAME = {name!r}\n{code}"], os.environ)


@asynccontextmanager
async def running(control: Child, *workers: Child) -> AsyncIterator[tuple[Supervisor, list[str]]]:
    said: list[str] = []
    supervisor = Supervisor(control, list(workers), said.append)
    task = spawn(supervisor.run(), name="supervisor")
    try:
        yield supervisor, said
    finally:
        supervisor.stop()
        await task


async def test_output_is_prefixed_with_the_child_that_said_it() -> None:
    async with running(child("control"), child("media 0")) as (_, said):
        await until(lambda: {line.split("]")[0] for line in said} == {"[control", "[media 0"})


async def test_killed_child_is_started_again() -> None:
    worker = child("media 0")
    async with running(child("control"), worker) as (_, said):
        await until(lambda: any("media 0" in line for line in said))
        assert worker.process is not None
        worker.process.kill()
        await until(lambda: worker.restarts == 1)


async def test_control_stops_before_the_workers_do() -> None:
    async with running(child("control"), child("media 0")) as (_, said):
        await until(lambda: len(said) == 2)
    assert said[2:] == ["[control] control stops", "[media 0] media 0 stops"]


async def test_child_that_ignores_the_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "STOP_WITHIN_S", 0.2)
    deaf = child(
        "media 0",
        "import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('deaf', flush=True)\ntime.sleep(60)",
    )
    async with running(child("control"), deaf) as (_, said):
        await until(lambda: any("deaf" in line for line in said))
    assert deaf.process is not None and deaf.process.returncode == -signal.SIGKILL


async def test_wrong_configuration_ends_everything_with_its_status() -> None:
    supervisor = Supervisor(child("control", "raise SystemExit(2)"), [child("media 0")], lambda line: None)
    assert await asyncio.wait_for(supervisor.run(), 10) == 2


async def test_child_that_dies_at_once_is_not_started_in_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "FIRST_PAUSE_S", 30.0)
    control = child("control", "raise SystemExit(1)")
    async with running(control) as (_, said):
        await until(lambda: any("starting it again" in line for line in said))
        assert control.restarts == 0


def test_workers_share_a_secret_that_is_not_on_the_command_line() -> None:
    control, workers = children(Settings(), Path("x.toml"), {})
    secret = control.environment["TONGKE_MEDIA__SECRET"]
    assert len(secret) >= 32
    assert all(worker.environment["TONGKE_MEDIA__SECRET"] == secret for worker in workers)
    assert not any(secret in argument for argument in control.arguments)


HELD = """
import sys, time
from server import lifeline
lifeline.hold(int(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""
PARENT = f"""
import os, subprocess, sys, time
arguments = [sys.executable, "-c", {HELD!r}, str(os.getpid())]
child = subprocess.Popen(arguments, stdin=subprocess.PIPE)
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.faults
async def test_child_ends_when_its_parent_is_killed() -> None:
    arguments = (sys.executable, "-c", PARENT)
    parent = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    assert await parent.stdout.readline() == b"held\n"
    parent.kill()
    await parent.wait()
    await until(lambda: not _is_alive(pid))


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
