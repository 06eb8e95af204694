"""Take the bytes of an upload from the line onto the disk, from where it broke off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO
from weakref import WeakValueDictionary

#: Written at once: a thread's turn costs as much as copying a hundredth of it.
BLOCK = 1 << 20
#: A line that carries nothing for so long has broken.
IDLE_S = 60.0


class TooMuch(Exception):
    """More bytes came than the upload was announced with; none of the surplus is kept."""


async def receive(path: Path, length: int, chunks: AsyncIterator[bytes]) -> int:
    """
    Append what comes to the file, up to `length` bytes in all; returns how many there are now.

    Whatever ends it, what has come is kept. Raises `TooMuch`, `OSError` (the disk is full), `TimeoutError`
    and whatever `chunks` raises.
    """
    with await asyncio.to_thread(path.open, "ab") as file:
        block = bytearray()
        size = file.tell()
        try:
            async for chunk in _timely(chunks):
                if size + len(block) + len(chunk) > length:
                    raise TooMuch
                block += chunk
                if len(block) >= BLOCK:
                    size += await _written(file, block)
        finally:
            size += await _written(file, block)
    return size


async def _timely(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(IDLE_S):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        yield chunk


async def _written(file: BinaryIO, block: bytearray) -> int:
    size = len(block)
    if size:
        await asyncio.to_thread(_write, file, bytes(block))
        block.clear()
    return size


def _write(file: BinaryIO, block: bytes) -> None:
    file.write(block)
    file.flush()


class Turns:
    """
    One writer an upload: whoever comes anew ends the one before.

    A page that comes back after its line broke must not wait until the server has
    noticed that too.
    """

    def __init__(self) -> None:
        #: Each is there as long as somebody has it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._ends: dict[str, Callable[[], None]] = {}

    @asynccontextmanager
    async def take(self, upload: str, end: Callable[[], None]) -> AsyncIterator[None]:
        """Be the one who writes; `end` breaks off this writer when the next one comes."""
        await self.interrupt(upload)
        lock = self._locks.setdefault(upload, asyncio.Lock())
        async with lock:
            self._ends[upload] = end
            try:
                yield
            finally:
                del self._ends[upload]

    async def interrupt(self, upload: str) -> None:
        """End whoever writes now, and wait until what has come is on the disk."""
        end, lock = self._ends.get(upload), self._locks.get(upload)
        if end is not None and lock is not None:
            end()
            async with lock:
                return
