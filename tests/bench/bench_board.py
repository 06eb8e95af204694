"""
What the board costs: how soon a stroke is seen, what a lesson full of ink sends, how large a snapshot is.

    python -m tests.bench.bench_board [--clients 1 8 50] [--seconds 15] [--kbit 50] [--frames]

The server runs in processes of its own; all its clients share this one, so that many of them wait for
each other here. `--frames` needs a Chromium and the built web client: five authors draw on a real page.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path

from signaling.cues import Cue
from signaling.reducer import reduce
from signaling.room import LessonFacts
from signaling.state import RoomState
from signaling.tools.board.cues import BoardPageAdded, BoardShown, MarkAdded
from signaling.tools.board.state import BoardPage, Drawing
from signaling.tools.board.wire import for_the_wire
from signaling.tools.board.wishes import SetWriters, ShowBoard
from tests.bench.boardclients import Sent, Watcher, Writer
from tests.bench.boardframes import frames
from tests.bench.handwriting import stroke
from tests.bench.table import table
from tests.network.lines import lines
from tests.network.profiles import Profile, direction
from tests.support.server import TestServer

AUTHORS = 5
NO_DOORS: Mapping[str, str] = {}
#: Round trip and jitter of a thin line, in seconds.
THIN_LINE = (0.12, 0.02)
MANY_MARKS, MARKS_A_PAGE = 3_000, 200


class BoardLesson:
    """A live lesson with the board open: the teacher, classrooms that may write, and who only watches."""

    def __init__(self, server: TestServer, lesson: str, doors: Mapping[str, str]) -> None:
        """`doors` are the addresses of the server for those members who have one of their own."""
        self._server, self._lesson, self._doors = server, lesson, doors
        self.sent: Sent = {}
        self.members: list[Watcher] = []
        self.surface = ""

    async def join(self, role: str, member: str) -> Watcher:
        ticket = await self._server.ticket(self._lesson, role, member)
        door = self._doors.get(member, self._server.url)
        client = Watcher(door.replace("http", "ws") + "/signal", ticket, self.sent)
        await client.join()
        self.members.append(client)
        return client

    async def open(self, classrooms: int, authors: int) -> list[Writer]:
        """Everybody joins, the board is opened, and the first of them may write."""
        teacher = await self.join("master", "teacher")
        names = [f"class-{n}" for n in range(classrooms)]
        for name in names:
            await self.join("rural", name)
        await teacher.ask(SetWriters(members=names[: authors - 1]))
        await teacher.ask(ShowBoard())
        state = await teacher.until(lambda state: state.board.shown is not None)
        self.surface = f"board:{state.board.shown}"
        writers = self.members[:authors]
        return [Writer(each, self.surface, n, self.sent) for n, each in enumerate(writers, 1)]

    async def leave(self) -> None:
        for member in self.members:
            await member.close()


@asynccontextmanager
async def board_lesson(
    server: TestServer, classrooms: int, authors: int, doors: Mapping[str, str] = NO_DOORS
) -> AsyncIterator[tuple[BoardLesson, list[Writer]]]:
    id = await server.lesson(record=False)
    await server.ask("POST", f"/api/lessons/{id}/start")
    lesson = BoardLesson(server, id, doors)
    try:
        yield lesson, await lesson.open(classrooms, authors)
    finally:
        await lesson.leave()
        await server.ask("POST", f"/api/lessons/{id}/end")


async def latencies(server: TestServer, clients: int, seconds: float) -> list[str]:
    """The teacher writes, `clients` classrooms watch."""
    async with board_lesson(server, clients, 1) as (lesson, (teacher,)):
        await teacher.write(seconds)
        await asyncio.sleep(0.5)
        watchers = lesson.members[1:]
        ink = [each for watcher in watchers for each in watcher.ink_ms]
        marks = [each for watcher in watchers for each in watcher.marks_ms]
    return [str(clients), *_spread(marks), *_spread(ink)]


async def traffic(server: TestServer, seconds: float) -> list[str]:
    """Five authors write, one classroom only watches: what it receives, and how soon."""
    async with board_lesson(server, AUTHORS, AUTHORS) as (lesson, writers):
        watcher = lesson.members[-1]
        before = watcher.received
        await asyncio.gather(*(writer.write(seconds) for writer in writers))
        await asyncio.sleep(0.5)
        received = (watcher.received - before) * 60 / (seconds + 1)
        return [
            f"{len(watcher.marks_ms) * 60 / (seconds + 1):.0f}",
            f"{received / 1000:.0f}",
            f"{received * 8 / 60 / 1000:.1f}",
            *_spread(watcher.marks_ms),
            *_spread(watcher.ink_ms),
        ]


async def thin_line(server: TestServer, kbit: float, loss: float, seconds: float) -> list[str]:
    """Five authors write; the last of them, and somebody who only watches, sit behind a thin line each."""
    half = direction(kbit * 1000, loss, *THIN_LINE)
    thin = Profile("thin", half, half)
    author, watcher = f"class-{AUTHORS - 2}", f"class-{AUTHORS - 1}"
    async with lines() as relay:
        for name in (author, watcher):
            await relay.open(name, thin, udp=9, tcp={"pages": server.settings.http.port})
        doors = {name: relay.address(name) for name in (author, watcher)}
        async with board_lesson(server, AUTHORS, AUTHORS, doors) as (lesson, writers):
            await asyncio.gather(*(writer.write(seconds) for writer in writers))
            await asyncio.sleep(2)
            sees, is_seen = lesson.members[-1], lesson.members[0]
        return [
            f"{kbit:.0f}",
            f"{loss:.0%}",
            *_spread(sees.marks_ms),
            *_spread(sees.ink_ms),
            *_spread(is_seen.marks_ms),
        ]


def snapshots() -> list[list[str]]:
    """A lesson's state with very many marks, as a latecomer gets it and as it would be whole."""
    whole = _written(MANY_MARKS)
    return [[name, *_sizes(state)] for name, state in (("as sent", for_the_wire(whole)), ("whole", whole))]


def _written(marks: int) -> RoomState:
    state, chance = LessonFacts("l1", "荷塘月色").empty_room(), random.Random(1)
    events: list[BoardPageAdded | BoardShown | MarkAdded] = []
    for page in range(marks // MARKS_A_PAGE):
        events += [BoardPageAdded(page=BoardPage(id=f"p{page}")), BoardShown(page=f"p{page}")]
        for n in range(MARKS_A_PAGE):
            drawing = Drawing(**stroke(1_795_226_000_000 + n, chance).drawing)
            events.append(MarkAdded(surface=f"board:p{page}", drawing=drawing))
    for n, event in enumerate(events, 1):
        state = reduce(state, Cue(n=n, at=n, by="u3c9k2m4x7q1", event=event))
    return state


def _sizes(state: RoomState) -> list[str]:
    text = state.model_dump_json().encode()
    return [f"{len(text) / 1000:.0f}", f"{len(zlib.compress(text, 6)) / 1000:.0f}"]


def _spread(times: Sequence[float]) -> list[str]:
    ordered = sorted(times)
    if not ordered:
        return ["-", "-"]
    return [f"{ordered[int(share * (len(ordered) - 1))]:.1f}" for share in (0.5, 0.95)]


def say(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(table(head, rows), "\n", file=sys.__stdout__, flush=True)


async def main(arguments: argparse.Namespace) -> None:
    say(("snapshot of 3000 marks on 15 pages", "kB", "kB deflated"), snapshots())
    times = ("mark p50 ms", "p95", "ink p50 ms", "p95")
    with tempfile.TemporaryDirectory() as folder:
        server = TestServer(Path(folder), TONGKE_ROOM__JOINS_PER_MINUTE="100000")
        await server.start()
        try:
            rows = [await latencies(server, clients, arguments.seconds) for clients in arguments.clients]
            say(("receivers", *times), rows)
            heavy = await traffic(server, 2 * arguments.seconds)
            say(("5 authors, 60 strokes/min each: marks/min", "kB/min", "kbit/s", *times), [heavy])
            thin = [await thin_line(server, arguments.kbit, loss, arguments.seconds) for loss in (0.0, 0.05)]
            say(("line, kbit/s", "loss", *times, "seen by the teacher p50 ms", "p95"), thin)
        finally:
            await server.close()
    if arguments.frames:
        say(
            ("drawing on a page", "frames/s", "frame p50 ms", "p95", "p99", "longest"),
            await frames(arguments.seconds),
        )


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 50])
    parser.add_argument("--seconds", type=float, default=15, help="of each run")
    parser.add_argument("--kbit", type=float, default=50, help="each way of the thin line")
    parser.add_argument("--frames", action="store_true", help="also measure a page in Chromium")
    return parser.parse_args()


if __name__ == "__main__":
    # What the server says meanwhile is not part of the tables.
    with redirect_stdout(sys.stderr):
        asyncio.run(main(parse()))
