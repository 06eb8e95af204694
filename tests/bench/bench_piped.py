"""
What it costs that a lesson spans two workers, beside all its receivers on one.

    python -m tests.bench.bench_piped --receivers 30 60

Microseconds of processor time per packet that a receiver gets, of each worker and together. With two
workers half of the receivers are on the home, half on the branch, which is fed through a pipe.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import Tongke
from tests.bench.sfu import run
from tests.bench.table import table
from tests.support.ports import consecutive_ports
from tests.support.server import TestServer
from tests.support.waiting import eventually

HEAD = ["receivers", "workers", "µs per packet: home", "branch", "together", "added p50", "added p99", "lost"]


@dataclass
class Watched(Tongke):
    """The server, of which one worker's processor time is measured."""

    number: int = 0

    @property
    def process(self) -> int:
        assert self.server.supervisor is not None, "started"
        child = self.server.supervisor.workers[self.number].process
        assert child is not None, "started"
        return child.pid


@asynccontextmanager
async def spanning(workers: int, receivers: int) -> AsyncIterator[Watched]:
    """A server on which a lesson of so many receivers is on all of these workers."""
    with tempfile.TemporaryDirectory() as folder:
        server = TestServer(
            Path(folder),
            TONGKE_MEDIA__PORT=str(consecutive_ports(workers)),
            TONGKE_MEDIA__WORKERS=str(workers),
            TONGKE_MEDIA__SPAN_RECEIVERS=str(-(-receivers // workers)),
            TONGKE_MEDIA__SPAN_LOAD="1",
        )
        try:
            await server.start()
            await eventually(lambda: server.has_workers(workers), 20)
            yield Watched(f"{workers} workers", server)
        finally:
            await server.close()


async def row(workers: int, receivers: int, repeat: int, seconds: float) -> list[str]:
    """The medians of so many runs; each worker is measured in runs of its own."""
    async with spanning(workers, receivers) as server:
        costs, delays, tails, losses = [], [], [], []
        for number in range(workers):
            server.number = number
            results = [await run(server, receivers, seconds) for _ in range(repeat)]
            costs.append(statistics.median(one.cost_us for one in results))
            delays += [one.p50_ms for one in results]
            tails += [one.p99_ms for one in results]
            losses += [one.loss for one in results]
    # Which worker becomes the home is not known beforehand; it has the publisher too.
    costs.sort(reverse=True)
    return [
        str(receivers),
        str(workers),
        f"{costs[0]:.1f}",
        f"{costs[1]:.1f}" if workers > 1 else "",
        f"{sum(costs):.1f}",
        f"{statistics.median(delays):.1f} ms",
        f"{statistics.median(tails):.1f} ms",
        f"{100 * statistics.median(losses):.2f} %",
    ]


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--receivers", type=int, nargs="+", default=[30])
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        rows = [
            await row(workers, receivers, chosen.repeat, chosen.seconds)
            for receivers in chosen.receivers
            for workers in (1, 2)
        ]
    print(table(HEAD, rows))


if __name__ == "__main__":
    asyncio.run(main())
