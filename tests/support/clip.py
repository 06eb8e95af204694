"""Make a file like a recording host's: a picture that flashes and a tone that sounds at the same moments."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

RATE, SAMPLE_RATE = 25, 48_000
WIDTH, HEIGHT = 320, 240
#: The flash and the tone last this long at the beginning of every second.
FLASH_S = 0.2


def make_clip(
    path: Path, video: str, audio: str | None, seconds: int = 6, *, pix_fmt: str = "yuv420p", **options: str
) -> Path:
    """A file of `seconds` with these encoders; `options` are the video encoder's."""
    with av.open(str(path), "w") as output:
        picture = output.add_stream(video, rate=RATE, options={"preset": "ultrafast", **options})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, pix_fmt
        sound = output.add_stream(audio, rate=SAMPLE_RATE, layout="stereo") if audio else None
        for index in range(seconds):
            for frame in _pictures(index):
                output.mux(picture.encode(frame))
            for tone in _tones(index) if sound else ():
                output.mux(sound.encode(tone))
        output.mux(picture.encode(None))
        if sound:
            output.mux(sound.encode(None))
    return path


def _pictures(second: int) -> Iterator[VideoFrame]:
    for n in range(RATE):
        frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
        light = 220 if n < FLASH_S * RATE else 30
        for plane, value in zip(frame.planes, (light, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = second * RATE + n, Fraction(1, RATE)
        yield frame


def _tones(second: int) -> Iterator[AudioFrame]:
    size = SAMPLE_RATE // 50
    for n in range(50):
        frame = AudioFrame(format="s16", layout="stereo", samples=size)
        loud = 9000 if n < FLASH_S * 50 else 0
        values = (
            round(loud * math.sin(2 * math.pi * 500 * (n * size + k) / SAMPLE_RATE)) for k in range(size)
        )
        frame.planes[0].update(b"".join(struct.pack("<hh", value, value) for value in values))
        frame.sample_rate, frame.pts = SAMPLE_RATE, (second * 50 + n) * size
        frame.time_base = Fraction(1, SAMPLE_RATE)
        yield frame
