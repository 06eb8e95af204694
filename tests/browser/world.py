"""The demonstration, started as a newcomer starts it, for browser tests."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READY_WITHIN_S = 60.0


@dataclass
class World:
    """What `tongke demo --json` has said, and its processes."""

    facts: dict[str, Any]
    folder: Path
    media_port: int
    process: asyncio.subprocess.Process
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return str(self.facts["url"])

    async def tongke(self, *words: str) -> Any:
        """What the command line answers to `tongke WORDS --json`."""
        process = await asyncio.create_subprocess_exec(
            _tongke(), *words, "--json", env=self.environment, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        assert process.returncode == 0, f"tongke {' '.join(words)}: exit status {process.returncode}"
        return json.loads(out)


def _tongke() -> str:
    """The command as `make setup` installs it, beside the interpreter."""
    return str(Path(sys.executable).parent / "tongke")


def _free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def demonstration(folder: Path, **settings: str) -> AsyncIterator[World]:
    """`tongke demo` with its data in `folder` and these TONGKE_… `settings`, stopped as by Ctrl-C."""
    port, media_port = _free_port(socket.SOCK_STREAM), _free_port(socket.SOCK_DGRAM)
    environment = os.environ | {
        "TONGKE_DATA__FOLDER": str(folder),
        "TONGKE_HTTP__PORT": str(port),
        "TONGKE_MEDIA__PORT": str(media_port),
        # Tests put their lines before this one port.
        "TONGKE_MEDIA__WORKERS": "1",
        "TONGKE_ROOM__GRACE_S": "5",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        _tongke(), "demo", "--json", env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            facts = json.loads(await process.stdout.readline())
        yield World(facts, folder, media_port, process, environment)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()
