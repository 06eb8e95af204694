"""What a recording admits of itself: gaps, sources that lack, level of sound, lip-sync."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from media.recording.manifest import ManifestTake
from server.library.course import Step
from server.library.fitness.coverage import Coverage
from server.library.fitness.findings import verdict
from server.library.fitness.judging import Evidence, Judged, judge
from server.library.fitness.loudness import loudest_level, speech_level
from server.library.fitness.words import Language, not_judged, source_name, words
from server.library.levels import Sound
from server.library.thumbnails import index
from server.library.traces import Traces
from server.library.traces import read as read_traces
from server.library.view import View
from server.web.admission import Admission, admitted
from server.web.errors import language
from server.web.factshapes import Fitness, FitnessReason, FitnessTrack
from server.web.gate import Access
from server.web.lessoncues import LessonCourse, course_of
from server.web.routes import Call, Route

_MOST_HOLES = 20


async def show_fitness(call: Call) -> Fitness:
    """Judge what whoever asks is served of the recording."""
    return await fitness_of(call, await admitted(call))


async def fitness_of(call: Call, found: Admission) -> Fitness:
    """The judgement of what is served by an admission, in the language of the request."""
    course = await course_of(call, found)
    folder = call.context.settings.recordings_folder / found.recording.lesson_id
    return await asyncio.to_thread(_fitness, folder, found, course, language(call.request))


def _fitness(folder: Path, found: Admission, course: LessonCourse, spoken: Language) -> Fitness:
    steps = course.steps()
    read = read_traces(folder, found.recording, found.view)
    dark = _dark(folder, found.view)
    judged = judge(
        Evidence(read.manifest, read.sounds, steps, found.recording.state, dark), found.view.serves
    )
    names = _names(steps)
    reasons = [
        FitnessReason(
            code=finding.code,
            gravity=finding.gravity.value,
            source=finding.source,
            numbers=dict(finding.numbers),
            words=words(finding, source_name(finding.source, names, spoken), spoken),
        )
        for finding in judged.findings
    ]
    return Fitness(
        verdict=verdict(judged.findings),
        reasons=reasons,
        tracks=_tracks(judged, read, names, spoken),
        not_judged=not_judged(spoken),
    )


def _dark(folder: Path, view: View) -> dict[str, float]:
    """The share of black pictures by source, where they are drawn."""
    drawn = index.read(folder)
    tiles: dict[str, int] = {}
    dark: dict[str, int] = {}
    for take in drawn.takes if drawn else ():
        if view.serves(take.take):
            tiles[take.source] = tiles.get(take.source, 0) + sum(len(sheet.tiles) for sheet in take.sheets)
            dark[take.source] = dark.get(take.source, 0) + take.dark
    return {source: dark[source] / count for source, count in tiles.items() if count}


def _names(steps: Sequence[Step]) -> dict[str, str]:
    members = steps[-1].after.members if steps else {}
    return {id: member.name for id, member in members.items()}


def _tracks(judged: Judged, read: Traces, names: dict[str, str], spoken: Language) -> list[FitnessTrack]:
    sounds = {sound.source: sound for sound in read.sounds}
    takes: dict[str, list[ManifestTake]] = {}
    for take in read.manifest.takes:
        takes.setdefault(f"{take.source}/{take.kind}", []).append(take)
    return [
        _track(track, sounds.get(track.source), takes.get(track.track, []), names, spoken)
        for track in judged.tracks
    ]


def _track(
    track: Coverage,
    sound: Sound | None,
    takes: Sequence[ManifestTake],
    names: dict[str, str],
    spoken: Language,
) -> FitnessTrack:
    """The largest picture counts: a line that grew thin for a while makes smaller ones."""
    is_sound = track.kind == "audio"
    longest = sorted(track.holes, key=lambda hole: hole[0] - hole[1])[:_MOST_HOLES]
    return FitnessTrack(
        source=track.source,
        name=source_name(track.source, names, spoken),
        kind="audio" if is_sound else "video",
        expected_ms=track.expected_ms,
        lost_ms=track.lost_ms,
        bytes=sum(take.bytes for take in takes),
        holes=sorted(longest),
        lines=max((take.height for take in takes if take.height), default=None),
        level_dbov=_level(sound) if is_sound and sound else None,
        basis=sound.basis if is_sound and sound else None,
    )


def _level(sound: Sound) -> int | None:
    """How loud speech is, by the packets' own word alone."""
    if sound.basis != "header":
        return None
    level = speech_level(sound.values)
    return loudest_level(sound.values) if level is None else level


ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/fitness",
        show_fitness,
        "What the recording admits of itself: gaps, sources that lack, sound, lip-sync.",
        access=Access.VIEWER,
        answer=Fitness,
        errors=("no_such_recording",),
    ),
)
