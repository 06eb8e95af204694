"""One lesson on two workers: viewers of both see it, and a worker that is killed takes only what it had."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from server.supervisor import Child
from tests.support.neighbour import sending
from tests.support.peer import Peer
from tests.support.ports import consecutive_ports
from tests.support.server import TestServer, restarted, running_server
from tests.support.waiting import eventually, until
from tests.support.whip import post

pytestmark = pytest.mark.faults


class Viewer:
    """A WHEP player without codecs; `worker` is the number of the worker that it was seated on."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.peer = Peer("recvonly")
        self.sounds = self.pictures = 0
        self.peer.on_datagram = self._hear

    async def enter(self) -> Viewer:
        await self.lesson.post("whep", "observer", "inspector", self.peer)
        self.worker = self.peer._address[1] - self.lesson.server.settings.media.port
        return self

    def _hear(self, data: bytes) -> None:
        kind = data[1] & 0x7F
        self.sounds += kind == 111
        self.pictures += kind == 102

    async def sees_on(self, within: float = 15) -> None:
        """Sound and picture come from now on."""
        sounds, pictures = self.sounds, self.pictures
        await until(lambda: self.sounds > sounds + 10 and self.pictures > pictures + 20, within)


class Lesson:
    """A live lesson that two receivers make too large for one worker."""

    def __init__(self, server: TestServer, lesson: str) -> None:
        self.server, self.lesson = server, lesson
        self.viewers: list[Viewer] = []

    async def viewer(self) -> Viewer:
        """Somebody who watches until the end of the test."""
        self.viewers.append(Viewer(self))
        return await self.viewers[-1].enter()

    def worker(self, viewer: Viewer) -> Child:
        """The worker that carries a viewer."""
        assert self.server.supervisor is not None
        return self.server.supervisor.workers[viewer.worker]

    async def has_both_workers(self) -> bool:
        return await self.server.has_workers(2)

    async def post(self, kind: str, role: str, member: str, peer: Peer) -> None:
        ticket = await self.server.ticket(self.lesson, role, member)
        url = f"{self.server.url}/{kind}/{self.lesson}"
        response = await post(self.server.http, url, ticket, peer.offer())
        answer = await response.text()
        assert response.status == 201, answer
        await peer.connect(answer)

    async def publisher(self) -> Peer:
        peer = Peer("sendonly")
        await self.post("whip", "master", "teacher", peer)
        return peer


@pytest.fixture
async def lesson(tmp_path: Path) -> AsyncIterator[Lesson]:
    settings = {
        "TONGKE_MEDIA__PORT": str(consecutive_ports(2)),
        "TONGKE_MEDIA__WORKERS": "2",
        "TONGKE_MEDIA__SPAN_RECEIVERS": "1",
    }
    async with running_server(tmp_path, **settings) as server:
        lesson = await server.lesson()
        await server.ask("POST", f"/api/lessons/{lesson}/start")
        spanning = Lesson(server, lesson)
        await eventually(spanning.has_both_workers, 15)
        try:
            yield spanning
        finally:
            for viewer in spanning.viewers:
                viewer.peer.vanish()


async def test_a_lesson_that_spans_two_workers_outlives_either(lesson: Lesson) -> None:
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(sending(await lesson.publisher()))
        near, far = await lesson.viewer(), await lesson.viewer()
        assert near.worker != far.worker
        await asyncio.gather(near.sees_on(), far.sees_on())
        branch, home = lesson.worker(far), lesson.worker(near)
        lesson.server.kill(lesson.server.control)
        await restarted(lesson.server.control)
        await eventually(lesson.has_both_workers, 30)
        await far.sees_on()
        lesson.server.kill(branch)
        await near.sees_on()
        await restarted(branch)
        await eventually(lesson.has_both_workers, 15)
        again = await lesson.viewer()
        assert again.worker == far.worker
        await again.sees_on()
        lesson.server.kill(home)
        await stack.enter_async_context(sending(await republished(lesson)))
        await again.sees_on()


async def republished(lesson: Lesson) -> Peer:
    """The teacher's encoder comes back by itself, as soon as a worker takes it."""
    peers: list[Peer] = []

    async def is_back() -> bool:
        with suppress(AssertionError, TimeoutError, ConnectionError):
            peers.append(await lesson.publisher())
        return bool(peers)

    await eventually(is_back, 15)
    return peers[0]
