"""Run one conversion in a process of its own, and hear how it goes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from server.confined.entry import Tell
from server.confined.process import run_confined
from server.courseware.convert.order import Made, Order
from server.courseware.words import CODES


async def convert(order: Order, work: Path, wall_s: float, tell: Tell) -> Made:
    """
    Do what the order says in a process that knows nothing else, within `wall_s` seconds.

    Raises `JobFailed` with a code of `words`; when cancelled, the process and its children are gone.
    """
    made = await run_confined("server.courseware.convert", asdict(order), work, wall_s, tell, CODES)
    return Made(**made)
