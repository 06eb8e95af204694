"""Compare what was to be recorded of each track, by the lesson's cues, with what its takes have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media.recording.manifest import ManifestTake
from server.library.course import Step
from server.library.intervals import Interval, common, total, union, without
from signaling.room.recording import recorded

#: A camera needs so long to deliver its first keyframe, and a microphone its first packet.
_GRACE_MS = 3000
#: What is shorter nobody notices.
_SHORTEST_HOLE_MS = 200


@dataclass(frozen=True, slots=True)
class Coverage:
    """One track, `MEMBER/KIND/audio`: when it was to be recorded, and the holes in that."""

    track: str
    expected: Sequence[Interval]
    holes: Sequence[Interval]

    @property
    def source(self) -> str:
        return self.track.rpartition("/")[0]

    @property
    def kind(self) -> str:
        return self.track.rpartition("/")[2]

    @property
    def expected_ms(self) -> int:
        return total(self.expected)

    @property
    def lost_ms(self) -> int:
        return total(self.holes)

    @property
    def lost_share(self) -> float:
        return self.lost_ms / self.expected_ms if self.expected_ms else 0.0

    @property
    def is_missing(self) -> bool:
        """Nothing at all is there of it."""
        return self.expected_ms > 0 and self.lost_ms == self.expected_ms


def coverage(course: Iterable[Step], takes: Iterable[ManifestTake], duration_ms: int) -> list[Coverage]:
    """Every track that was to be recorded or has a take; a take that no cue speaks of is its own measure."""
    expected = _expected(course, duration_ms)
    whole: dict[str, list[Interval]] = {}
    there: dict[str, list[Interval]] = {}
    for take in takes:
        track, extent = f"{take.source}/{take.kind}", (take.start_ms, take.start_ms + take.duration_ms)
        gaps = union((gap.start_ms, gap.start_ms + gap.duration_ms) for gap in take.gaps)
        whole.setdefault(track, []).append(extent)
        there.setdefault(track, []).extend(without([extent], gaps))
    tracks = sorted(expected.keys() | there.keys())
    return [_of(track, expected.get(track), whole.get(track, []), there.get(track, [])) for track in tracks]


def _of(
    track: str, expected: Sequence[Interval] | None, whole: Sequence[Interval], there: Sequence[Interval]
) -> Coverage:
    wanted = union(whole) if expected is None else list(expected)
    holes = [hole for hole in without(wanted, union(there)) if hole[1] - hole[0] >= _SHORTEST_HOLE_MS]
    if not common(wanted, union(there)):
        holes = wanted
    return Coverage(track, wanted, holes)


def _expected(course: Iterable[Step], duration_ms: int) -> dict[str, list[Interval]]:
    """By track, when it was to be recorded; the first seconds of each time are no reproach."""
    since: dict[str, int] = {}
    found: dict[str, list[Interval]] = {}
    for step in course:
        now = min(max(step.at_ms, 0), duration_ms)
        tracks = set(recorded(step.after))
        for track in since.keys() - tracks:
            found.setdefault(track, []).append((since.pop(track) + _GRACE_MS, now))
        for track in tracks - since.keys():
            since[track] = now
    for track, start in since.items():
        found.setdefault(track, []).append((start + _GRACE_MS, duration_ms))
    return {track: kept for track, times in found.items() if (kept := union(times))}
