"""
Start the control process and the media workers, restart whichever dies, stop them in order.

It holds no state and does nothing else, so that it has no reason to die. Control
is stopped first, so that nobody tells the members to rebuild what is about to be
stopped anyway; then the workers, which close their takes.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from server.config import Settings, load
from server.tasks import spawn

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0
#: A child that ran this long was well; its next death starts from the shortest pause.
WELL_AFTER_S = 20.0
STOP_WITHIN_S = 15.0
#: The status for a wrong configuration: starting again would not help.
HOPELESS_STATUS = 2

Say = Callable[[str], None]


@dataclass(slots=True)
class Child:
    """One process to keep alive; `name` stands before each line it prints."""

    name: str
    arguments: list[str]
    environment: Mapping[str, str]
    process: Process | None = None
    restarts: int = -1

    async def start(self, say: Say) -> None:
        """Start the process and pass on what it prints; raises `OSError` where it can't be started."""
        self.process = await asyncio.create_subprocess_exec(
            *self.arguments,
            env=dict(self.environment),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Ctrl-C in a terminal must reach the supervisor alone: it knows the order.
            process_group=0,
        )
        self.restarts += 1
        assert self.process.stdout is not None
        spawn(_prefix(self.name, self.process.stdout, say), name=f"output of {self.name}")

    async def stop(self) -> None:
        """Ask it to end and wait; it is killed when it does not."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            process.kill()
            await process.wait()


class Supervisor:
    """Keeps the children alive until `stop` is called. `run` returns the exit status."""

    def __init__(self, control: Child, workers: list[Child], say: Say = print) -> None:
        self.control = control
        self.workers = workers
        self.status = 0
        self._say = say
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Stop everything; `run` returns when all children have ended."""
        self._stopping.set()

    async def run(self) -> int:
        """Start the children and restart each that ends; after `stop`, control goes before its workers."""
        children = [self.control, *self.workers]
        keepers = [spawn(self._keep(child), name=f"keep {child.name}") for child in children]
        await self._stopping.wait()
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        await self.control.stop()
        await asyncio.gather(*(worker.stop() for worker in self.workers))
        return self.status

    async def _keep(self, child: Child) -> None:
        pause = FIRST_PAUSE_S
        while True:
            loop = asyncio.get_running_loop()
            started = loop.time()
            await child.start(self._say)
            assert child.process is not None
            status = await child.process.wait()
            if status == HOPELESS_STATUS:
                self.status = status
                self.stop()
                return
            pause = FIRST_PAUSE_S if loop.time() - started > WELL_AFTER_S else pause
            self._say(f"[supervisor] {child.name} ended with status {status}, starting it again")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)


async def _prefix(name: str, stream: asyncio.StreamReader, say: Say) -> None:
    while True:
        try:
            line = await stream.readline()
        except ValueError:
            # A line longer than the stream's limit: what was read of it is gone.
            continue
        if not line:
            return
        say(f"[{name}] {line.decode('utf-8', 'replace').rstrip()}")


def children(
    settings: Settings, config: Path | None, environment: Mapping[str, str]
) -> tuple[Child, list[Child]]:
    """The control process and the workers that these settings ask for, not yet started."""
    environment = _with_secret(settings, environment)
    tail = [str(config)] if config is not None else []
    command = [sys.executable, "-m", "server.child", str(os.getpid())]
    control = Child("control", [*command, "control", *tail], environment)
    count = settings.media.worker_count
    workers = [
        Child(f"media {index}", [*command, "media-worker", str(index), *tail], environment)
        for index in range(count)
    ]
    return control, workers


def _with_secret(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Without a configured worker secret, one is made for this run and handed to the children only."""
    secret = settings.media.secret.get_secret_value() or secrets.token_urlsafe(32)
    return {**environment, "TONGKE_MEDIA__SECRET": secret, "PYTHONUNBUFFERED": "1"}


async def supervise(config: Path | None, environment: Mapping[str, str], say: Say = print) -> int:
    """Run the whole server until SIGINT or SIGTERM; returns the exit status. Raises `ConfigError`."""
    settings = load(config, environment)
    supervisor = Supervisor(*children(settings, config, environment), say)
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, supervisor.stop)
    return await supervisor.run()
