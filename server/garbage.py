"""Collect what the libraries of web and database leave behind in circles, before it is megabytes."""

from __future__ import annotations

import asyncio
import gc

#: A visit leaves some 60 kB; a round takes a few milliseconds once the start has been set aside.
EVERY_S = 20.0


async def collect_for_ever() -> None:
    """By itself the collector would come by once in some hundred visits; cancel it to stop."""
    while True:
        await asyncio.sleep(EVERY_S)
        gc.collect()
