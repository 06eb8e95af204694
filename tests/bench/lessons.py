"""How many lessons a core carries: more and more of them on one worker, until it is late or loses packets."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.delivered import Delivered, joined
from tests.bench.lesson_load import MASTER
from tests.bench.orders import LoadProcess
from tests.bench.servers import Tongke, tongke
from tests.bench.table import table
from tests.network import load as machine

HEAD = ["lessons", "server", "worker's core", "a lesson", "packets in", "out", "µs per packet out"]
HEAD += ["added p50", "added p99", "lost", "frames missing", "reduced", "bench's load", "other work"]
CLASSROOMS = 8
#: Where a worker is full: the 99th percentile of the added latency, the packets lost, the frames missing.
LATEST_MS, MOST_LOST, MOST_MISSING = 20.0, 0.005, 0.01
#: The bench's own core is full from here on, and the figures say nothing of the server any more.
OWN_LIMIT = 0.9
#: With more work of others than this on the machine, a step that fails does not show that a worker is full.
DISTURBED = 0.05
LESSONS_EACH = 4  # in one process of the bench
CALM_S = 12.0
TRIES = 2

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """
    What so many lessons gave; `reduced` pictures were worse than they are drawn.

    `others` is the share of the machine that everything else had, 0 to 1.
    """

    count: int
    found: Delivered
    reduced: int
    others: float

    @property
    def carries(self) -> bool:
        found = self.found
        return found.p99_ms <= LATEST_MS and found.loss <= MOST_LOST and found.missing <= MOST_MISSING

    def row(self, name: str) -> list[str]:
        found = self.found
        busy = found.server_us / 1e4 / found.seconds
        return [
            str(self.count),
            name,
            f"{busy:.0f} %",
            f"{busy / self.count:.1f} %",
            f"{found.sent / found.seconds:.0f}/s",
            f"{found.delivered / found.seconds:.0f}/s",
            f"{found.cost_us:.1f}",
            f"{found.p50_ms:.1f} ms",
            f"{found.p99_ms:.1f} ms",
            f"{100 * found.loss:.2f} %",
            f"{100 * found.missing:.2f} %",
            str(self.reduced),
            f"{100 * found.load:.0f} %",
            f"{100 * self.others:.0f} %",
        ]


async def bench(arguments: Namespace, say: Say) -> None:
    """Grow with the compiled kernel, and if wanted without."""
    variants = {"Tongke": "true"} | ({"Tongke, no kernel": "false"} if arguments.without_kernel else {})
    rows, results = [], []
    with apart() as core:
        for name, kernel in variants.items():
            async with tongke(name, TONGKE_MEDIA__KERNEL=kernel) as server:
                pin(server.process, core)
                steps, why = await Growth(server, arguments.lesson_seconds).grow(arguments.steps)
            rows += [step.row(name) for step in steps]
            most = max((step.count for step in steps if step.carries), default=0)
            results.append(f"{name}: {most} lessons on one core; {why}.")
    say(table(HEAD, rows))
    say("\n".join(results))


@contextmanager
def apart() -> Iterator[set[int]]:
    """Keep this process and what it starts off one core; gives that core, for the worker alone."""
    cores = os.sched_getaffinity(0)
    ours = set(sorted(cores)[1:]) or cores
    os.sched_setaffinity(0, ours)
    try:
        yield cores - ours or cores
    finally:
        os.sched_setaffinity(0, cores)


def pin(process: int, cores: set[int]) -> None:
    """Move all threads of a process."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


class Growth:
    """More and more lessons on one server."""

    def __init__(self, server: Tongke, seconds: float) -> None:
        self._server = server
        self._seconds = seconds
        self._loads: list[LoadProcess] = []
        self._held = 0

    async def grow(self, counts: list[int]) -> tuple[list[Step], str]:
        """The steps until one is too much, and why it ended there."""
        steps: list[Step] = []
        try:
            for count in counts:
                while self._held < count:
                    await self._hold()
                steps.append(await self._step(count))
                if not steps[-1].carries and steps[-1].others < DISTURBED:
                    return steps, "more are late, lose packets or miss pictures"
                if steps[-1].found.load > OWN_LIMIT:
                    return steps, "more than the bench itself can feed"
            return steps, "more were not tried"
        finally:
            await asyncio.gather(*(load.stop() for load in self._loads))

    async def _hold(self) -> None:
        if self._held % LESSONS_EACH == 0:
            address = self._server.server.url.replace("http", "ws", 1) + "/signal"
            options = ("--address", address, "--server", str(self._server.process))
            self._loads.append(await LoadProcess.start("tests.bench.lesson_load", *options))
        server = self._server.server
        lesson = await server.lesson(record=False)
        classrooms = [f"classroom{number}" for number in range(1, CLASSROOMS + 1)]
        tickets = {
            "master": await server.ticket(lesson, "master", MASTER),
            "classrooms": {name: await server.ticket(lesson, "rural", name) for name in classrooms},
        }
        await self._loads[-1].ask(lesson=tickets)
        self._held += 1

    async def _step(self, count: int) -> Step:
        """The best of up to two tries: other work on the machine can only make it worse."""
        tried: list[Step] = []
        while not any(step.carries for step in tried) and len(tried) < TRIES:
            tried.append(await self._try(count))
        return min(tried, key=lambda step: (not step.carries, step.found.p99_ms))

    async def _try(self, count: int) -> Step:
        calm = await asyncio.gather(*(load.ask(calm=CALM_S) for load in self._loads))
        before = machine.read()
        parts = await asyncio.gather(*(load.ask(seconds=self._seconds) for load in self._loads))
        busy = machine.between(before, machine.read())
        found = joined([Delivered(**part) for part in parts])
        step = Step(count, found, sum(each["reduced"] for each in calm), busy.all - busy.own)
        print(f"{count} lessons, {self._server.name}: {' | '.join(step.row('')[2:])}", flush=True)
        return step
