"""Name takes after their producer and count them up, also over restarts of the worker."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
_TAKE = re.compile(r"(.+)-(\d{4,})\.(?:jsonl|mp4|webm)")


def track_name(producer: str) -> str:
    """`u3/camera/video` as file names have it: `u3-camera-video`; never a way out of the folder."""
    return _UNSAFE.sub("-", producer).strip("-") or "track"


class TakeNames:
    """Gives each producer the next free number; starts behind the files that a folder has already."""

    def __init__(self, files: Iterable[str] = ()) -> None:
        self._last: dict[str, int] = {}
        for file in files:
            if match := _TAKE.fullmatch(file):
                track, number = match.group(1), int(match.group(2))
                self._last[track] = max(number, self._last.get(track, 0))

    def next(self, producer: str) -> str:
        track = track_name(producer)
        self._last[track] = self._last.get(track, 0) + 1
        return f"{track}-{self._last[track]:04d}"
