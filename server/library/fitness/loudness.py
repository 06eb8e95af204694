"""How loud the speech of a source is, and when it said nothing for long."""

from __future__ import annotations

from collections.abc import Sequence

from media.recording.levels import UNKNOWN
from server.library.intervals import Interval, without
from server.library.levels import recorded
from server.library.voices import limit

#: Loudness in dB above silence is level in dBov plus this (RFC 6464).
SCALE = 127


def speech_level(values: bytes) -> int | None:
    """The median loudness of what is spoken, in dBov (0 is the loudest there is); `None` if nothing is."""
    least = limit(values)
    spoken = sorted(value for value in values if least <= value != UNKNOWN)
    return spoken[len(spoken) // 2] - SCALE if spoken else None


def loudest_level(values: bytes) -> int | None:
    """What one in twenty of the known values exceeds, in dBov; `None` if all is digital silence."""
    known = sorted(value for value in values if value not in (0, UNKNOWN))
    return known[len(known) * 19 // 20] - SCALE if known else None


def silences(values: bytes, spoken: Sequence[Interval], least_ms: int) -> list[Interval]:
    """Times of at least `least_ms` in which the source was recorded and nothing was said."""
    return [hole for hole in without(recorded(values), spoken) if hole[1] - hole[0] >= least_ms]
