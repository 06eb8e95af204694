"""
Let members come and go beside a lesson, and see whether memory grows: `make soak`, or with `--minutes 30`.

Prints what worker and control hold, and the slope through the last two thirds of the readings.
With `--flood 1000000` so many junk datagrams are thrown at the worker's port meanwhile; the lesson's
sound must not suffer from either.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from pathlib import Path

from aiortc import RTCCertificate

from tests.bench.__main__ import machine
from tests.bench.processes import resident_bytes
from tests.support.neighbour import Neighbour, lesson_next_door
from tests.support.peer import Peer
from tests.support.server import TestServer, running_server
from tests.support.whip import post

READ_EVERY_S = 10.0
STAY_S = 2.0
# So many members are there at once besides the lesson next door.
AT_ONCE = 4
# So many different ones come, again and again: a room lists everybody who was ever there.
FACES = 60
FLOOD = Path(__file__).parents[1] / "faults" / "flood.py"

Reading = tuple[float, int, int]


class Visitors:
    """Members of a second lesson: by turns a viewer, a publisher and somebody on the websocket alone."""

    def __init__(self, server: TestServer, lesson: str) -> None:
        self.server, self.lesson, self.visits = server, lesson, 0
        self._certificate = RTCCertificate.generateCertificate()
        self._numbers = itertools.count()

    async def keep_coming(self) -> None:
        """One visit after the other, until cancelled."""
        while True:
            number = next(self._numbers)
            visit = (self._view, self._publish, self._talk)[number % 3]
            await visit(f"visitor-{number % FACES}")
            self.visits += 1

    async def _view(self, name: str) -> None:
        await self._stay("whep", "observer", name, Peer("recvonly", self._certificate))

    async def _publish(self, name: str) -> None:
        await self._stay("whip", "rural", name, Peer("sendonly", self._certificate))

    async def _stay(self, kind: str, role: str, name: str, peer: Peer) -> None:
        ticket = await self.server.ticket(self.lesson, role, name)
        response = await post(
            self.server.http, f"{self.server.url}/{kind}/{self.lesson}", ticket, peer.offer()
        )
        assert response.status == 201, await response.text()
        await peer.connect(await response.text())
        await asyncio.sleep(STAY_S)
        # Every other one goes without a word, as a killed browser does.
        if self.visits % 2:
            await peer.close()
        else:
            peer.vanish()

    async def _talk(self, name: str) -> None:
        client = await self.server.member(self.lesson, "rural", name)
        await asyncio.sleep(STAY_S)
        await client.close()


def slope(readings: list[tuple[float, int]]) -> float:
    """Bytes per second by least squares."""
    middle = sum(at for at, _ in readings) / len(readings)
    mean = sum(held for _, held in readings) / len(readings)
    spread = sum((at - middle) ** 2 for at, _ in readings)
    return sum((at - middle) * (held - mean) for at, held in readings) / spread if spread else 0.0


def read(server: TestServer, began: float) -> Reading:
    processes = [child.process for child in (server.worker, server.control)]
    worker, control = (resident_bytes(process.pid) for process in processes if process is not None)
    return time.monotonic() - began, worker, control


async def soak(server: TestServer, minutes: float, flood: int) -> None:
    lesson = await server.lesson(record=False)
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    visitors = Visitors(server, lesson)
    async with lesson_next_door(server, record=False) as neighbour:
        coming = [asyncio.create_task(visitors.keep_coming()) for _ in range(AT_ONCE)]
        flooding = asyncio.create_task(throw(server, flood))
        readings = await watch(server, visitors, coming, minutes)
        await flooding
        for task in coming:
            task.cancel()
        await asyncio.gather(*coming, return_exceptions=True)
        tell(readings, visitors.visits, neighbour)


async def watch(
    server: TestServer, visitors: Visitors, coming: list[asyncio.Task[None]], minutes: float
) -> list[Reading]:
    """Readings until the time is over; a visit that fails is raised here."""
    began, readings = time.monotonic(), list[Reading]()
    while time.monotonic() - began < minutes * 60:
        failed, _ = await asyncio.wait(coming, timeout=READ_EVERY_S)
        for task in failed:
            task.result()
        readings.append(read(server, began))
        at, worker, control = readings[-1]
        say(f"{at:6.0f} s  {visitors.visits:6} visits  worker {worker >> 10} kB  control {control >> 10} kB")
    return readings


async def throw(server: TestServer, count: int) -> None:
    if count:
        command = [sys.executable, str(FLOOD), str(server.settings.media.port), str(count)]
        await (await asyncio.create_subprocess_exec(*command)).wait()
        say(f"{count} junk datagrams were thrown")


def tell(readings: list[Reading], visits: int, neighbour: Neighbour) -> None:
    settled = readings[len(readings) // 3 :]
    for place, name in ((1, "worker"), (2, "control")):
        grows = slope([(reading[0], reading[place]) for reading in settled]) * 60 / 1024
        say(f"{name}: {grows:+.1f} kB a minute")
    say(
        f"{visits} visits; sound next door: {neighbour.received} packets, {neighbour.lost} lost, "
        f"longest silence {neighbour.longest_gap:.2f} s"
    )


def say(text: str) -> None:
    print(text, file=sys.__stdout__, flush=True)


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--flood", type=int, default=0, help="junk datagrams meanwhile")
    arguments = parser.parse_args()
    say(machine())
    with tempfile.TemporaryDirectory() as folder:
        limits = {"TONGKE_ROOM__JOINS_PER_MINUTE": "10000", "TONGKE_MEDIA__WORKERS": "1"}
        async with running_server(Path(folder), **limits) as server:
            await soak(server, arguments.minutes, arguments.flood)


if __name__ == "__main__":
    asyncio.run(main())
