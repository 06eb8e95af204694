"""A UDP path between browsers and the media worker that a test can cut, move to another address, and mend."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import cast

Address = tuple[str, int]


class _Upstream(asyncio.DatagramProtocol):
    """One client's own socket towards the worker, so that the worker sees an address per client."""

    def __init__(self, relay: Relay, client: Address) -> None:
        self.relay, self.client = relay, client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Python 3.11's own datagram transport is no subclass of this.
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: Address) -> None:
        self.relay.pass_down(data, self.client)


@dataclass
class Relay(asyncio.DatagramProtocol):
    """
    Forward datagrams between clients and `target`, while `cut` is false.

    `move()` gives every client a new address towards the worker, as a school's
    router does after an outage.
    """

    target: Address
    cut: bool = False
    dropped: int = 0
    _upstreams: dict[Address, _Upstream] = field(default_factory=dict)
    _opening: dict[Address, asyncio.Future[None]] = field(default_factory=dict)

    async def open(self) -> Address:
        """Listen on a free port of 127.0.0.1 and return it."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._transport = transport
        address: Address = transport.get_extra_info("sockname")[:2]
        return address

    def move(self) -> None:
        for upstream in self._upstreams.values():
            upstream.transport.close()
        self._upstreams.clear()

    def close(self) -> None:
        self.move()
        self._transport.close()

    def datagram_received(self, data: bytes, client: Address) -> None:
        if self.cut:
            self.dropped += 1
        elif upstream := self._upstreams.get(client):
            upstream.transport.sendto(data)
        elif client in self._opening:
            # What comes in the moment until the socket is there is lost, as on any line.
            self.dropped += 1
        else:
            self._opening[client] = asyncio.ensure_future(self._open_upstream(data, client))

    def pass_down(self, data: bytes, client: Address) -> None:
        if self.cut:
            self.dropped += 1
        else:
            self._transport.sendto(data, client)

    async def _open_upstream(self, first: bytes, client: Address) -> None:
        loop = asyncio.get_running_loop()
        _, upstream = await loop.create_datagram_endpoint(
            lambda: _Upstream(self, client), remote_addr=self.target
        )
        self._upstreams[client] = upstream
        del self._opening[client]
        upstream.transport.sendto(first)
