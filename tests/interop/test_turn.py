"""The coturn configuration that is shipped relays to the media workers over TLS, and to nobody else."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

from tests.support.authority import Authority
from tests.support.server import free_port
from tests.support.waiting import eventually

pytestmark = pytest.mark.interop

SAMPLE = Path(__file__).parents[2] / "configs" / "turnserver.conf"


def adapted(folder: Path, port: int) -> Path:
    """The sample with what its reader is told to change, and on loopback."""
    chain, key = Authority().issue(folder, "localhost")
    text = SAMPLE.read_text()
    for before, after in {
        "tls-listening-port=443": f"tls-listening-port={port}",
        "listening-port=3478": f"listening-port={free_port()}",
        "/etc/ssl/tongke/fullchain.pem": str(chain),
        "/etc/ssl/tongke/privkey.pem": str(key),
        "allowed-peer-ip=203.0.113.7": "allowed-peer-ip=127.0.0.1",
    }.items():
        assert before in text, f"{before} is not in the sample"
        text = text.replace(before, after, 1)
    here = f"listening-ip=127.0.0.1\nrelay-ip=127.0.0.1\nallow-loopback-peers\nuserdb={folder / 'turndb'}\n"
    file = folder / "turnserver.conf"
    file.write_text(f"{text}\n{here}pidfile={folder / 'pid'}\nlog-file=stdout\n")
    return file


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """The TLS port of a coturn that runs by the sample."""
    port, quiet = free_port(), asyncio.subprocess.DEVNULL
    file = adapted(tmp_path, port)
    process = await asyncio.create_subprocess_exec("turnserver", "-c", str(file), stdout=quiet, stderr=quiet)

    async def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    await eventually(listens, 10)
    yield port
    process.terminate()
    await process.wait()


class Far(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, address: Any) -> None:
        self.heard.put_nowait(data)


async def allocation(port: int) -> Any:
    """An allocation made over TLS, whose certificate nobody vouches for."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    transport, _ = await create_turn_endpoint(
        Far,
        server_addr=("127.0.0.1", port),
        username="tongke",
        password="CHANGE-ME",
        ssl=trusting,
        transport="tcp",
    )
    return transport


async def test_it_relays_to_a_media_worker(port: int) -> None:
    loop = asyncio.get_running_loop()
    worker, far = await loop.create_datagram_endpoint(Far, local_addr=("127.0.0.1", 0))
    relay = await allocation(port)
    relay.sendto(b"from a school", worker.get_extra_info("sockname"))
    assert await asyncio.wait_for(far.heard.get(), 5) == b"from a school"
    relay.close()
    worker.close()


@pytest.mark.parametrize("address", ["127.0.0.2", "10.0.0.1", "203.0.113.9"])
async def test_it_relays_to_nobody_else(port: int, address: str) -> None:
    relay = await allocation(port)
    inner = relay._TurnTransport__inner_protocol
    with pytest.raises(TransactionFailed, match="403"):
        await inner.channel_bind(0x4000, (address, 40000))
    relay.close()
