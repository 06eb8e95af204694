"""A recorder with scripted publishers in virtual time, and strict readers of what it leaves."""

from __future__ import annotations

import heapq
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import av

from media.negotiated import Codec
from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.recording import journal
from media.recording.journal import Journal
from media.recording.news import News
from media.recording.recorder import Recorder
from media.recording.writer import Writer
from media.routing.sink import Sink
from media.routing.voice import Voice
from tests.support import encoded
from tests.support.encoded import Coded

START = 1_800_000_000.0
TICK = 0.02
Timed = list[tuple[float, bytes]]
_RATES = {"H264": 90000, "VP8": 90000, "VP9": 90000, "OPUS": 48000}


class Place:
    """A sink's place at a publisher."""

    def __init__(self, publisher: Publisher, sink: Sink) -> None:
        self._publisher, self._sink = publisher, sink

    def close(self) -> None:
        self._publisher.sinks = [other for other in self._publisher.sinks if other is not self._sink]


class Publisher:
    """A producer whose packets a test feeds; `reported` answers for its sender reports."""

    def __init__(self, identifier: str, codec: str) -> None:
        self.id = identifier
        self.kind: Literal["audio", "video"] = "audio" if codec == "OPUS" else "video"
        self.codec: Codec | None = Codec(codec, 96, _RATES[codec])
        self.sinks: list[Sink] = []
        self.keyframes_asked: list[float] = []
        self.voice = Voice()
        self.reported: Callable[[int], float | None] = lambda timestamp: None

    def subscribe(self, sink: Sink, now: float) -> Place:
        self.sinks.append(sink)
        return Place(self, sink)

    def request_keyframe(self, now: float) -> None:
        self.keyframes_asked.append(now)

    def capture_time(self, timestamp: int, /) -> float | None:
        return self.reported(timestamp)

    def forward(self, data: bytes, now: float) -> None:
        packet = RtpPacket.parse(data)
        for sink in list(self.sinks):
            sink.forward(Burst([packet]), now)


class RecordedLesson:
    """Everything that is published is recorded; `at` is lesson time in seconds."""

    def __init__(self, folder: Path, writer: Writer | None = None) -> None:
        self.folder = folder
        self.news: list[News] = []
        self.recorder = Recorder(folder, round(START * 1000), self.news.append, writer=writer)
        self.publishers: dict[str, Publisher] = {}
        self.at = self._ticked = 0.0

    def publish(self, identifier: str, codec: str) -> Publisher:
        publisher = self.publishers[identifier] = Publisher(identifier, codec)
        self.recorder.producer_appeared(publisher, START + self.at)
        self.recorder.select(set(self.publishers), START + self.at)
        return publisher

    def play(self, *streams: tuple[Publisher, Timed], until: float | None = None) -> None:
        """Feed the packets at their times, with a tick every 20 ms between them."""
        feeds = [[(time, publisher, data) for time, data in timed] for publisher, timed in streams]
        for time, publisher, data in heapq.merge(*feeds, key=lambda event: event[0]):
            self.wait(time)
            publisher.forward(data, START + time)
        self.wait(until if until is not None else self.at)

    def wait(self, until: float) -> None:
        while self._ticked + TICK <= until:
            self._ticked += TICK
            self.recorder.tick(START + self._ticked)
        self.at = max(self.at, until)

    async def finish(self) -> None:
        self.recorder.tick(START + self.at)
        await self.recorder.finish()

    def journal(self, take: str) -> Journal:
        read = journal.read(self.folder / f"{take}.jsonl")
        assert read is not None
        return read

    def path(self, take: str) -> Path:
        return self.folder / self.journal(take).head.file


def timed(
    frames: Sequence[Coded],
    rate: int,
    *,
    at: float = 0.0,
    speed: float = 1.0,
    sequence: int = 1,
    timestamp: int = 0,
    ssrc: int = 1000,
    payload_type: int = 96,
) -> Timed:
    """When each packet arrives, from `at` seconds on; `speed` is the publisher's clock over ours."""
    batches = encoded.packets(
        frames, payload_type=payload_type, sequence=sequence, timestamp=timestamp, ssrc=ssrc
    )
    return [
        (at + frame.timestamp / rate / speed, data)
        for frame, batch in zip(frames, batches, strict=True)
        for data in batch
    ]


def without(stream: Timed, lost: Iterable[int]) -> Timed:
    """The stream less the packets at these places."""
    places = set(lost)
    return [packet for place, packet in enumerate(stream) if place not in places]


def decoded(path: Path) -> list[float]:
    """The time in seconds of every frame, all decoded; any damage raises."""
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        stream = container.streams[0]
        stream.codec_context.options = {"err_detect": "explode"}
        return [float(frame.time) for frame in container.decode(stream)]


def complaints(path: Path) -> str:
    """What ffprobe, which is not ours, says against the file when it decodes all of it."""
    command = ["ffprobe", "-v", "warning", "-count_frames", "-show_streams", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stderr
