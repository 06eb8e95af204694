"""A worker whose loop has no time for packets says for how long they wait."""

import asyncio
import time

from tests.media.worker.control import Control, control_and_worker


def ages(control: Control) -> list[float]:
    return [event["age"] for event in control.events if event["type"] == "statistics"]


async def hold_up(loop_s: float) -> None:
    """Leave the loop no time but between two long turns."""
    until = time.monotonic() + loop_s
    while time.monotonic() < until:
        turn = time.monotonic() + 0.1
        while time.monotonic() < turn:
            pass
        await asyncio.sleep(0)


async def test_a_loop_that_is_held_up_is_late() -> None:
    async with control_and_worker() as (control, _):
        await hold_up(2.0)
        await control.until(lambda: ages(control))
        assert ages(control)[-1] > 0.05
