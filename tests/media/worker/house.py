"""A worker's rooms in memory: visitors come over no socket, and time passes when the test says so."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from typing import Any

from media.transport.endpoint import Endpoint
from media.transport.path import Path
from media.worker.protocol import AcceptDown, AcceptUp, Done, Route, SlotRoute, SourceTracks
from media.worker.rooms import Rooms
from tests.support.peer import Peer
from tests.support.stream import Camera

ROOM = "3mq7c2xk9a4d"
CANDIDATE = "1 1 udp 2130706431 127.0.0.1 9 typ host"
#: Everybody who receives sees the host.
SLOTS = [SlotRoute(slot=0, audio="host/camera/audio", video="host/camera/video")]


class Visitor(Peer):
    """A peer whose datagrams go straight to the endpoint."""

    _ports = itertools.count(20000)

    def __init__(self, house: House, name: str, direction: str) -> None:
        super().__init__(direction)
        self.house, self.name = house, name
        self.address = ("127.0.0.1", next(self._ports))

    async def _open(self, local: tuple[str, int]) -> Any:
        self.house.visitors[self.address] = self
        return self

    def sendto(self, data: bytes, address: tuple[str, int]) -> None:
        self.house.endpoint.demultiplexer.receive(data, (0, self.address), self.house.now)

    def abort(self) -> None:
        del self.house.visitors[self.address]

    async def close(self) -> None:
        await self.dtls.stop()
        self.vanish()
        # Our side reads the goodbye in a task of its own.
        await asyncio.sleep(0.01)


class House:
    """The rooms, who is there, and what time it is."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.visitors: dict[tuple[str, int], Visitor] = {}
        self.endpoint = Endpoint(self._deliver, lambda: (CANDIDATE,), Counter())
        self.rooms = Rooms(self.endpoint, lambda event: None)
        self._numbers = itertools.count(1)

    def _deliver(self, path: Path, data: bytes) -> None:
        visitor = self.visitors.get(path[1])
        if visitor is not None:
            visitor.datagram_received(data, path[1])

    def ask(self, command: Any, **fields: Any) -> Done:
        """Have the room carry out a command of this type."""
        done = self.rooms.execute(command(id=next(self._numbers), room=ROOM, **fields), self.now)
        assert isinstance(done, Done), done
        return done

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds / 0.5)):
            self.now += 0.5
            self.rooms.tick(self.now)
        await asyncio.sleep(0)

    async def invite(self, name: str, direction: str) -> Visitor:
        """Somebody who sends or receives comes and is connected."""
        visitor = Visitor(self, name, direction)
        await visitor.connect(self.offer_of(visitor))
        await self.pass_time(0.5)
        return visitor

    def offer_of(self, visitor: Visitor) -> str:
        """Take up a visitor's offer; the answer."""
        name, sdp = visitor.name, visitor.offer()
        if visitor.direction == "sendonly":
            sources = [SourceTracks(source=f"{name}/camera", audio_mid="0", video_mid="1")]
            return str(self.ask(AcceptUp, transport=name, sdp=sdp, sources=sources).sdp)
        done = self.ask(AcceptDown, transport=name, sdp=sdp)
        self.ask(Route, transport=name, slots=SLOTS)
        return str(done.sdp)

    async def film(self, visitor: Visitor, frames: int = 3) -> None:
        """Let packets of sound and picture come."""
        camera = Camera()
        for _ in range(frames):
            for packet in [*camera.video(self.now), camera.audio(self.now)]:
                visitor.send_rtp(packet)
            self.endpoint.gathering.forward(self.now)
            await self.pass_time(0.5)
