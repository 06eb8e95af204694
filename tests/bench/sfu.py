"""What forwarding costs: microseconds of processor time per delivered packet, loss and added latency."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.bench.delivered import Delivered, joined
from tests.bench.orders import LoadProcess
from tests.bench.processes import processor_seconds, resident_bytes
from tests.bench.servers import Measured, Tongke, janus, janus_is_installed, tongke
from tests.bench.table import table
from tests.support.stream import PACKETS_PER_SECOND

HEAD = ["receivers", "server", "µs per packet", "ratio", "added p50", "added p99", "lost"]
HEAD += ["kB per receiver", "bench's load"]
IDLE_HEAD = ["server", "idle", "with idle rooms"]
#: A process of the bench receives for so many, and there are not more than these.
RECEIVERS_EACH, MOST_PROCESSES = 30, 3
IDLE_ROOMS, IDLE_S = 20, 4.0

Say = Callable[[str], None]


async def bench(arguments: Namespace, say: Say) -> None:
    """Alternate between the servers, several times for each number of receivers; print the medians."""
    async with AsyncExitStack() as stack:
        servers = await started(arguments, stack)
        if not arguments.like_browsers:
            say(table(IDLE_HEAD, await asyncio.gather(*map(idle, servers))))
        rows = []
        for count in arguments.receivers:
            rows += await compare(servers, count, arguments)
            if not janus_is_installed():
                rows.append([str(count), "Janus", "not installed", *[""] * (len(HEAD) - 3)])
        say(table(HEAD, rows))


async def started(arguments: Namespace, stack: AsyncExitStack) -> list[Measured]:
    """Ours first, then what it is compared with; Janus last."""
    enter = stack.enter_async_context
    servers: list[Measured] = [await enter(tongke("Tongke"))]
    if arguments.without_kernel:
        servers.append(await enter(tongke("Tongke, no kernel", TONGKE_MEDIA__KERNEL="false")))
    for checkout in arguments.against:
        servers.append(await enter(tongke(checkout, Path(checkout))))
    if janus_is_installed() and not arguments.no_janus:
        servers.append(await enter(janus()))
    return servers


async def idle(server: Measured) -> list[str]:
    """Milliseconds of processor time a second with nobody there; for ours also with lessons that run."""
    row = [server.name, f"{await _idle_ms(server):.1f} ms/s"]
    if not isinstance(server, Tongke):
        return [*row, ""]
    async with server.idle_rooms(IDLE_ROOMS):
        return [*row, f"{await _idle_ms(server):.1f} ms/s ({IDLE_ROOMS} rooms)"]


async def _idle_ms(server: Measured) -> float:
    await asyncio.sleep(1)
    before = processor_seconds(server.process)
    await asyncio.sleep(IDLE_S)
    return 1000 * (processor_seconds(server.process) - before) / IDLE_S


async def compare(servers: Sequence[Measured], count: int, arguments: Namespace) -> list[list[str]]:
    runs: dict[str, list[Delivered]] = {server.name: [] for server in servers}
    for number in range(arguments.repeat):
        # Every second round goes backwards, so that no server always follows the same one.
        for server in servers if number % 2 == 0 else reversed(servers):
            result = await run(server, count, arguments.seconds, arguments.like_browsers)
            runs[server.name].append(result)
            _tell(server, count, result)
    reference = median([one.cost_us for one in runs[servers[-1].name]])
    return [_row(count, name, results, reference) for name, results in runs.items()]


def _tell(server: Measured, count: int, result: Delivered) -> None:
    wanted = PACKETS_PER_SECOND * count * result.seconds
    left_out = (
        "" if result.delivered > 0.97 * wanted else f", only {result.delivered / wanted:.0%} was sent on"
    )
    print(f"{count} receivers, {server.name}: {result.cost_us:.1f} µs{left_out}", flush=True)


def _row(count: int, name: str, results: list[Delivered], reference: float) -> list[str]:
    costs = [one.cost_us for one in results]
    return [
        str(count),
        name,
        f"{median(costs):.1f} ({min(costs):.1f}-{max(costs):.1f})",
        f"{median(costs) / reference:.2f}",
        f"{median([one.p50_ms for one in results]):.1f} ms",
        f"{median([one.p99_ms for one in results]):.1f} ms",
        f"{100 * median([one.loss for one in results]):.2f} %",
        f"{median([one.resident_kib for one in results]):.0f}",
        f"{100 * median([one.load for one in results]):.0f} %",
    ]


async def run(server: Measured, count: int, seconds: float, like_browsers: bool = False) -> Delivered:
    """One publisher, `count` receivers in up to three processes, so many seconds."""
    flags = ["--like-browsers"] if like_browsers else []
    loads: list[LoadProcess] = []
    try:
        loads.append(await _load("publish", server))
        before = resident_bytes(server.process)
        starting = [_load("receive", server, "--count", str(each), *flags) for each in shares(count)]
        loads += await asyncio.gather(*starting)
        publisher, *parts = await asyncio.gather(*(load.ask(seconds=seconds) for load in loads))
        resident = (resident_bytes(server.process) - before) / 1024 / count
    finally:
        await asyncio.gather(*(load.stop() for load in loads))
        await server.leave()
    whole = joined([Delivered(**part) for part in parts])
    return replace(whole, load=whole.load + publisher["load"], resident_kib=resident)


def shares(count: int) -> list[int]:
    """How many receivers each process gets."""
    processes = min(MOST_PROCESSES, -(-count // RECEIVERS_EACH))
    return [count // processes + (number < count % processes) for number in range(processes)]


async def _load(role: str, server: Measured, *options: str) -> LoadProcess:
    entrance = await server.entrance(role)
    return await LoadProcess.start(
        "tests.bench.load", role, *entrance, "--server", str(server.process), *options
    )
