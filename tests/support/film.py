"""Look at and listen to a file as a person does: when it flashes, when it sounds, and what is where."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

#: Nobody takes two flashes or tones so close to each other for two.
_APART_S = 0.1


def offsets_ms(path: Path) -> list[float]:
    """For each tone how much later its flash is, in milliseconds."""
    flashes, tones = list(_onsets(_lights(path))), list(_onsets(_sounds(path)))
    assert flashes, "it never flashes"
    assert tones, "it never sounds"
    return [1000 * (min(flashes, key=lambda flash: abs(flash - tone)) - tone) for tone in tones]


def luma(path: Path, at_s: float, x: int, y: int) -> int:
    """How bright one pixel of a moment's picture is."""
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and frame.time >= at_s:
                plane = frame.planes[0]
                return bytes(plane)[y * plane.line_size + x]
    raise AssertionError(f"the film ends before {at_s} s")


def is_loud(path: Path, from_s: float, to_s: float) -> bool:
    """Whether anything is heard in that span."""
    return any(loud for at, loud in _sounds(path) if from_s <= at < to_s)


def _lights(path: Path) -> Iterator[tuple[float, bool]]:
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            plane = frame.planes[0]
            middle = plane.line_size * (frame.height // 2) + frame.width // 3
            yield frame.time or 0.0, bytes(plane)[middle] > 120


def _sounds(path: Path) -> Iterator[tuple[float, bool]]:
    resampler = AudioResampler("s16", "mono", 48_000)
    with av.open(str(path)) as film:
        for frame in film.decode(audio=0):
            for part in resampler.resample(frame):
                samples = array("h")
                samples.frombytes(bytes(part.planes[0])[: 2 * part.samples])
                for at in range(0, len(samples), 48):
                    yield (frame.time or 0.0) + at / 48_000, max(map(abs, samples[at : at + 48])) > 1500


def _onsets(states: Iterable[tuple[float, bool]]) -> Iterator[float]:
    """When it becomes bright or loud."""
    last = -1.0
    for at, is_on in states:
        if is_on:
            if at - last > _APART_S:
                yield at
            last = at
