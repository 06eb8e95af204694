"""What is found wrong with recordings, each with one flaw made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from media.recording.levels import UNKNOWN
from media.recording.manifest import Gap, Manifest, ManifestTake
from server.library.fitness.findings import Finding, Gravity, verdict
from server.library.fitness.judging import Evidence, judge
from server.library.fitness.words import CODES, Language, source_name, words
from server.library.levels import Basis, Sound
from signaling.cues import Event, FloorGiven, FloorReturned
from tests.server.library.telling import NAMES, START, course

#: Ten minutes, in milliseconds and tenths of a second.
LESSON, TENTHS = 600_000, 6000
SPEECH, ROOM = 97, 40
Sync = list[tuple[float, float]]


def take(
    track: str,
    start_ms: int = 0,
    end_ms: int = LESSON,
    *,
    gaps: Sequence[tuple[int, int]] = (),
    sync: Sync | None = None,
    height: int = 720,
    end: str = "finished",
) -> ManifestTake:
    source, _, kind = track.rpartition("/")
    return ManifestTake(
        take=track.replace("/", "-") + "-0001",
        file="x.mp4",
        source=source,
        kind="audio" if kind == "audio" else "video",
        codec="opus" if kind == "audio" else "vp8",
        height=height if kind == "video" else None,
        start_ms=start_ms,
        duration_ms=end_ms - start_ms,
        offset_ms=0.0,
        bytes=1,
        samples=1,
        open=False,
        end=end,
        sync=[(0.0, 0.0)] if sync is None else sync,
        gaps=[Gap(start_ms=at, duration_ms=length, packets=1, reason="loss") for at, length in gaps],
    )


#: Everything that is to be recorded while nobody is called on.
WHOLE = [take("t/camera/audio"), take("t/camera/video"), take("a/camera/video"), take("b/camera/video")]


def talking(*runs: tuple[int, int], basis: Basis = "header") -> Sound:
    """The teacher's microphone: loudness and tenths of a second; else sentences all the time."""
    told = runs or ((ROOM, 10), (SPEECH, 30)) * (TENTHS // 40)
    return Sound("t/camera", basis, b"".join(bytes([value]) * tenths for value, tenths in told))


def found(
    takes: Sequence[ManifestTake] = WHOLE,
    *events: tuple[float, Event],
    sound: Sound | None = None,
    state: str = "ready",
    dark: Mapping[str, float] | None = None,
    duration_ms: int = LESSON,
) -> dict[str, Finding]:
    manifest = Manifest(
        lesson="x",
        started_at=START,
        ended_at=START + LESSON,
        duration_ms=duration_ms,
        complete=True,
        takes=list(takes),
    )
    judged = judge(Evidence(manifest, [sound or talking()], course(*events), state, dark or {}))
    return {finding.code: finding for finding in judged.findings}


def without(track: str) -> list[ManifestTake]:
    return [each for each in WHOLE if f"{each.source}/{each.kind}" != track]


def test_a_whole_recording_is_fit() -> None:
    assert found() == {}
    assert verdict([]) == "fit"


def test_nothing_at_all_is_unfit() -> None:
    assert verdict(list(found([]).values())) == "unfit"


def test_without_the_teachers_sound_it_is_unfit() -> None:
    missing = found(without("t/camera/audio"))["no_audio"]
    assert (missing.gravity, missing.source, missing.numbers["seconds"]) == ("unfit", "t/camera", 597)


def test_without_a_classrooms_picture_it_is_flawed() -> None:
    missing = found(without("a/camera/video"))
    assert (verdict(list(missing.values())), missing["no_video"].source) == ("flawed", "a/camera")


def test_a_classroom_that_was_called_on_must_be_heard() -> None:
    events = ((100.0, FloorGiven(member="a")), (160.0, FloorReturned(member="a")))
    missing = found(WHOLE, *events)["no_audio"]
    assert (missing.source, missing.gravity, missing.numbers["seconds"]) == ("a/camera", "flawed", 57)
    assert found([*WHOLE, take("a/camera/audio", 101_000, 160_000)], *events) == {}


def test_a_hole_is_told_with_its_place_and_length() -> None:
    holes = found(
        [*without("t/camera/video"), take("t/camera/video", gaps=[(60_000, 30_000), (300_000, 6000)])]
    )
    gaps = holes["video_gaps"]
    assert gaps.gravity == "flawed"
    assert gaps.numbers == pytest.approx(
        {"seconds": 36, "percent": 100 * 36 / 597, "times": 2, "longest": 30, "at": 60}
    )


@pytest.mark.parametrize(("lost_ms", "judged"), [(5000, "fit"), (30_000, "flawed"), (150_000, "unfit")])
def test_how_much_of_the_teachers_sound_may_be_missing(lost_ms: int, judged: str) -> None:
    takes = [*without("t/camera/audio"), take("t/camera/audio", gaps=[(100_000, lost_ms)])]
    assert verdict(list(found(takes).values())) == judged


def test_a_microphone_in_which_nobody_speaks_is_unfit() -> None:
    assert found(sound=talking((ROOM, TENTHS)))["teacher_silent"].gravity == "unfit"


def test_five_minutes_without_a_word_are_told() -> None:
    quiet = talking((SPEECH, 1000), (ROOM, 3600), (SPEECH, 1400))
    assert found(sound=quiet)["long_silence"].numbers == {"minutes": 6.0, "at": 100.0, "times": 1}


def test_a_microphone_that_was_closed_is_not_silent() -> None:
    closed = talking((SPEECH, 1000), (UNKNOWN, 3600), (SPEECH, 1400))
    assert "long_silence" not in found(sound=closed)


def test_a_quiet_teacher_is_told_by_the_level() -> None:
    quiet = talking(*((20, 10), (78, 30)) * (TENTHS // 40))
    assert found(sound=quiet)["too_quiet"].numbers == {"dbov": -49}


def test_a_level_that_nobody_reports_is_not_judged() -> None:
    assert set(found(sound=talking((UNKNOWN, TENTHS), basis="unknown"))) == {"level_unknown"}


@pytest.mark.parametrize(("ppm", "told"), [(20, False), (-400, True), (400, True)])
def test_clocks_that_run_apart_are_told(ppm: int, told: bool) -> None:
    """At 400 ppm ten minutes are 240 ms."""
    sync: Sync = [(at, at * (1 + ppm / 1e6)) for at in (0.0, 300_000.0, 600_000.0)]
    takes = [*without("t/camera/video"), take("t/camera/video", sync=sync)]
    assert ("lip_sync" in found(takes)) is told


def test_a_sender_without_reports_leaves_lip_sync_open() -> None:
    takes = [*without("t/camera/video"), take("t/camera/video", sync=[])]
    assert found(takes)["lip_sync_unknown"].gravity == "note"


def test_a_black_picture_is_told() -> None:
    assert found(dark={"a/camera": 0.8, "b/camera": 0.1})["black_picture"].source == "a/camera"


def test_a_teachers_small_picture_is_noted() -> None:
    takes = [*without("t/camera/video"), take("t/camera/video", height=180)]
    assert found(takes)["small_picture"].numbers == {"lines": 180}


def test_a_small_picture_is_told_by_the_lines_it_had_for_longest() -> None:
    parts = [(0, 300_000, 180), (300_000, 550_000, 240), (550_000, LESSON, 180)]
    takes = [take("t/camera/video", start, end, height=lines) for start, end, lines in parts]
    assert found([*without("t/camera/video"), *takes])["small_picture"].numbers == {"lines": 180}


def test_how_a_recording_ended_is_told() -> None:
    assert "still_recording" in found(state="recording")
    broken = [*without("a/camera/video"), take("a/camera/video", end="write_failed")]
    assert "write_failed" in found(broken)
    assert "recovered" in found([*without("a/camera/video"), take("a/camera/video", end="recovered")])


def test_a_recording_without_cues_is_measured_by_itself() -> None:
    takes = [take("import/camera/video", gaps=[(0, 300_000)])]
    manifest = Manifest(lesson="x", started_at=0, ended_at=1, duration_ms=LESSON, complete=True, takes=takes)
    judged = judge(Evidence(manifest, [], [], "ready", {}))
    assert [(each.code, each.numbers["percent"]) for each in judged.findings] == [("video_gaps", 50.0)]


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_finding_has_words(code: str, language: Language) -> None:
    every = dict.fromkeys(
        ("seconds", "percent", "times", "longest", "at", "minutes", "dbov", "lines", "ms"), 61.0
    )
    told = words(Finding(code, Gravity.NOTE, "a/camera", every), "三年级", language)
    assert "{" not in told and len(told) > 8


def test_sources_are_called_as_people_call_them() -> None:
    assert source_name("t/screen", NAMES, "zh-CN") == "李老师的共享屏幕"
    assert source_name("x/camera", NAMES, "en") == "x's camera"
