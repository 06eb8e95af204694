"""What forwarding costs: microseconds of processor time per delivered packet, loss and added latency."""

from __future__ import annotations

import asyncio
import contextlib
import json
import statistics
import sys
from argparse import Namespace
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.load import Delivered
from tests.bench.servers import Measured, janus, janus_is_installed, tongke
from tests.bench.table import table

HEAD = ["receivers", "server", "µs per packet", "ratio", "added p50", "added p99", "lost", "kB per receiver"]


async def bench(arguments: Namespace, say: Callable[[str], None]) -> None:
    """Alternate between the servers, several times for each number of receivers; print the medians."""
    async with contextlib.AsyncExitStack() as stack:
        servers: list[Measured] = [await stack.enter_async_context(tongke("Tongke"))]
        for checkout in arguments.against:
            servers.append(await stack.enter_async_context(tongke(checkout, Path(checkout))))
        if janus_is_installed() and not arguments.no_janus:
            servers.append(await stack.enter_async_context(janus()))
        rows = []
        for count in arguments.receivers:
            rows += await compare(servers, count, arguments.repeat, arguments.seconds)
            if not janus_is_installed():
                rows.append([str(count), "Janus", "not installed", "", "", "", "", ""])
        say(table(HEAD, rows))


async def compare(servers: Sequence[Measured], count: int, repeat: int, seconds: float) -> list[list[str]]:
    runs: dict[str, list[Delivered]] = {server.name: [] for server in servers}
    for number in range(repeat):
        # Every second round goes backwards, so that no server always follows the same one.
        for server in servers if number % 2 == 0 else reversed(servers):
            result = await run(server, count, seconds)
            runs[server.name].append(result)
            print(f"{count} receivers, {server.name}: {result.cost_us:.1f} µs", flush=True)
    reference = _median(runs[servers[-1].name], lambda one: one.cost_us)
    return [_row(count, name, results, reference) for name, results in runs.items()]


def _median(results: list[Delivered], value: Callable[[Delivered], float]) -> float:
    return statistics.median(value(one) for one in results)


def _row(count: int, name: str, results: list[Delivered], reference: float) -> list[str]:
    cost = _median(results, lambda one: one.cost_us)
    spread = f"{min(one.cost_us for one in results):.1f}-{max(one.cost_us for one in results):.1f}"
    return [
        str(count),
        name,
        f"{cost:.1f} ({spread})",
        f"{cost / reference:.2f}",
        f"{_median(results, lambda one: one.p50_ms):.1f} ms",
        f"{_median(results, lambda one: one.p99_ms):.1f} ms",
        f"{100 * _median(results, lambda one: one.loss):.2f} %",
        f"{_median(results, lambda one: one.resident_kib):.0f}",
    ]


async def run(server: Measured, count: int, seconds: float) -> Delivered:
    """One publisher, `count` receivers, so many seconds."""
    publisher = await _load("publish", server)
    assert publisher.stdout is not None
    try:
        await publisher.stdout.readline()
        receiver = await _load("receive", server, "--count", str(count), "--seconds", str(seconds))
        answer, _ = await receiver.communicate()
        if receiver.returncode:
            raise SystemExit(f"the load on {server.name} failed")
    finally:
        with contextlib.suppress(ProcessLookupError):
            publisher.terminate()
        await publisher.wait()
        await server.leave()
    return Delivered(**json.loads(answer))


async def _load(role: str, server: Measured, *options: str) -> Process:
    entrance = await server.entrance(role)
    command = ["-m", "tests.bench.load", role, *entrance, "--server", str(server.process), *options]
    return await asyncio.create_subprocess_exec(sys.executable, *command, stdout=PIPE)
