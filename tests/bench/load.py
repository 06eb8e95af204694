"""
The load of the SFU bench, in processes of its own: one `publish`, several `receive` with many receivers.

    python -m tests.bench.load publish --url 'http://…/{role}/LESSON' --ticket T
    python -m tests.bench.load receive --url 'http://…/{role}/LESSON' --ticket T --count 30 --server PID

Each says `{}` when it is ready. A receiving one answers `{"seconds": 5}` with the fields
of `Delivered`; both end with their standard input. With `--janus`, `--url` is that of
Janus's HTTP interface.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import time
from collections.abc import Sequence
from dataclasses import asdict

import aiohttp
from aiortc import RTCCertificate

from server.tasks import spawn
from tests.bench.doors import Door, JanusDoor, WhipDoor
from tests.bench.drained import DrainedPeer
from tests.bench.orders import answer, orders
from tests.bench.processes import processor_seconds
from tests.bench.receivers import Receiver, keep_reporting, measured
from tests.support.peer import Peer
from tests.support.stream import FRAME_EVERY, PACKETS_PER_SECOND, Camera

SETTLE_S = 1.0
PATIENCE_S = 20.0
CALM_S = 10.0
ALMOST_ALL = 0.97


def door(http: aiohttp.ClientSession, arguments: argparse.Namespace) -> Door:
    if arguments.janus:
        return JanusDoor(http, arguments.url, arguments.like_browsers)
    return WhipDoor(http, arguments.url, arguments.ticket, arguments.like_browsers)


async def publish(arguments: argparse.Namespace) -> None:
    """Send until told to stop."""
    peer = DrainedPeer("sendonly")
    async with aiohttp.ClientSession() as http:
        await door(http, arguments).publish(peer)
        sending = spawn(send(peer), name="camera")
        answer({})
        async for order in orders():
            before = processor_seconds(os.getpid())
            await asyncio.sleep(order["seconds"])
            answer({"load": (processor_seconds(os.getpid()) - before) / order["seconds"]})
        sending.cancel()
        await peer.close()


async def send(peer: Peer) -> None:
    """Send the camera's packets in real time, each frame as one burst as browsers do on a fast line."""
    camera, start = Camera(), time.monotonic()
    video = audio = 0
    while True:
        elapsed = time.monotonic() - start
        while audio * 0.02 <= elapsed:
            peer.send_rtp(camera.audio(time.time()))
            audio += 1
        while video * FRAME_EVERY <= elapsed:
            for packet in camera.video(time.time()):
                peer.send_rtp(packet)
            video += 1
        await asyncio.sleep(min(audio * 0.02, video * FRAME_EVERY) - elapsed)


async def receive(arguments: argparse.Namespace) -> None:
    """Connect every receiver, wait until all have packets, then measure when told."""
    certificate = RTCCertificate.generateCertificate()
    receivers = [Receiver(DrainedPeer("recvonly", certificate)) for _ in range(arguments.count)]
    async with aiohttp.ClientSession() as http:
        entrance = door(http, arguments)
        at_once = asyncio.Semaphore(entrance.at_once)

        async def enter(receiver: Receiver) -> None:
            async with at_once:
                sdp = await entrance.receive(receiver.peer)
            receiver.negotiated(sdp, arguments.like_browsers)

        await asyncio.gather(*map(enter, receivers))
        reporting = keep_reporting(receivers)
        await all_receive(receivers)
        await all_receive_everything(receivers)
        gc.freeze()
        answer({})
        async for order in orders():
            found = await measured(receivers, arguments.server, order["seconds"])
            answer(asdict(found))
        reporting.cancel()
        for receiver in receivers:
            await receiver.peer.close()


async def all_receive(receivers: Sequence[Receiver]) -> None:
    """Wait until every receiver has sound and picture."""
    async with asyncio.timeout(PATIENCE_S):
        while not all(len(receiver.last) >= 2 for receiver in receivers):
            await asyncio.sleep(0.1)


async def all_receive_everything(receivers: Sequence[Receiver]) -> None:
    """Wait until nothing is held back, or long enough: with feedback a server begins with less."""
    deadline = time.monotonic() + CALM_S
    while time.monotonic() < deadline:
        began = time.monotonic()
        for receiver in receivers:
            receiver.begin()
        await asyncio.sleep(SETTLE_S)
        wanted = ALMOST_ALL * PACKETS_PER_SECOND * (time.monotonic() - began)
        if all(receiver.count > wanted for receiver in receivers):
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=["publish", "receive"])
    parser.add_argument("--url", required=True)
    parser.add_argument("--ticket", default="")
    parser.add_argument("--janus", action="store_true")
    parser.add_argument("--like-browsers", action="store_true")
    parser.add_argument("--server", type=int, default=0, help="process id of what is measured")
    parser.add_argument("--count", type=int, default=1)
    arguments = parser.parse_args()
    asyncio.run(publish(arguments) if arguments.role == "publish" else receive(arguments))


if __name__ == "__main__":
    main()
