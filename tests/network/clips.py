"""A teacher to be filmed: a moving picture that wants real bit rate, and a voice that seldom stops."""

from __future__ import annotations

import math
import random
import struct
import wave
from itertools import islice
from pathlib import Path

import av
from av.video.plane import VideoPlane

_RATE = 48_000
_SECONDS = 10
_WALK_S = 6
_PITCH = 130.0
_HARMONICS = 12
_SYLLABLES_A_SECOND = 4.5


def picture(path: Path, width: int, height: int, rate: int) -> None:
    """
    Write a .y4m of six seconds for Chromium's fake camera: somebody walks to and fro before a rich wall.

    With the noise of a cheap camera; 720p of it wants about 1.2 Mbit/s of H.264.
    """
    wall = f"mandelbrot=size={width}x{height}:rate={rate}:start_scale=0.3:end_scale=0.3,loop=loop=-1:size=1"
    walker = f"testsrc2=size={width // 8 * 2}x{height // 3 * 2}:rate={rate}"
    walk = f"overlay=x={width * 0.31:.0f}+{width * 0.16:.0f}*sin(2*PI*t/{_WALK_S}):y={height // 6}"
    scene = f"{wall},setpts=N/{rate}/TB[wall];{walker}[walker];[wall][walker]{walk}"
    graph = f"{scene},noise=alls=4:allf=t,format=yuv420p[out0]"
    with av.open(graph, format="lavfi") as film, path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in islice(film.decode(video=0), _WALK_S * rate):
            file.write(b"FRAME\n" + b"".join(map(_pixels, frame.planes)))


def _pixels(plane: VideoPlane) -> bytes:
    """A plane's rows without what pads them."""
    data, step = bytes(plane), plane.line_size
    if step == plane.width:
        return data[: step * plane.height]
    return b"".join(data[row * step : row * step + plane.width] for row in range(plane.height))


def voice(path: Path) -> None:
    """Write a .wav for Chromium's fake microphone: harmonics in syllables, with short pauses like speech."""
    dice = random.Random(1)
    tones = [_syllable(dice) for _ in range(round(_SECONDS * _SYLLABLES_A_SECOND))]
    samples = [value for tone in tones for value in tone]
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, _RATE, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def _syllable(dice: random.Random) -> list[int]:
    length = int(_RATE / _SYLLABLES_A_SECOND)
    pitch, formant = _PITCH * dice.uniform(0.85, 1.2), dice.uniform(400, 1800)
    tones = [pitch * number for number in range(1, _HARMONICS + 1)]
    waves = [(1 / (1 + abs(tone - formant) / 300), 2 * math.pi * tone / _RATE) for tone in tones]
    loudness = 9000 / sum(weight for weight, _ in waves)
    return [
        round(loudness * _envelope(n / length) * sum(weight * math.sin(step * n) for weight, step in waves))
        for n in range(length)
    ]


def _envelope(place: float) -> float:
    """Rises quickly, falls slowly, and is never quite silent."""
    return 0.1 + 0.9 * min(1.0, 8 * place, 1.6 * (1 - place))
