"""Recordings of any length, soon: the real recorder takes real encoders' packets in time that is advanced."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.media.recording.lesson import START, Publisher, RecordedLesson, Timed, timed
from tests.support import encoded
from tests.support.encoded import Coded

#: What is seen and heard comes again and again.
LOOP_S = 10
RATE, SIZE = 25, (640, 360)
_CLOCKS = {"H264": 90_000, "OPUS": 48_000}
#: The first member is heard all the time, the others for so long in turn.
TURN_S = 60
#: How fast the members' clocks run: crystals differ by up to 100 millionths.
_SPEEDS = (1.0, 1.0001, 0.9999, 1.00005)


@dataclass
class Track:
    """One publisher's picture or sound, whose clock runs at `speed` times ours."""

    publisher: Publisher
    frames: Sequence[Coded]
    speed: float
    ssrc: int
    sequence: int = 1

    def __post_init__(self) -> None:
        self.clock = _CLOCKS[self.publisher.codec.name] if self.publisher.codec else 0
        self.publisher.reported = lambda timestamp: START + timestamp / self.clock / self.speed

    def loop(self, number: int) -> tuple[Publisher, Timed]:
        """The packets of the `number`th loop, by its own clock."""
        begin, first = number * LOOP_S, self.sequence
        self.sequence += sum(len(frame.payloads) for frame in self.frames)
        packets = timed(
            self.frames,
            self.clock,
            at=begin / self.speed,
            speed=self.speed,
            sequence=first,
            timestamp=begin * self.clock,
            ssrc=self.ssrc,
        )
        return self.publisher, packets


async def record(folder: Path, members: Sequence[str], seconds: int) -> None:
    """Leave what a lesson of so long would: everybody is seen, the first is heard, the others in turn."""
    lesson = RecordedLesson(folder)
    seen = encoded.video("H264", RATE * LOOP_S, SIZE, RATE, RATE * LOOP_S)
    heard = encoded.audio(50 * LOOP_S)
    ssrcs = itertools.count(1000)
    pictures: list[Track] = []
    sounds: list[Track] = []
    for member, speed in zip(members, itertools.cycle(_SPEEDS), strict=False):
        pictures.append(Track(lesson.publish(f"{member}/camera/video", "H264"), seen, speed, next(ssrcs)))
        sounds.append(Track(lesson.publish(f"{member}/camera/audio", "OPUS"), heard, speed, next(ssrcs)))
    for number in range(seconds // LOOP_S):
        turn = 1 + number * LOOP_S // TURN_S % max(1, len(sounds) - 1)
        lesson.play(*(track.loop(number) for track in (*pictures, sounds[0], *sounds[turn : turn + 1])))
        # The disk is written to by a thread of its own.
        await asyncio.sleep(0.05)
    await lesson.finish()
