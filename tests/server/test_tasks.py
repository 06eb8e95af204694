"""What the server does again and again, until it is stopped."""

import asyncio

from server.tasks import repeat

NEVER_S = 1e6


async def test_what_has_failed_is_done_again_soon_and_nothing_after_the_stop() -> None:
    stopping, tries = asyncio.Event(), 0

    async def sweep() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("the disk is away")
        stopping.set()

    await asyncio.wait_for(repeat(sweep, stopping, NEVER_S, 0, "sweep"), 5)
    assert tries == 2


async def test_what_is_stopped_already_is_not_done() -> None:
    stopping, done = asyncio.Event(), []
    stopping.set()

    async def sweep() -> None:
        done.append("swept")

    await repeat(sweep, stopping, NEVER_S, NEVER_S, "sweep")
    assert done == []
