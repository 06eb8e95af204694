"""An upload has one writer at a time, however often its line breaks."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from server.courseware.receiving import Turns


@pytest.mark.parametrize("seed", range(8))
async def test_whoever_comes_again_and_again_never_writes_beside_another(seed: int) -> None:
    chance, turns, writing = Random(seed), Turns(), 0

    async def pause(most: int) -> None:
        for _ in range(chance.randrange(most)):
            await asyncio.sleep(0)

    async def write() -> None:
        nonlocal writing
        async with turns.take("upload", lambda: None):
            writing += 1
            await pause(5)
            assert writing == 1
            writing -= 1

    writers = []
    for _ in range(60):
        writers.append(asyncio.create_task(write()))
        await pause(6)
    await asyncio.gather(*writers)
