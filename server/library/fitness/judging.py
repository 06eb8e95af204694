"""
Judge a recording by its takes, levels and cues alone: what is missing, out of step, or too quiet.

Every limit is here with its reason. What the recorder can't know is not judged: sound that was
clipped in the microphone looks like loud sound, and a picture may show the wrong thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from media.recording.manifest import Manifest, ManifestTake
from server.library.course import Step
from server.library.fitness.coverage import Coverage, coverage
from server.library.fitness.findings import Finding, Gravity
from server.library.fitness.lipsync import drift_ms
from server.library.fitness.loudness import loudest_level, silences, speech_level
from server.library.levels import Sound
from server.library.voices import voices
from signaling.state import Role

#: Of what was to be recorded. A teacher's sound that breaks off for a fifth of the lesson can't be followed.
_TEACHER_SOUND_LOST, _SOME_LOST, _MUCH_LOST = 0.2, 0.01, 0.1
#: Sound may lead the picture by 90 ms or lag by 185 (Recommendation ITU-R BT.1359-1, limits of acceptance).
_LEAD_MS, _LAG_MS = 90, 185
#: A teacher is silent for so long while pupils work, or the microphone was off.
_LONG_SILENCE_MS = 300_000
#: Speech at a usual distance has -20 to -40 dBov; below this listeners turn up noise with it.
_QUIET_DBOV = -48
#: Below so many lines writing on a board can't be read.
_SMALL_LINES = 360
#: Half of the pictures dark is no lesson seen.
_DARK_SHARE = 0.5
_SHORT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What is judged. `dark` is the share of a source's thumbnails that are black, where they are drawn.

    `state` is the recording's, `teachers` are those who led or taught.
    """

    manifest: Manifest
    sounds: Sequence[Sound]
    course: Sequence[Step]
    state: str
    dark: Mapping[str, float]

    @property
    def teachers(self) -> frozenset[str]:
        return frozenset(
            member.id
            for step in self.course[-1:]
            for member in step.after.members.values()
            if member.role is Role.MASTER
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """`findings` the gravest first; `tracks` say of each track how much of it is there."""

    findings: list[Finding]
    tracks: list[Coverage]


def judge(evidence: Evidence, serves: Callable[[str], bool] = lambda name: True) -> Judged:
    """Everything that is to be said of the recording; `serves` tells of which tracks anything is."""
    whole = coverage(evidence.course, evidence.manifest.takes, evidence.manifest.duration_ms)
    tracks = [track for track in whole if serves(track.track)]
    found = [
        *_whole(evidence),
        *(finding for track in tracks for finding in _track(track, evidence.teachers)),
        *_sound(evidence),
        *_pictures(evidence),
        *_lip_sync(evidence.manifest.takes),
    ]
    order = list(Gravity)
    return Judged(sorted(found, key=lambda finding: order.index(finding.gravity)), tracks)


def _whole(evidence: Evidence) -> Iterator[Finding]:
    manifest = evidence.manifest
    if evidence.state == "recording":
        yield Finding("still_recording", Gravity.FLAWED)
    if not manifest.takes:
        yield Finding("nothing_recorded", Gravity.UNFIT)
    elif manifest.duration_ms < _SHORT_MS:
        yield Finding("very_short", Gravity.FLAWED, numbers={"seconds": manifest.duration_ms / 1000})
    broken = sum(1 for take in manifest.takes if take.end == "write_failed")
    if broken:
        yield Finding("write_failed", Gravity.FLAWED, numbers={"times": broken})
    if any(take.end == "recovered" for take in manifest.takes):
        yield Finding("recovered", Gravity.NOTE)


def _track(track: Coverage, teachers: frozenset[str]) -> Iterator[Finding]:
    """What is missing of one track, in seconds and per cent."""
    if not track.expected:
        return
    is_teachers = track.source.partition("/")[0] in teachers
    if track.is_missing:
        gravity = Gravity.UNFIT if is_teachers and track.kind == "audio" else Gravity.FLAWED
        yield Finding(f"no_{track.kind}", gravity, track.source, {"seconds": track.expected_ms / 1000})
        return
    share = track.lost_share
    if share < _SOME_LOST:
        return
    gravity = Gravity.FLAWED if share >= _MUCH_LOST or is_teachers else Gravity.NOTE
    if is_teachers and track.kind == "audio" and share >= _TEACHER_SOUND_LOST:
        gravity = Gravity.UNFIT
    longest = max(track.holes, key=lambda hole: hole[1] - hole[0])
    yield Finding(
        f"{track.kind}_gaps",
        gravity,
        track.source,
        {
            "seconds": track.lost_ms / 1000,
            "percent": 100 * share,
            "times": len(track.holes),
            "longest": (longest[1] - longest[0]) / 1000,
            "at": longest[0] / 1000,
        },
    )


def _sound(evidence: Evidence) -> Iterator[Finding]:
    for sound in evidence.sounds:
        if sound.source.partition("/")[0] not in evidence.teachers:
            continue
        if sound.basis == "unknown":
            yield Finding("level_unknown", Gravity.NOTE, sound.source)
            continue
        yield from _silence(sound)
        if sound.basis == "header":
            yield from _level(sound)


def _silence(sound: Sound) -> Iterator[Finding]:
    spoken = voices(sound.values)
    if not spoken:
        yield Finding("teacher_silent", Gravity.UNFIT, sound.source)
        return
    long = silences(sound.values, spoken, _LONG_SILENCE_MS)
    if long:
        start, end = max(long, key=lambda hole: hole[1] - hole[0])
        numbers = {"minutes": (end - start) / 60_000, "at": start / 1000, "times": len(long)}
        yield Finding("long_silence", Gravity.FLAWED, sound.source, numbers)


def _level(sound: Sound) -> Iterator[Finding]:
    level = speech_level(sound.values)
    if level is None:
        level = loudest_level(sound.values)
    if level is not None and level < _QUIET_DBOV:
        yield Finding("too_quiet", Gravity.FLAWED, sound.source, {"dbov": level})


def _pictures(evidence: Evidence) -> Iterator[Finding]:
    for source, share in sorted(evidence.dark.items()):
        if share >= _DARK_SHARE:
            yield Finding("black_picture", Gravity.FLAWED, source, {"percent": 100 * share})
    for source, takes in _by_source(evidence.manifest.takes, "video").items():
        times: Counter[int] = Counter()
        for take in takes:
            if take.height:
                times[take.height] += take.duration_ms
        small = {lines: time for lines, time in times.items() if lines < _SMALL_LINES}
        if source.partition("/")[0] in evidence.teachers and 2 * sum(small.values()) > times.total():
            numbers = {"lines": max(small, key=lambda lines: small[lines])}
            yield Finding("small_picture", Gravity.NOTE, source, numbers)


def _lip_sync(takes: Sequence[ManifestTake]) -> Iterator[Finding]:
    sounds = _by_source(takes, "audio")
    for source, pictures in _by_source(takes, "video").items():
        pairs = [(sound, picture) for sound in sounds.get(source, ()) for picture in pictures]
        drifts = [drift for pair in pairs if (drift := drift_ms(*pair)) is not None]
        worst = max(drifts, key=abs, default=0.0)
        if worst > _LEAD_MS or worst < -_LAG_MS:
            yield Finding("lip_sync", Gravity.FLAWED, source, {"ms": worst})
        elif pairs and not drifts and any(not take.sync for pair in pairs for take in pair):
            yield Finding("lip_sync_unknown", Gravity.NOTE, source)


def _by_source(takes: Iterable[ManifestTake], kind: str) -> dict[str, list[ManifestTake]]:
    found: dict[str, list[ManifestTake]] = {}
    for take in takes:
        if take.kind == kind:
            found.setdefault(take.source, []).append(take)
    return found
