"""Keep how loud a take's sound is, ten times a second, by what its packets say of themselves: no decoding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from media.packets.codecs import opus
from media.recording.journal import LevelsLine

STEP = 100  # milliseconds
#: No packet came in that time.
UNKNOWN = 255
# Fragments are cut within two seconds; a publisher whose times jump about may not fill the memory.
_MOST = 100

Basis = Literal["header", "payload"]


class Levels:
    """
    The levels of one take that are not in its journal yet, by 100 ms of the file.

    `hear` every packet and `take` what a fragment is about. A packet that says how
    loud it is (RFC 6464) counts by that; of another the size is kept, a rough sign of
    a voice: Opus spends fewer bytes on a quiet room, and next to none with DTX.
    """

    def __init__(self) -> None:
        self._basis: Basis = "payload"
        self._steps: dict[int, int] = {}

    def hear(self, time_ms: int, level: int | None, payload: bytes) -> bool:
        """Take in a packet at `time_ms` of the file, 0 to 127 dB loud; false when there is no room for it."""
        if level is not None and self._basis == "payload":
            # The first packets of a stream may lack what later ones say.
            self._basis = "header"
            self._steps.clear()
        value = level if self._basis == "header" else _size(payload)
        step = time_ms // STEP
        if value is None or (step not in self._steps and len(self._steps) >= _MOST):
            return value is None
        self._steps[step] = max(value, self._steps.get(step, 0))
        return True

    def take(self, until_ms: int | None = None) -> list[LevelsLine]:
        """What is known of the time before `until_ms` of the file, or of all of it; it is forgotten."""
        done = sorted(step for step in self._steps if until_ms is None or (step + 1) * STEP <= until_ms)
        lines = [self._line(first, last) for first, last in _runs(done)]
        for step in done:
            del self._steps[step]
        return lines

    def _line(self, first: int, last: int) -> LevelsLine:
        values = bytes(self._steps.get(step, UNKNOWN) for step in range(first, last + 1))
        return LevelsLine(start_ms=first * STEP, basis=self._basis, values=values.hex())


def _runs(steps: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of the steps that follow each other, but for holes shorter than a line is long."""
    first = 0
    for index, step in enumerate(steps):
        if index + 1 == len(steps) or steps[index + 1] - step > 10:
            yield steps[first], step
            first = index + 1


def _size(payload: bytes) -> int | None:
    try:
        ticks = opus.duration(payload)
    except ValueError:
        return None
    return min(UNKNOWN - 1, -(-len(payload) * opus.SILENCE_DURATION // (2 * ticks)))
