"""Start the relay's process beside a test, and speak with it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.network.profiles import Profile
from tests.network.spelling import write_profile

_LOCAL = "127.0.0.1"


@dataclass
class Lines:
    """The relay's process; every line is known by its name."""

    process: asyncio.subprocess.Process
    ports: dict[str, dict[str, int]] = field(default_factory=dict)

    async def open(
        self, name: str, profile: Profile, udp: int, tcp: Mapping[str, int], seed: int = 1
    ) -> None:
        """Make a line to these ports of this machine; its own ones are in `ports[name]` then."""
        targets = {service: [_LOCAL, port] for service, port in tcp.items()}
        order = {"profile": write_profile(profile), "udp": [_LOCAL, udp], "tcp": targets, "seed": seed}
        self.ports[name] = await self._ask({"open": name} | order)

    def address(self, name: str) -> str:
        """Where a browser on this line finds the server's pages."""
        return f"http://{_LOCAL}:{self.ports[name]['pages']}"

    async def become(self, name: str, profile: Profile) -> None:
        await self._ask({"become": name, "profile": write_profile(profile)})

    async def cut(self, name: str) -> None:
        await self._ask({"cut": name})

    async def restore(self, name: str) -> None:
        await self._ask({"restore": name})

    async def move(self, name: str) -> None:
        """Give the school another address towards the server."""
        await self._ask({"move": name})

    async def report(self, name: str) -> dict[str, Any]:
        """What the line has done since the last report, and how late the relay itself was (ms)."""
        return await self._ask({"report": name})

    async def close(self) -> None:
        """End the relay's process; every connection ends with it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        await self.process.wait()

    async def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        answer = await self.process.stdout.readline()
        assert answer, "the relay has ended"
        said: dict[str, Any] = json.loads(answer)
        return said


@asynccontextmanager
async def lines() -> AsyncIterator[Lines]:
    """A relay that runs while the block does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.network.relay"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    relay = Lines(process)
    try:
        yield relay
    finally:
        await relay.close()
