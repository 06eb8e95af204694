"""Whatever bytes arrive, no error escapes, memory stays, and a lesson goes on afterwards."""

from __future__ import annotations

import asyncio
import tracemalloc
from pathlib import Path as FilePath

import pytest

from tests.fuzz.lesson import UP, Lesson, captured
from tests.fuzz.mutation import mutated
from tests.fuzz.targets import within, without_lesson
from tests.media.transport.checks import HERE
from tests.media.transport.client import RTP, Client

COUNT = 2000


@pytest.mark.parametrize("name", without_lesson())
def test_no_error_escapes_a_parser(name: str) -> None:
    target = without_lesson()[name]
    for data in [
        *target.seeds,
        *mutated(target.seeds, COUNT // (10 if name == "description" else 1), seed=1),
    ]:
        target.take(data)


@pytest.mark.parametrize("name", ["publisher", "receiver", "stranger"])
async def test_no_error_escapes_a_worker(name: str, tmp_path: FilePath) -> None:
    lesson = Lesson(tmp_path)
    target = within(lesson)[name]
    for data in [*target.seeds, *mutated(target.seeds, COUNT, seed=2)]:
        target.take(data)
    await lesson.close()


async def test_a_lesson_goes_on_after_the_worst_of_publishers(tmp_path: FilePath) -> None:
    lesson = Lesson(tmp_path)
    target = within(lesson)["receiver"]
    for data in mutated(target.seeds, COUNT, seed=3):
        target.take(data)
    sent = lesson.sent
    for data in captured("up-rtp"):
        lesson.arrives(data, UP)
    assert lesson.sent > sent
    await lesson.close()


async def test_memory_stays_whatever_arrives() -> None:
    lesson = Lesson()
    targets = within(lesson).values()

    def round_of(seed: int) -> int:
        for target in targets:
            for data in mutated(target.seeds, COUNT // 10, seed):
                target.take(data)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        first = [round_of(seed) for seed in range(3)]
        assert round_of(9) < first[-1] + 1_000_000, first
    finally:
        tracemalloc.stop()
    await lesson.close()


async def test_a_connected_peer_is_not_troubled_by_broken_records_under_its_address() -> None:
    client = Client()
    await client.connect()
    for data in mutated(captured("dtls"), 500, seed=4):
        client.endpoint.demultiplexer.receive(data, HERE, 0.0)
        await asyncio.sleep(0)
    client.send_rtp()
    assert client.rtp == [RTP] and client.states == ["connected"]
    await client.close()
