"""A peer in memory: checks, a DTLS client and SRTP, across a wire that the test holds in its hand."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

from media.transport.dtls import Fingerprint
from media.transport.endpoint import Endpoint
from media.transport.path import Path
from media.transport.transport import Transport
from tests.media.transport.checks import HERE, check

RTP = b"\x80\x60\x00\x01\x00\x00\x00\x01\x00\x00\x00\x07media"
RTCP = b"\x80\xc9\x00\x01\x00\x00\x00\x07"


class Wire:
    """The client's end of the wire, as aiortc wants it."""

    def __init__(self) -> None:
        self.endpoint: Endpoint
        self.path = HERE
        self.now = 0.0
        self.records: asyncio.Queue[bytes] = asyncio.Queue()
        self.received: list[tuple[Path, bytes]] = []

    def deliver(self, path: Path, data: bytes) -> None:
        if 20 <= data[0] < 64:
            self.records.put_nowait(data)
        else:
            self.received.append((path, data))

    async def _recv(self) -> bytes:
        return await self.records.get()

    async def _send(self, data: bytes) -> None:
        self.endpoint.demultiplexer.receive(data, self.path, self.now)


class Client:
    """One transport of ours and its peer; `now` is what the wire's datagrams arrive at."""

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self.wire = Wire()
        self.endpoint = self.wire.endpoint = Endpoint(self.wire.deliver, lambda: (), self.counters)
        self.transport = self.endpoint.new_transport(now=0.0)
        self.states: list[str] = []
        self.rtp: list[bytes] = []
        self.rtcp: list[bytes] = []
        self.transport.on_state = lambda state, reason: self.states.append(state)
        self.transport.on_rtp = lambda data, now: self.rtp.append(data)
        self.transport.on_rtcp = lambda data, now: self.rtcp.append(data)
        self.certificate = RTCCertificate.generateCertificate()
        self.dtls: Any = RTCDtlsTransport(self.wire, [self.certificate])  # type: ignore[arg-type]
        self.dtls._set_role("client")

    @property
    def fingerprints(self) -> tuple[Fingerprint, ...]:
        shown = self.certificate.getFingerprints()[0]
        return (Fingerprint(shown.algorithm, shown.value),)

    def check(self, now: float = 0.0, transport: Transport | None = None, nominate: bool = True) -> None:
        """Send a connectivity check from where the wire's path is now."""
        data = check((transport or self.transport).credentials, nominate=nominate)
        self.endpoint.demultiplexer.receive(data, self.wire.path, now)

    async def connect(self, fingerprints: tuple[Fingerprint, ...] | None = None) -> None:
        """Check and shake hands until both sides have settled."""
        self.check()
        self.transport.start(fingerprints or self.fingerprints)
        ours = self.endpoint._certificate.fingerprint
        await self.dtls.start(RTCDtlsParameters([RTCDtlsFingerprint(ours.algorithm, ours.value)]))
        async with asyncio.timeout(5):
            while self.transport.state == "connecting":
                await asyncio.sleep(0)

    def send_rtp(self, data: bytes = RTP, path: Path | None = None, now: float = 0.0) -> None:
        self.endpoint.demultiplexer.receive(self.dtls._tx_srtp.protect(data), path or self.wire.path, now)

    def send_rtcp(self, data: bytes = RTCP, now: float = 0.0) -> None:
        self.endpoint.demultiplexer.receive(self.dtls._tx_srtp.protect_rtcp(data), self.wire.path, now)

    async def close(self) -> None:
        self.transport.close()
        await self.dtls.stop()
