"""Where on the lesson clock a track's files belong: stretches without a hole, and how to enter them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from media.recording.journal import FragmentLine, GapLine, Journal

#: A camera that was silent for longer has no picture; a shared screen simply did not change.
_LONGEST_HOLD = 5.0
#: A shorter loss is better seen as a still picture than as none.
_LONGEST_LOSS = 1.0

#: A time in the file, and what to add to it for the lesson's; both in seconds.
Shift = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of the lesson, `start` to `end` in its seconds, that a file fills.

    `entries` are the file's seconds and offsets at which a decoder may begin, in order; `init` are the
    bytes that it must have read before, `size` what of the file is whole. A file without entries finds
    its way by itself. `still` holds the picture of that file time all along.
    """

    path: Path
    start: float
    end: float
    shifts: tuple[Shift, ...] = ((0.0, 0.0),)
    entries: tuple[tuple[float, int], ...] = ()
    init: tuple[int, int] = (0, 0)
    size: int = 0
    still: float | None = None

    def lesson_time(self, file_s: float) -> float:
        """The lesson's seconds at a moment of the file."""
        return file_s + shift_at(self.shifts, file_s)

    def file_time(self, lesson_s: float) -> float:
        """The file's seconds at a moment of the lesson."""
        if self.still is not None:
            return self.still
        # The shift changes by a second in hours: one step comes near enough.
        guess = lesson_s - shift_at(self.shifts, lesson_s)
        return lesson_s - shift_at(self.shifts, guess)

    def entry(self, file_s: float) -> tuple[float, int]:
        """The last place to enter the file at or before that time; the first where there is none."""
        at = bisect_right(self.entries, file_s, key=lambda entry: entry[0]) - 1
        return self.entries[max(at, 0)]


def shift_at(shifts: Sequence[Shift], file_s: float) -> float:
    """
    What to add to a file's time there.

    A publisher's clock may run fast or slow: the known points are joined by straight
    lines, and beyond them the nearest one holds.
    """
    after = bisect_right(shifts, file_s, key=lambda shift: shift[0])
    if after == 0 or after == len(shifts):
        return shifts[min(after, len(shifts) - 1)][1]
    (left, before), (right, behind) = shifts[after - 1], shifts[after]
    share = (file_s - left) / max(right - left, 0.001)
    return before + share * (behind - before)


def pieces_of(journal: Journal, folder: Path) -> list[Piece]:
    """The stretches of one take; none where nothing of it can be read."""
    if journal.init is None or not journal.fragments:
        return []
    last = journal.fragments[-1]
    whole = Piece(
        path=folder / Path(journal.head.file).name,
        start=0.0,
        end=0.0,
        shifts=_shifts(journal),
        entries=_entries(journal),
        init=(journal.init.offset, journal.init.size),
        size=last.offset + last.size,
    )
    return [
        replace(whole, start=whole.lesson_time(first / 1000), end=whole.lesson_time(end / 1000))
        for first, end in _stretches(journal)
    ]


def _shifts(journal: Journal) -> tuple[Shift, ...]:
    lines = [line for line in journal.syncs if line.basis == "sender_report"] or journal.syncs[-1:]
    shifts = {line.media_ms / 1000: (line.lesson_ms - line.media_ms) / 1000 for line in lines}
    return tuple(sorted(shifts.items())) or ((0.0, 0.0),)


def _entries(journal: Journal) -> tuple[tuple[float, int], ...]:
    """Every fragment with a keyframe; where none says so, the first."""
    keys = [line for line in journal.fragments if line.keyframe] or journal.fragments[:1]
    return tuple((line.start_ms / 1000, line.offset) for line in keys)


def _stretches(journal: Journal) -> list[tuple[int, int]]:
    """File milliseconds from which on there is a picture or sound, and until when."""
    found: list[tuple[int, int]] = []
    first = journal.fragments[0].start_ms
    for before, after in pairwise(journal.fragments):
        end = before.start_ms + before.duration_ms
        if after.start_ms > end and not _holds(journal, before, after):
            found.append((first, end))
            first = after.start_ms
    last = journal.fragments[-1]
    return [*found, (first, last.start_ms + last.duration_ms)]


def _holds(journal: Journal, before: FragmentLine, after: FragmentLine) -> bool:
    """Whether the last picture before a hole stands until the next one comes."""
    if journal.head.kind == "audio":
        # Silence is put in where the samples are; a hole ends nothing.
        return True
    hole = (after.start_ms - before.start_ms - before.duration_ms) / 1000
    in_gap = any(_lies_in(gap, before, after) for gap in journal.gaps)
    longest = _LONGEST_LOSS if in_gap else _LONGEST_HOLD
    return not after.keyframe or not journal.head.source.endswith("/camera") or hole <= longest


def _lies_in(gap: GapLine, before: FragmentLine, after: FragmentLine) -> bool:
    end = before.start_ms + before.duration_ms
    return gap.start_ms < after.start_ms and gap.start_ms + gap.duration_ms > end
