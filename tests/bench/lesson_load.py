"""
Whole lessons in one process of the bench: a master and eight classrooms each, all publishing and receiving.

    python -m tests.bench.lesson_load --address ws://…/signal --server PID

Orders: `{"lesson": {"master": TICKET, "classrooms": {MEMBER: TICKET, …}}}` holds one more lesson,
`{"calm": 8}` waits up to so many seconds until no picture is reduced and says how many are,
`{"seconds": 5}` measures and answers with the fields of `Delivered`.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
from dataclasses import asdict
from typing import Any

from aiortc import RTCCertificate

from signaling.messages import GiveFloor, StartLesson
from tests.bench.members import Member
from tests.bench.orders import answer, orders
from tests.bench.receivers import keep_reporting, measured

MASTER = "teacher"
LARGE, MIDDLE, SMALL = 720, 360, 180  # pixels


class Lessons:
    """The lessons of this process; one classroom of each is on the floor."""

    def __init__(self, address: str, server: int) -> None:
        self._address = address
        self._server = server
        self._certificate = RTCCertificate.generateCertificate()
        self.members: list[Member] = []
        self._reporting: asyncio.Task[None] | None = None

    async def hold(self, tickets: dict[str, Any]) -> None:
        """One more lesson: everybody enters, it is started, and the first classroom is called on."""
        master = Member(self._address, tickets["master"], self._certificate, screen=True)
        classrooms = {
            name: Member(self._address, ticket, self._certificate)
            for name, ticket in tickets["classrooms"].items()
        }
        for member in (master, *classrooms.values()):
            await member.enter()
        called = next(iter(classrooms))
        await master.client.ask(StartLesson())
        await master.client.ask(GiveFloor(member=called))
        master.sound.is_open = classrooms[called].sound.is_open = True
        small = {f"{name}/camera": SMALL for name in classrooms}
        await master.show(small | {f"{called}/camera": LARGE})
        for member in classrooms.values():
            large = {f"{MASTER}/camera": LARGE, f"{MASTER}/screen": LARGE}
            await member.show(large | {f"{called}/camera": MIDDLE})
        self._add([master, *classrooms.values()])

    def _add(self, members: list[Member]) -> None:
        self.members += members
        if self._reporting is not None:
            self._reporting.cancel()
        self._reporting = keep_reporting([member.receiver for member in self.members])
        gc.freeze()

    async def calm(self, seconds: float) -> int:
        """Wait until everybody gets what they draw, but no longer than this."""
        await asyncio.sleep(2)
        for _ in range(round(10 * (seconds - 2))):
            if not (reduced := self.reduced()):
                return 0
            await asyncio.sleep(0.1)
        return reduced

    def reduced(self) -> int:
        return sum(member.reduced for member in self.members)

    async def measure(self, seconds: float) -> dict[str, Any]:
        found = await measured(
            [member.receiver for member in self.members],
            self._server,
            seconds,
            lambda: sum(member.sent for member in self.members),
            lambda: sum(member.frames_per_second for member in self.members),
        )
        return asdict(found)

    async def leave(self) -> None:
        if self._reporting is not None:
            self._reporting.cancel()
        for member in self.members:
            await member.leave()


async def serve(arguments: argparse.Namespace) -> None:
    lessons = Lessons(arguments.address, arguments.server)
    answer({})
    async for order in orders():
        if "lesson" in order:
            await lessons.hold(order["lesson"])
            answer({})
        elif "calm" in order:
            answer({"reduced": await lessons.calm(order["calm"])})
        else:
            answer(await lessons.measure(order["seconds"]))
    await lessons.leave()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--server", type=int, required=True, help="process id of what is measured")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
