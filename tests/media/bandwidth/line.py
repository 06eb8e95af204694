"""A sender whose packets cross the emulated line, and the feedback that comes back, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from media.bandwidth.estimate import LineEstimate
from media.bandwidth.report import Report
from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback
from media.routing.arrivals import ArrivalLog
from tests.support.network import Conditions, Network

STEP = 0.005
FEEDBACK_EVERY = 0.1
PACKET = 1164


def conditions(
    rate: float | None, loss: float = 0.0, rtt: float = 0.06, jitter: float = 0.01, **more: object
) -> Conditions:
    """Half of a line, with a queue of 0.3 s, as the profiles of the weak-line bench have it."""
    queue = max(16_000, round((rate or 0) / 8 * 0.3))
    delay = max(0.0, (rtt - jitter) / 2)
    line = Conditions(loss=loss, delay=delay, jitter=jitter, rate=rate, queue=queue)
    return replace(line, **more)  # type: ignore[arg-type]


@dataclass
class Video:
    """25 pictures a second at `rate`; now and then a keyframe of several times the size."""

    rate: float
    key_every: int = 100
    key_size: float = 5.0
    frame: int = 0

    def packets(self) -> list[int]:
        weight = self.key_size if self.frame % self.key_every == 0 else 1.0
        mean = (self.key_every - 1 + self.key_size) / self.key_every
        self.frame += 1
        left = int(self.rate / 8 / 25 * weight / mean)
        sizes = [PACKET] * (left // PACKET)
        return [*sizes, left % PACKET + 60]


@dataclass
class Sender:
    """
    Sends sound and, as far as `video` has a rate, pictures; hands each feedback to `estimate`.

    `pace` (bit/s, or `None`) spreads pictures; sound is never held back.
    """

    down: Conditions
    up: Conditions = field(default_factory=lambda: conditions(None))
    estimate: LineEstimate = field(default_factory=LineEstimate)
    video: Video = field(default_factory=lambda: Video(0))
    audio_size: int = 160
    pace: Callable[[], float | None] = lambda: None
    on_step: Callable[[float], None] = lambda now: None
    on_report: Callable[[Report, float], None] = lambda report, now: None
    now: float = 1000.0
    seed: int = 1

    def __post_init__(self) -> None:
        self.there, self.back = Network(self.down, self.seed), Network(self.up, self.seed + 100)
        self.rtt = self.down.delay + self.up.delay + 0.02
        self.sizes: list[int] = [0]
        self.sent: list[float] = [0.0]
        self.audio_delays: list[float] = []
        self._audio: set[int] = set()
        self._log = ArrivalLog()
        self._queue: list[int] = []
        self._next_audio = self._next_frame = self._next_feedback = self.now
        self._credit = 0.0

    def send(self, size: int) -> int:
        self.sizes.append(size)
        self.sent.append(self.now)
        number = len(self.sizes) - 1
        self.there.send(number, self.now, size)
        return number

    def play(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now += STEP
            self._play_step()

    def _play_step(self) -> None:
        if self.now >= self._next_audio:
            self._next_audio += 0.02
            self._audio.add(self.send(self.audio_size))
        if self.now >= self._next_frame:
            self._next_frame += 0.04
            if self.video.rate:
                self._queue += self.video.packets()
        self._drain()
        self.on_step(self.now)
        for at, number in self.there.arrivals(self.now):
            self._log.add(number & 0xFFFF, at)
            if number in self._audio:
                self.audio_delays.append(at - self.sent[number])
        if self.now >= self._next_feedback:
            self._next_feedback += FEEDBACK_EVERY
            for feedback in self._log.feedback(1, 2, self.now):
                self.back.send(feedback, self.now, 60)
        for feedback in self.back.receive(self.now):
            self._take(feedback)

    def _drain(self) -> None:
        pace = self.pace()
        if pace is None:
            self._credit = 0.0
        else:
            self._credit = min(self._credit + pace * STEP / 8, 2000.0)
        while self._queue and (pace is None or self._credit > 0):
            size = self._queue.pop(0)
            self._credit -= size
            self.send(size)

    def _take(self, feedback: TransportFeedback) -> None:
        newest = len(self.sizes) - 1
        first = newest - ((newest - feedback.base) & 0xFFFF)
        end = first + len(feedback.arrivals)
        arrived = [None if tick is None else tick / TICKS_PER_SECOND for tick in feedback.arrivals]
        report = Report(first, self.sizes[first:end], self.sent[first:end], arrived)
        self.estimate.receive(report, self.now, self.rtt)
        self.on_report(report, self.now)
