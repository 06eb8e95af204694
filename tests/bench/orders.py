"""How the bench leads its load processes: lines of JSON, orders in and answers out."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from typing import Any


async def orders() -> AsyncIterator[dict[str, Any]]:
    """What the bench asks this process, until it closes the pipe."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield json.loads(line)


def answer(fields: dict[str, Any]) -> None:
    """Answer an order, or say that one is ready for the first."""
    print(json.dumps(fields), flush=True)


class LoadProcess:
    """The bench's end: `start` it, `ask` it, `stop` it."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, module: str, *options: str) -> LoadProcess:
        """Start it and wait until it is ready; raises `SystemExit` when it ends instead."""
        command = (sys.executable, "-m", module, *options)
        # Samples of many receivers make a long line.
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=1 << 24)
        load = cls(process)
        await load._answer()
        return load

    async def ask(self, **order: Any) -> dict[str, Any]:
        """Give an order and wait for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        await self.process.stdin.drain()
        return await self._answer()

    async def stop(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        await self.process.wait()

    async def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise SystemExit(f"a load process ended with {await self.process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found
