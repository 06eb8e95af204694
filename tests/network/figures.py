"""What a page lived through between two readings of its counters, in the measures that people understand."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Reading = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """Shares are 0 to 1 of the measured time or of all samples; `None` where there was nothing to measure."""

    fps: float
    #: Of the time: the browser's freezes, or the seconds without any frame if they are more.
    frozen: float
    height: int | None
    qp: float | None
    #: Everything that the decoder made up, and the part of it that was not silence.
    concealed: float | None
    concealed_loud: float | None
    sound_delay_ms: float | None
    lost: float | None
    words: tuple[str, ...] = ()
    path: str = ""
    heights: dict[int, int] = field(default_factory=dict)
    #: Counters of the picture and of the sound that tell how losses were mended.
    repair: dict[str, float] = field(default_factory=dict)


def figures_of(readings: Sequence[Reading]) -> Figures:
    """Readings of `figures.js`, about one a second, of a page whose stage is shown."""
    first, last = readings[0], readings[-1]
    stage = last["stage"] or {"picture": None, "sound": None}
    seconds = (last["at"] - first["at"]) / 1000
    sound = _growth(first, last, stage["sound"])
    heights = _heights(readings, stage["picture"])
    picture = _growth(first, last, stage["picture"])
    frames = picture.get("framesDecoded", 0)
    return Figures(
        fps=frames / seconds,
        frozen=max(picture.get("totalFreezesDuration", 0) / seconds, _still(readings, stage["picture"])),
        height=max(heights, key=lambda height: heights[height]) if heights else None,
        qp=picture["qpSum"] / frames if frames else None,
        concealed=_share(sound, "concealedSamples", "totalSamplesReceived"),
        concealed_loud=_loud(sound),
        sound_delay_ms=_times(1000, _share(sound, "jitterBufferDelay", "jitterBufferEmittedCount")),
        lost=_lost(sound, picture),
        words=tuple(last["words"]),
        path=_path(last["paths"]),
        heights=heights,
        repair=_repair("picture", picture) | _repair("sound", sound),
    )


def track(reading: Reading, identifier: str | None) -> dict[str, Any]:
    """The counters of one received track; empty where there is none."""
    return next((one for one in reading["inbound"] if one["trackIdentifier"] == identifier), {})


def _growth(first: Reading, last: Reading, identifier: str | None) -> dict[str, float]:
    before, after = track(first, identifier), track(last, identifier)
    numbers = {name: value for name, value in after.items() if isinstance(value, int | float)}
    return {name: value - (before.get(name) or 0) for name, value in numbers.items()}


def _still(readings: Sequence[Reading], identifier: str | None) -> float:
    """The share of the readings' intervals in which no frame was decoded."""
    frames = [track(reading, identifier).get("framesDecoded") or 0 for reading in readings]
    return statistics.fmean(after == before for before, after in pairwise(frames))


def _heights(readings: Sequence[Reading], identifier: str | None) -> dict[int, int]:
    """How many readings found the picture how high, while it moved."""
    found: dict[int, int] = {}
    for before, after in pairwise(readings):
        was, now = track(before, identifier), track(after, identifier)
        if now.get("frameHeight") and now["framesDecoded"] != was.get("framesDecoded"):
            found[now["frameHeight"]] = found.get(now["frameHeight"], 0) + 1
    return found


_REPAIR = (
    *("nackCount", "pliCount", "keyFramesDecoded", "retransmittedPacketsReceived", "fecPacketsReceived"),
    *("packetsReceived", "packetsLost", "packetsDiscarded", "bytesReceived", "concealmentEvents"),
)


def _repair(kind: str, growth: dict[str, float]) -> dict[str, float]:
    return {f"{kind} {name}": growth[name] for name in _REPAIR if growth.get(name)}


def _share(growth: dict[str, float], part: str, whole: str) -> float | None:
    return growth[part] / growth[whole] if growth.get(whole) else None


def _loud(growth: dict[str, float]) -> float | None:
    everything = _share(growth, "concealedSamples", "totalSamplesReceived")
    silent = _share(growth, "silentConcealedSamples", "totalSamplesReceived")
    return None if everything is None else everything - (silent or 0)


def _lost(*growths: dict[str, float]) -> float | None:
    lost = sum(max(0, growth.get("packetsLost", 0)) for growth in growths)
    received = sum(growth.get("packetsReceived", 0) for growth in growths)
    return lost / (lost + received) if received else None


def _times(factor: float, value: float | None) -> float | None:
    return None if value is None else factor * value


def _path(paths: Sequence[Reading]) -> str:
    kinds = {("relay/" if path["relay"] else "") + (path["protocol"] or "-") for path in paths}
    return "+".join(sorted(kinds))


def returned(marks: Sequence[float], back_at: float, until: float) -> float | None:
    """
    Seconds from the line's return to the first mark after it; `None` if there was none before `until`.

    Marks are Unix milliseconds, the others Unix seconds.
    """
    return next((at / 1000 - back_at for at in marks if back_at < at / 1000 < until), None)
