"""
The load of the SFU bench, in processes of its own: one `publish`, one `receive` with many receivers.

    python -m tests.bench.load publish --url 'http://…/{role}/LESSON' --ticket T
    python -m tests.bench.load receive --url 'http://…/{role}/LESSON' --ticket T --count 30 --server PID

`publish` sends until it gets SIGTERM. `receive` prints one JSON object, the fields
of `Delivered`. With `--janus`, `--url` is that of Janus's HTTP interface.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import signal
import time
from dataclasses import asdict, dataclass, field

import aiohttp
from aiortc import RTCCertificate

from tests.bench.doors import Door, JanusDoor, WhipDoor
from tests.bench.processes import processor_seconds, resident_bytes
from tests.support.peer import Peer
from tests.support.stream import FRAME_EVERY, Camera, sent_at

SAMPLE_EVERY = 16  # packets between two that are decrypted to read their time of sending
SETTLE_S = 1.0


@dataclass(frozen=True)
class Delivered:
    """What the receivers of one run got, and what that cost the server's process."""

    delivered: int
    expected: int
    p50_ms: float
    p99_ms: float
    processor_us: float
    resident_kib: float

    @property
    def cost_us(self) -> float:
        """Microseconds of the server's processor time per delivered packet."""
        return self.processor_us / self.delivered

    @property
    def loss(self) -> float:
        return 1 - self.delivered / self.expected


def door(http: aiohttp.ClientSession, arguments: argparse.Namespace) -> Door:
    if arguments.janus:
        return JanusDoor(http, arguments.url)
    return WhipDoor(http, arguments.url, arguments.ticket)


async def publish(arguments: argparse.Namespace) -> None:
    """Send the camera's packets in real time, each frame as one burst as browsers do on a fast line."""
    stop, peer, camera = asyncio.Event(), Peer("sendonly"), Camera()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with aiohttp.ClientSession() as http:
        await door(http, arguments).publish(peer)
        print("publishing", flush=True)
        start = time.monotonic()
        video = audio = 0
        while not stop.is_set():
            elapsed = time.monotonic() - start
            while audio * 0.02 <= elapsed:
                peer.send_rtp(camera.audio(time.monotonic()))
                audio += 1
            while video * FRAME_EVERY <= elapsed:
                for packet in camera.video(time.monotonic()):
                    peer.send_rtp(packet)
                video += 1
            await asyncio.sleep(min(audio * 0.02, video * FRAME_EVERY) - elapsed)
        await peer.close()


@dataclass
class Receiver:
    """Counts one peer's packets and keeps the delays of some."""

    peer: Peer
    count: int = 0
    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)

    def datagram(self, data: bytes) -> None:
        if 192 <= data[1] <= 223:
            return
        self.count += 1
        ssrc = int.from_bytes(data[8:12], "big")
        sequence = int.from_bytes(data[2:4], "big")
        self.first.setdefault(ssrc, sequence)
        self.last[ssrc] = sequence
        if self.count % SAMPLE_EVERY == 0:
            stamp = sent_at(self.peer.unprotect(data))
            if stamp is not None:
                self.delays.append(time.monotonic() - stamp)

    def begin(self) -> None:
        """Count from here on."""
        self.count, self.first, self.delays = 0, {}, []

    def expected(self) -> int:
        return sum(((last - self.first[ssrc]) & 0xFFFF) + 1 for ssrc, last in self.last.items())


async def receive(arguments: argparse.Namespace) -> None:
    """Connect every receiver, wait until all have packets, then measure."""
    certificate = RTCCertificate.generateCertificate()
    receivers = [Receiver(Peer("recvonly", certificate)) for _ in range(arguments.count)]
    before = resident_bytes(arguments.server)
    async with aiohttp.ClientSession() as http:
        entrance = door(http, arguments)
        for receiver in receivers:
            receiver.peer.on_datagram = receiver.datagram
            await entrance.receive(receiver.peer)
        async with asyncio.timeout(20):
            while not all(len(receiver.last) == 2 for receiver in receivers):
                await asyncio.sleep(0.1)
        gc.freeze()
        await asyncio.sleep(SETTLE_S)
        print(json.dumps(asdict(await measure(arguments, receivers, before))), flush=True)
        for receiver in receivers:
            await receiver.peer.close()


async def measure(arguments: argparse.Namespace, receivers: list[Receiver], before: int) -> Delivered:
    """Count and time for so many seconds; `before` is what the server held without the receivers."""
    for receiver in receivers:
        receiver.begin()
    started = processor_seconds(arguments.server)
    await asyncio.sleep(arguments.seconds)
    spent = processor_seconds(arguments.server) - started
    delays = sorted(delay for receiver in receivers for delay in receiver.delays)
    return Delivered(
        delivered=sum(receiver.count for receiver in receivers),
        expected=sum(receiver.expected() for receiver in receivers),
        p50_ms=1000 * delays[len(delays) // 2],
        p99_ms=1000 * delays[int(len(delays) * 0.99)],
        processor_us=1e6 * spent,
        resident_kib=(resident_bytes(arguments.server) - before) / 1024 / len(receivers),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=["publish", "receive"])
    parser.add_argument("--url", required=True)
    parser.add_argument("--ticket", default="")
    parser.add_argument("--janus", action="store_true")
    parser.add_argument("--server", type=int, default=0, help="process id of what is measured")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    asyncio.run(publish(arguments) if arguments.role == "publish" else receive(arguments))


if __name__ == "__main__":
    main()
