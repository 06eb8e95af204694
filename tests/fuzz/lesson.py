"""A worker's room without encryption, so that every datagram gets to the inside."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path as FilePath

from media.transport.endpoint import Endpoint
from media.transport.path import Path
from media.transport.transport import Transport
from media.worker.protocol import AcceptUp, AnswerDown, OpenDown, Record, Route, SlotRoute, SourceTracks
from media.worker.room import WorkerRoom

CAPTURED = FilePath(__file__).parents[1] / "data" / "datagrams"
UP: Path = (0, ("192.0.2.1", 5000))
DOWN: Path = (0, ("192.0.2.2", 5000))
START = 1_790_000_000.0
_STEP_S = 0.005


def sdp(name: str) -> str:
    """What a Chromium and a worker said to each other in the lesson that was captured."""
    return (CAPTURED / f"{name}.sdp").read_bytes().decode()


def captured(*kinds: str) -> list[bytes]:
    """Datagrams of that lesson, decrypted: `up-rtp`, `up-rtcp`, `down-rtcp`, `stun`, `dtls`."""
    rows = (line.split() for line in (CAPTURED / "datagrams.txt").read_text().splitlines())
    return [bytes.fromhex(data) for kind, data in rows if kind in kinds]


def without_fingerprint(check: bytes) -> bytes:
    """A check whose every change is not noticed by its checksum at once."""
    return check[:2] + (len(check) - 28).to_bytes(2, "big") + check[4:-8]


class Plain:
    """A cipher that leaves everything as it is."""

    def protect_rtp(self, data: bytes) -> bytes:
        return data

    protect_rtcp = unprotect_rtp = unprotect_rtcp = protect_rtp


class Lesson:
    """
    The room of the captured lesson, with the publisher at `UP` and the receiver at `DOWN`.

    Needs a running loop. With a `folder` everything is recorded there.
    """

    def __init__(self, folder: FilePath | None = None) -> None:
        self.counters: Counter[str] = Counter()
        self.endpoint = Endpoint(self._count, lambda: (), self.counters)
        self.now = START
        self.sent = 0
        self.room = WorkerRoom("room", self.endpoint, lambda event: None, self.now)
        self._publish()
        self._subscribe()
        if folder is not None:
            everything = ["teacher/camera/audio", "teacher/camera/video"]
            record = Record(id=5, room="room", folder=str(folder), started_at=0, producers=everything)
            self.room.record(record, self.now)

    def arrives(self, data: bytes, path: Path) -> None:
        """Let a datagram arrive and 5 ms pass; whatever it raises comes out."""
        self.now += _STEP_S
        self.endpoint.demultiplexer.receive(data, path, self.now)
        self.endpoint.gathering.forward(self.now)
        self.room.tick(self.now)

    def down_seeds(self) -> list[bytes]:
        """What the receiver reported, about the SSRCs of this room."""
        seeds = captured("down-rtcp")
        for theirs, ours in zip(_ssrcs(sdp("down-offer")), _ssrcs(self.offer), strict=True):
            seeds = [seed.replace(theirs, ours) for seed in seeds]
        return seeds

    async def close(self) -> None:
        recorder = self.room.recording.release()
        if recorder is not None:
            await recorder.finish()
        self.room.close()

    def _publish(self) -> None:
        camera = SourceTracks(source="teacher/camera", audio_mid="0", video_mid="1")
        offer = AcceptUp(id=1, room="room", transport="up", sdp=sdp("up-offer"), sources=[camera])
        self.room.accept_up(offer, self.now)
        self._connect(self.room.publishers["up"].transport, UP)

    def _subscribe(self) -> None:
        answer = sdp("down-answer")
        opening = OpenDown(id=2, room="room", transport="down", slots=answer.count("m=video"))
        self.offer = self.room.open_down(opening, self.now).sdp or ""
        self.room.answer_down(AnswerDown(id=3, room="room", transport="down", sdp=answer), self.now)
        self._connect(self.room.receivers["down"].transport, DOWN)
        stage = SlotRoute(slot=0, audio="teacher/camera/audio", video="teacher/camera/video")
        self.room.route(Route(id=4, room="room", transport="down", slots=[stage]), self.now)

    def _connect(self, transport: object, path: Path) -> None:
        assert isinstance(transport, Transport)
        transport._cipher = Plain()
        transport._agent.path = path
        transport._enter("connected", "")
        self.endpoint.demultiplexer.learn(path, transport)

    def _count(self, path: Path, data: bytes) -> None:
        self.sent += 1


def _ssrcs(offer: str) -> list[bytes]:
    return [int(found).to_bytes(4, "big") for found in dict.fromkeys(re.findall(r"a=ssrc:(\d+) ", offer))]
