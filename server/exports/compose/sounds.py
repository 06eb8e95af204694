"""The sound of one track along the lesson clock, and several of them as one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from typing import TypeAlias

from av.audio.resampler import AudioResampler

from server.exports.compose.pieces import Piece
from server.exports.compose.reader import frames

RATE = 48_000
CHANNELS = 2
#: Below it what the clocks say is their noise: samples follow each other without a seam.
_NOISE = RATE // 50
_LOUDEST, _LOWEST = 32767, -32768

#: Interleaved samples of 16 bits.
Samples: TypeAlias = "array[int]"


class Sound:
    """One track; asked for blocks that follow each other from `start` on (seconds of the lesson)."""

    def __init__(self, pieces: Sequence[Piece], start: float) -> None:
        self._parts = _parts(sorted(pieces, key=lambda piece: piece.start), start)
        self._next = next(self._parts, None)

    def block(self, first: int, count: int) -> Samples | None:
        """`count` samples from number `first` of the lesson on; `None` where all of it is silence."""
        block: Samples | None = None
        while self._next is not None and self._next[0] < first + count:
            at, samples = self._next
            end = at + len(samples) // CHANNELS
            if end > first:
                block = block or silence(count)
                begin, stop = max(at, first), min(end, first + count)
                block[CHANNELS * (begin - first) : CHANNELS * (stop - first)] = samples[
                    CHANNELS * (begin - at) : CHANNELS * (stop - at)
                ]
            if end > first + count:
                break
            self._next = next(self._parts, None)
        return block


def silence(count: int) -> Samples:
    return array("h", bytes(2 * CHANNELS * count))


def mixed(blocks: Iterable[Samples | None], count: int) -> Samples:
    """All of them at once; what would be too loud is cut off."""
    whole: Samples | None = None
    for block in blocks:
        if block is not None:
            whole = block if whole is None else _sum(whole, block)
    return whole or silence(count)


def loudness(block: Samples | None) -> int:
    """The highest of some samples of a block, 0 to 32767: enough to tell speech from silence."""
    return max(map(abs, block[::31])) if block else 0


def _sum(a: Samples, b: Samples) -> Samples:
    try:
        return array("h", map(add, a, b))
    except OverflowError:
        return array("h", (min(max(x + y, _LOWEST), _LOUDEST) for x, y in zip(a, b, strict=True)))


def _parts(pieces: Sequence[Piece], start: float) -> Iterator[tuple[int, Samples]]:
    """Where each decoded part belongs, as a number of samples since the lesson's beginning."""
    expected = round(start * RATE)
    for piece in pieces:
        if piece.end <= start:
            continue
        for at, samples in _decoded(piece, max(start, piece.start)):
            place = expected if abs(at - expected) < _NOISE else at
            if place < expected:
                # What overlaps is there already.
                samples = samples[CHANNELS * (expected - place) :]
                place = expected
            if samples:
                yield place, samples
                expected = place + len(samples) // CHANNELS


def _decoded(piece: Piece, start: float) -> Iterator[tuple[int, Samples]]:
    resampler = AudioResampler("s16", "stereo", RATE)
    first, end = round(start * RATE), round(piece.end * RATE)
    for frame in frames(piece, "audio", piece.file_time(start)):
        at = round(piece.lesson_time(frame.time) * RATE)
        if at >= end:
            return
        for part in resampler.resample(frame):
            samples: Samples = array("h")
            samples.frombytes(bytes(part.planes[0])[: 2 * CHANNELS * part.samples])
            if at + part.samples > first:
                yield at, samples[: CHANNELS * (end - at)]
            at += part.samples
