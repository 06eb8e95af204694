"""A film's sound on its way into a take: Opus in packets of 20 ms, as a lesson's own."""

from __future__ import annotations

import math
from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from media.packets.codecs import opus
from media.recording.journal import LevelsLine
from media.recording.samples import Sample
from server.imports.taking.takefile import TakeFile

RATE, CHANNELS, STEP = opus.CLOCK_RATE, 2, opus.SILENCE_DURATION
_BPS = 64_000
#: libopus gives out so many samples before the first that it was given.
_AHEAD = 312
#: A smaller hole is the noise of the film's times.
_NOISE = RATE // 25
_MOST_SILENCE = 60 * RATE
#: Levels: a value each 100 ms, a line each ten seconds.
_LEVEL_STEP, _LINE = RATE // 10, 100
_SILENT = 127


class Sound:
    """Takes the packets of one sound track; `first_s` is the time of the first sample in the film."""

    def __init__(self, folder: Path, source: str, stream: Any) -> None:
        self._stream = stream
        self._resampler = AudioResampler("s16", "stereo", RATE)
        self._encoder: Any = av.CodecContext.create("libopus", "w")
        self._encoder.sample_rate, self._encoder.layout, self._encoder.format = RATE, "stereo", "s16"
        self._encoder.bit_rate, self._encoder.time_base = _BPS, Fraction(1, RATE)
        self.take = TakeFile(folder, source, opus.STEREO, RATE)
        self.first_s: float | None = None
        self._waiting = array("h")
        self._encoded = self._written = 0
        self._loud: list[int] = []
        self._loudest, self._heard = 0, 0

    @property
    def offset_s(self) -> float:
        """The film's seconds at which the take begins; what the encoder looks ahead comes out before that."""
        return (self.first_s or 0.0) - _AHEAD / RATE

    def feed(self, packet: Any) -> None:
        """Take the next packet; `None` at the end."""
        for frame in self._frames(packet):
            self._place(frame)
            for part in self._resampler.resample(frame):
                self._take_in(bytes(part.planes[0])[: 2 * CHANNELS * part.samples])
        if packet is None:
            for part in self._resampler.resample(None) if self.first_s is not None else ():
                self._take_in(bytes(part.planes[0])[: 2 * CHANNELS * part.samples])
            if self._waiting:
                self._take_in(bytes(2 * CHANNELS * STEP - 2 * len(self._waiting)))
            self._write(None)

    def levels(self) -> list[LevelsLine]:
        """How loud it was, ten times a second."""
        return [
            LevelsLine(start_ms=100 * at, basis="header", values=bytes(self._loud[at : at + _LINE]).hex())
            for at in range(0, len(self._loud), _LINE)
        ]

    def _frames(self, packet: Any) -> list[Any]:
        try:
            found = self._stream.codec_context.decode(packet)
        except av.error.MemoryError:
            raise
        except FFmpegError:
            return []
        return [frame for frame in found if frame.time is not None]

    def _place(self, frame: Any) -> None:
        """Put silence where the film has none, so that sound stays with its picture."""
        if self.first_s is None:
            self.first_s = frame.time
        is_at = self._encoded + len(self._waiting) // CHANNELS
        hole = round((frame.time - self.first_s) * RATE) - is_at
        if _NOISE < hole <= _MOST_SILENCE:
            self._take_in(bytes(2 * CHANNELS * hole))

    def _take_in(self, data: bytes) -> None:
        self._waiting.frombytes(data)
        size = STEP * CHANNELS
        whole = len(self._waiting) // size * size
        for at in range(0, whole, size):
            samples = self._waiting[at : at + size]
            self._listen(samples)
            self._write(samples)
        del self._waiting[:whole]

    def _write(self, samples: array[int] | None) -> None:
        frame = None
        if samples is not None:
            frame = AudioFrame(format="s16", layout="stereo", samples=STEP)
            frame.planes[0].update(samples.tobytes())
            frame.sample_rate, frame.pts, frame.time_base = RATE, self._encoded, Fraction(1, RATE)
            self._encoded += STEP
        elif not self._encoded:
            return
        for packet in self._encoder.encode(frame):
            self.take.add(Sample(self._written, STEP, bytes(packet), keyframe=True))
            self._written += STEP

    def _listen(self, samples: array[int]) -> None:
        self._loudest = max(self._loudest, max(map(abs, samples[::7])))
        self._heard += STEP
        if self._heard >= _LEVEL_STEP:
            self._loud.append(_above_silence(self._loudest))
            self._loudest, self._heard = 0, self._heard - _LEVEL_STEP


def _above_silence(loudest: int) -> int:
    """dB above silence as packets say it (RFC 6464), 0 to 127."""
    if not loudest:
        return 0
    return max(0, min(_SILENT, _SILENT + round(20 * math.log10(loudest / 32768))))
