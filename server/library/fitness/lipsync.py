"""How far sound and picture of one source drift apart in the files, by their publisher's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from media.recording.manifest import ManifestTake

_LEAST_OVERLAP_MS = 10_000


def drift_ms(sound: ManifestTake, picture: ManifestTake) -> float | None:
    """
    The largest lead of the sound over the picture, in ms (negative: it lags), in a plain player.

    Such a player adds one `offset_ms` to each file; what the sender reports (`sync`) say beyond that is
    the error. `None` where they overlap for less than ten seconds, or a file has no reports.
    """
    start = max(sound.start_ms, picture.start_ms)
    end = min(sound.start_ms + sound.duration_ms, picture.start_ms + picture.duration_ms)
    if end - start < _LEAST_OVERLAP_MS or not sound.sync or not picture.sync:
        return None
    errors = [_error(picture, at) - _error(sound, at) for at in (start, (start + end) // 2, end)]
    return max(errors, key=abs)


def _error(take: ManifestTake, lesson_ms: float) -> float:
    """How much earlier than it should a moment of the lesson is played."""
    return _true_lesson_ms(take.sync, lesson_ms - take.offset_ms) - lesson_ms


def _true_lesson_ms(sync: Sequence[tuple[float, float]], file_ms: float) -> float:
    """The lesson time of a moment in the file, on the line through the reports around it."""
    if len(sync) == 1 or file_ms <= sync[0][0]:
        return file_ms + sync[0][1] - sync[0][0]
    for (x0, y0), (x1, y1) in pairwise(sync):
        if file_ms <= x1 and x1 > x0:
            return y0 + (y1 - y0) * (file_ms - x0) / (x1 - x0)
    return file_ms + sync[-1][1] - sync[-1][0]
