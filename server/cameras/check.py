"""Have a source looked at by a process of its own, which is killed when it takes too long."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass

from media.ingest.failures import REASONS
from media.ingest.verdict import Facts, Picture, Sound

#: Opening takes up to 10 s by itself; nobody waits longer for an answer.
WITHIN_S = 12.0
#: Each check is a process: administrators who check many at once wait for one another.
AT_ONCE = 2


class CheckFailed(Exception):
    """The source could not be looked at; `reason` is one of `media.ingest.failures.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Checks:
    """Looks at sources, a few at once."""

    turns: asyncio.Semaphore

    @classmethod
    def few(cls) -> Checks:
        return cls(asyncio.Semaphore(AT_ONCE))

    async def look(self, url: str) -> Facts:
        """What the source at `url` sends. Raises `CheckFailed`."""
        async with self.turns:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "media.ingest.probe"), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
            try:
                said = await _ask(process, url)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        return _facts(said)


async def _ask(process: Process, url: str) -> bytes:
    try:
        async with asyncio.timeout(WITHIN_S):
            said, _ = await process.communicate(url.encode() + b"\n")
    except TimeoutError:
        raise CheckFailed("silent") from None
    return said


def _facts(said: bytes) -> Facts:
    try:
        found = json.loads(said)
    except ValueError:
        raise CheckFailed("failed") from None
    if "reason" in found:
        raise CheckFailed(found["reason"] if found["reason"] in REASONS else "failed")
    picture, sound = found["picture"], found["sound"]
    return Facts(Picture(**picture) if picture else None, Sound(**sound) if sound else None)
