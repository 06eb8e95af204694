"""What a worker tells the process that pulls a source, and what it hears back: one line of JSON each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

#: The one payload type of each kind on the way to the worker.
AUDIO_TYPE, VIDEO_TYPE = 111, 102


@dataclass(frozen=True, slots=True)
class Order:
    """
    Pull `url` for ever, with its sound or without.

    `stall_s`: so long without a packet counts as gone. What is converted becomes
    at most `height` pixels high and `kbps` kbit/s.
    """

    url: str = field(repr=False)
    sound: bool
    audio_ssrc: int
    video_ssrc: int
    stall_s: float = 5.0
    height: int = 720
    kbps: int = 1500

    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> Order:
        """Raises `ValueError` or `TypeError` for what is no order."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class News:
    """
    How the source is: `running` with these tracks, or `waiting` for the next attempt.

    `reason` is why it waits (`failures.REASONS`); `converted` names what is
    converted and why, like `video:b_frames`.
    """

    state: Literal["running", "waiting"]
    reason: str = ""
    audio: bool = False
    video: bool = False
    converted: tuple[str, ...] = ()

    def line(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: bytes) -> News:
        """Raises `ValueError` or `TypeError` for what is no news."""
        fields = json.loads(line)
        return cls(**fields | {"converted": tuple(fields["converted"])})
