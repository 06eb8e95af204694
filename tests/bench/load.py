"""
The load of the SFU bench, in processes of its own: `publish` or `receive` over WHIP and WHEP.

    python -m tests.bench.load publish --url …/whip/LESSON --ticket T --seconds 20
    python -m tests.bench.load receive --url …/whep/LESSON --ticket T --count 30 --seconds 10

`receive` prints one JSON object: packets delivered, packets expected by the
sequence numbers, and the delay from the publisher's send to the receiver's read.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
from dataclasses import dataclass, field

import aiohttp
from aiortc import RTCCertificate

from tests.support.peer import Peer
from tests.support.stream import FRAME_EVERY, Camera, sent_at

SAMPLE_EVERY = 16  # packets between two that are decrypted to read their time of sending


async def negotiate(http: aiohttp.ClientSession, url: str, ticket: str, peer: Peer) -> None:
    headers = {"Authorization": f"Bearer {ticket}", "Content-Type": "application/sdp"}
    async with http.post(url, data=peer.offer(), headers=headers) as response:
        answer = await response.text()
        if response.status != 201:
            raise SystemExit(f"{url} answered {response.status}: {answer}")
    await peer.connect(answer)


async def publish(arguments: argparse.Namespace) -> None:
    """Send the camera's packets in real time, each frame as one burst as browsers do on a fast line."""
    peer, camera = Peer("sendonly"), Camera()
    async with aiohttp.ClientSession() as http:
        await negotiate(http, arguments.url, arguments.ticket, peer)
    print("publishing", flush=True)
    start = time.monotonic()
    video = audio = 0
    while (elapsed := time.monotonic() - start) < arguments.seconds:
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

    def expected(self) -> int:
        return sum(((last - self.first[ssrc]) & 0xFFFF) + 1 for ssrc, last in self.last.items())


async def receive(arguments: argparse.Namespace) -> None:
    """Connect every receiver, wait until all have packets, then measure."""
    certificate = RTCCertificate.generateCertificate()
    receivers = [Receiver(Peer("recvonly", certificate)) for _ in range(arguments.count)]
    async with aiohttp.ClientSession() as http:
        for receiver in receivers:
            await negotiate(http, arguments.url, arguments.ticket, receiver.peer)
            receiver.peer.on_datagram = receiver.datagram
    async with asyncio.timeout(20):
        while not all(len(receiver.last) == 2 for receiver in receivers):
            await asyncio.sleep(0.1)
    for receiver in receivers:
        receiver.count, receiver.first, receiver.delays = 0, {}, []
    gc.freeze()
    print("receiving", flush=True)
    await asyncio.sleep(arguments.seconds)
    print(json.dumps(summary(receivers)), flush=True)
    for receiver in receivers:
        await receiver.peer.close()


def summary(receivers: list[Receiver]) -> dict[str, float]:
    delays = sorted(delay for receiver in receivers for delay in receiver.delays)
    return {
        "delivered": sum(receiver.count for receiver in receivers),
        "expected": sum(receiver.expected() for receiver in receivers),
        "p50_ms": 1000 * delays[len(delays) // 2],
        "p99_ms": 1000 * delays[int(len(delays) * 0.99)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=["publish", "receive"])
    parser.add_argument("--url", required=True)
    parser.add_argument("--ticket", required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    asyncio.run(publish(arguments) if arguments.role == "publish" else receive(arguments))


if __name__ == "__main__":
    main()
