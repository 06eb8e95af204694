"""The demonstration's film: a moon that rises in ten seconds, counted, over five notes."""

from __future__ import annotations

import math
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageDraw, ImageFont

SECONDS, RATE, SIZE = 10, 15, (640, 360)
_SOUND_RATE, _BLOCK = 48_000, 960
#: A pentatonic scale, in Hz.
_NOTES = (392.0, 440.0, 523.25, 587.33, 659.25)
_NIGHT, _MOON, _WATER = (18, 28, 58), (250, 236, 180), (28, 52, 84)


def write_film(path: Path) -> None:
    """Write an MP4 that every terminal plays as it is."""
    with av.open(str(path), "w", format="mp4") as output:
        picture: Any = output.add_stream("libx264", rate=RATE, options={"preset": "fast", "crf": "26"})
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        sound: Any = output.add_stream("aac", rate=_SOUND_RATE, layout="mono")
        for second in range(SECONDS):
            for n in range(RATE):
                output.mux(picture.encode(_frame(second * RATE + n)))
            for n in range(_SOUND_RATE // _BLOCK):
                output.mux(sound.encode(_tone(second * _SOUND_RATE + n * _BLOCK)))
        output.mux(picture.encode(None))
        output.mux(sound.encode(None))


def _frame(number: int) -> Any:
    seconds, (width, height) = number / RATE, SIZE
    image = Image.new("RGB", SIZE, _NIGHT)
    draw = ImageDraw.Draw(image)
    up = height * (0.75 - 0.6 * seconds / SECONDS)
    draw.ellipse((width / 2 - 45, up - 45, width / 2 + 45, up + 45), _MOON)
    draw.rectangle((0, height * 0.7, width, height), _WATER)
    for n in range(12):
        drift = 12 * math.sin(seconds * 2 + n)
        y = height * 0.72 + n * 8
        draw.line((width / 2 - 40 + drift, y, width / 2 + 40 + drift, y), _MOON, 2)
    draw.text((24, 20), str(int(seconds)), "white", ImageFont.load_default(48))
    frame: Any = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def _tone(start: int) -> Any:
    samples = []
    for n in range(start, start + _BLOCK):
        seconds = n / _SOUND_RATE
        fading = math.exp(-3 * (seconds % 1))
        note = _NOTES[int(seconds) * 2 % len(_NOTES)]
        samples.append(int(9000 * fading * math.sin(2 * math.pi * note * seconds)))
    frame = av.AudioFrame("s16", "mono", _BLOCK)
    frame.planes[0].update(struct.pack(f"<{_BLOCK}h", *samples))
    frame.sample_rate, frame.pts, frame.time_base = _SOUND_RATE, start, Fraction(1, _SOUND_RATE)
    return frame
