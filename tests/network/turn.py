"""coturn on TLS, for classrooms whose network lets nothing else out."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.authority import Authority
from tests.support.server import free_port
from tests.support.waiting import eventually

_HOST = "localhost"
_USER, _PASSWORD = "tongke", "only of this test"


@dataclass(frozen=True)
class Turn:
    """A running coturn: its TLS port, and what the server tells browsers of it."""

    port: int

    @property
    def ice_servers(self) -> str:
        """The value of TONGKE_MEDIA__ICE_SERVERS."""
        urls = [f"turns:{_HOST}:{self.port}?transport=tcp"]
        return json.dumps([{"urls": urls, "username": _USER, "credential": _PASSWORD}])


def is_installed() -> bool:
    return shutil.which("turnserver") is not None


@asynccontextmanager
async def coturn(folder: Path) -> AsyncIterator[Turn]:
    """The installed coturn, which relays to this machine alone; its files are in `folder`."""
    turn = Turn(free_port())
    chain, key = Authority().issue(folder, _HOST)
    options = [
        *("-n", "--no-cli", "--no-udp", "--no-dtls", "--lt-cred-mech", "--allow-loopback-peers", "--no-tcp"),
        *("--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--tls-listening-port={turn.port}"),
        *(f"--user={_USER}:{_PASSWORD}", "--realm=tests", f"--cert={chain}", f"--pkey={key}"),
        *("--log-file=stdout", f"--pidfile={folder / 'coturn.pid'}", f"--userdb={folder / 'turndb'}"),
    ]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec("turnserver", *options, stdout=quiet, stderr=quiet)
    try:
        await eventually(lambda: _listens(turn.port), 10)
        yield turn
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
