"""aiortc as a WHIP publisher and as a WHEP player: clients that we did not write."""

from __future__ import annotations

import asyncio
import fractions
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import av
from aiohttp import ClientResponse, ClientSession
from aiortc import (
    MediaStreamTrack,
    RTCPeerConnection,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.codecs import get_capabilities
from aiortc.mediastreams import AudioStreamTrack

from tests.support.waiting import until

WIDTH, HEIGHT, RATE = 320, 240, 15


class Clip(MediaStreamTrack):
    """A picture whose brightness runs, small enough to be encoded beside everything else."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._started = time.monotonic()
        self._n = 0

    async def recv(self) -> av.VideoFrame:
        self._n += 1
        await asyncio.sleep(max(0.0, self._started + self._n / RATE - time.monotonic()))
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        for plane, value in zip(frame.planes, (self._n * 8 % 256, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = self._n * 90_000 // RATE, fractions.Fraction(1, 90_000)
        return frame


def prefer(transceiver: RTCRtpTransceiver, codec: str) -> None:
    """Offer one video codec alone (with its retransmissions)."""
    known = get_capabilities("video").codecs
    wanted = [each for each in known if each.mimeType.lower() in (f"video/{codec}".lower(), "video/rtx")]
    transceiver.setCodecPreferences(wanted)


async def post(
    http: ClientSession, url: str, ticket: str, sdp: str, content_type: str = "application/sdp"
) -> ClientResponse:
    """The POST of WHIP and WHEP alike."""
    headers = {"Authorization": f"Bearer {ticket}", "Content-Type": content_type}
    response = await http.post(url, data=sdp, headers=headers)
    await response.read()
    return response


async def delete(http: ClientSession, url: str, ticket: str) -> int:
    async with http.delete(url, headers={"Authorization": f"Bearer {ticket}"}) as response:
        return response.status


async def connect(pc: RTCPeerConnection, http: ClientSession, url: str, ticket: str) -> str:
    """Offer, post, apply the answer; returns the session's path. Raises `AssertionError` on a refusal."""
    await pc.setLocalDescription(await pc.createOffer())
    response = await post(http, url, ticket, pc.localDescription.sdp)
    assert response.status == 201, await response.text()
    answer = await response.text()
    await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    return response.headers["Location"]


@asynccontextmanager
async def publisher(http: ClientSession, url: str, ticket: str, codec: str = "H264") -> AsyncIterator[str]:
    """A camera with sound that is published while the block runs; gives the session's path."""
    pc = RTCPeerConnection()
    pc.addTrack(AudioStreamTrack())
    prefer(pc.addTransceiver(Clip(), direction="sendonly"), codec)
    try:
        session = await connect(pc, http, url, ticket)
        await until(lambda: pc.connectionState == "connected", 10)
        yield session
    finally:
        await pc.close()


class Player:
    """A WHEP player that counts what it decodes."""

    def __init__(self, codec: str = "H264") -> None:
        self.pc = RTCPeerConnection()
        self.frames = {"audio": 0, "video": 0}
        self._tasks: list[asyncio.Task[None]] = []
        self.pc.addTransceiver("audio", direction="recvonly")
        prefer(self.pc.addTransceiver("video", direction="recvonly"), codec)
        self.pc.on("track", self._play)

    def _play(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.ensure_future(self._count(track)))

    async def _count(self, track: MediaStreamTrack) -> None:
        while True:
            await track.recv()
            self.frames[track.kind] += 1

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.pc.close()


def setup_role(sdp: str) -> set[str]:
    """Every `a=setup` of a description."""
    return set(re.findall(r"^a=setup:(\w+)", sdp, re.MULTILINE))
