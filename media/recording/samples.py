"""The samples of one fragment, before they are bytes and as they are found in a file again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """
    One coded frame in a file. `time`, `duration` and `shift` are in units of the take's timescale.

    `time` is that of decoding; it is shown `shift` later, which cameras never do and films often.
    """

    time: int
    duration: int
    data: bytes
    keyframe: bool
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """
    Where one fragment lies in its file and what time it covers.

    `offset` and `size` are in bytes, `start` and `duration` in units of the take's
    timescale; `keyframe` tells whether it can be decoded from its first sample.
    """

    offset: int
    size: int
    start: int
    duration: int
    samples: int
    keyframe: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's whole parts: the bytes of its init section, its fragments, and where the last of them ends."""

    init_size: int
    extents: tuple[Extent, ...]
    end: int
