"""A lesson next door: whatever is done to the server, its sound must go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.support.peer import Peer
from tests.support.server import TestServer
from tests.support.stream import FRAME_EVERY, Camera
from tests.support.waiting import until
from tests.support.whip import post

#: A busy machine pauses this process and the server's for up to half a second by itself.
HEARD_S = 1.0


class Neighbour:
    """
    A bare publisher and a bare viewer of one live lesson.

    `received` counts the viewer's sound packets, `lost` those missing between
    them, and `longest_gap` is the longest silence so far in seconds.
    """

    def __init__(self, server: TestServer, lesson: str) -> None:
        self.server = server
        self.lesson = lesson
        self.publisher, self.viewer = Peer("sendonly"), Peer("recvonly")
        self.received = self.lost = self.pictures = 0
        self.longest_gap = 0.0
        self._sequence: int | None = None
        self._at = 0.0

    async def enter(self) -> None:
        """Publish and watch; returns when both are connected."""
        await self._post("whip", "master", "teacher", self.publisher)
        self.viewer.on_datagram = self._hear
        await self._post("whep", "observer", "inspector", self.viewer)

    async def _post(self, kind: str, role: str, member: str, peer: Peer) -> None:
        ticket = await self.server.ticket(self.lesson, role, member)
        url = f"{self.server.url}/{kind}/{self.lesson}"
        response = await post(self.server.http, url, ticket, peer.offer())
        answer = await response.text()
        assert response.status == 201, answer
        await peer.connect(answer)

    def _hear(self, data: bytes) -> None:
        if 192 <= data[1] < 224:
            return
        if data[1] & 0x7F != 111:
            self.pictures += 1
            return
        now, sequence = time.monotonic(), int.from_bytes(data[2:4], "big")
        if self._sequence is not None:
            self.longest_gap = max(self.longest_gap, now - self._at)
            self.lost += ((sequence - self._sequence - 1) & 0xFFFF) % 0x8000
        self._sequence, self._at = sequence, now
        self.received += 1

    def forget(self) -> None:
        """Count from now on."""
        self.received = self.lost = self.pictures = 0
        self.longest_gap = 0.0
        self._sequence = None

    async def hears_on(self) -> None:
        """The sound goes on now, and nothing of it was missing or late since `forget`."""
        heard = self.received
        await until(lambda: self.received > heard + 25, 5)
        assert self.lost == 0, f"{self.lost} of {self.received} packets of sound lost"
        assert self.longest_gap < HEARD_S, f"silence of {self.longest_gap:.2f} s"


async def teach(peer: Peer) -> None:
    """Send a camera's sound and picture in real time until cancelled."""
    camera, started, frames, sounds = Camera(), time.monotonic(), 0, 0
    while True:
        elapsed = time.monotonic() - started
        while sounds * 0.02 <= elapsed:
            peer.send_rtp(camera.audio(elapsed))
            sounds += 1
        while frames * FRAME_EVERY <= elapsed:
            for packet in camera.video(elapsed):
                peer.send_rtp(packet)
            frames += 1
        await asyncio.sleep(max(0.0, min(sounds * 0.02, frames * FRAME_EVERY) - elapsed))


@asynccontextmanager
async def sending(peer: Peer) -> AsyncIterator[None]:
    """A connected peer sends while the block runs, and is closed after it."""
    teaching = asyncio.ensure_future(teach(peer))
    try:
        yield
    finally:
        teaching.cancel()
        with suppress(asyncio.CancelledError):
            await teaching
        await peer.close()


@asynccontextmanager
async def teaching_in(neighbour: Neighbour) -> AsyncIterator[Neighbour]:
    """Sound and picture in a live lesson while the block runs."""
    await neighbour.enter()
    async with sending(neighbour.publisher):
        try:
            await until(lambda: neighbour.received > 25 and neighbour.pictures, 10)
            neighbour.forget()
            yield neighbour
        finally:
            await neighbour.viewer.close()


@asynccontextmanager
async def lesson_next_door(server: TestServer, **fields: object) -> AsyncIterator[Neighbour]:
    """A live lesson of its own, with sound and picture."""
    lesson = await server.lesson(**fields)
    await server.ask("POST", f"/api/lessons/{lesson}/start")
    async with teaching_in(Neighbour(server, lesson)) as neighbour:
        yield neighbour
