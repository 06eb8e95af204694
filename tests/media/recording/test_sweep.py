"""After a crash every take is readable again, and at most two seconds of it are gone."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from media.recording import journal, manifest
from media.recording.sweep import LessonFacts, sweep
from tests.media.recording.lesson import RecordedLesson, complaints, decoded, timed
from tests.support import encoded

LESSON = "3mq7c2xk9a4d"
TAKES = {
    "H264": "u3-camera-video-0001",
    "VP8": "u4-camera-video-0001",
    "VP9": "u5-camera-video-0001",
    "OPUS": "u3-camera-audio-0001",
}


@pytest.fixture
async def crashed(lesson: RecordedLesson) -> Path:
    """A folder as a killed worker leaves it: nine seconds of four tracks, no journal has an end."""
    streams = []
    for codec, take in TAKES.items():
        producer = take[: -len("-0001")].replace("-", "/")
        frames = encoded.audio(450) if codec == "OPUS" else encoded.video(codec, 225)
        rate = 48000 if codec == "OPUS" else 90000
        streams.append((lesson.publish(producer, codec), timed(frames, rate)))
    lesson.play(*streams)
    await lesson.recorder._writer.drained()
    copy = lesson.folder.parent / "copy" / LESSON
    shutil.copytree(lesson.folder, copy)
    await lesson.finish()
    return copy


def test_killed_worker_costs_less_than_two_seconds(crashed: Path) -> None:
    (swept,) = sweep(crashed.parent, live=())
    assert sorted(swept.takes) == sorted(TAKES.values())
    for take in swept.manifest.takes:
        assert take.start_ms + take.duration_ms > 9000 - 2000
        assert take.end == "recovered"


def test_second_sweep_changes_nothing(crashed: Path) -> None:
    sweep(crashed.parent, live=())
    before = {path: path.read_bytes() for path in crashed.iterdir()}
    assert sweep(crashed.parent, live=()) == []
    assert {path: path.read_bytes() for path in crashed.iterdir()} == before


def test_live_lesson_is_left_alone(crashed: Path) -> None:
    before = {path: path.read_bytes() for path in crashed.iterdir()}
    assert sweep(crashed.parent, live={LESSON}) == []
    assert {path: path.read_bytes() for path in crashed.iterdir()} == before


def test_manifest_is_written_with_what_is_known_of_the_lesson(crashed: Path) -> None:
    facts = LessonFacts("荷塘月色", started_at=1_800_000_000_000, ended_at=1_800_000_060_000)
    sweep(crashed.parent, live=(), lessons={LESSON: facts})
    made = manifest.read(crashed)
    assert made is not None
    assert (made.title, made.duration_ms, made.complete) == ("荷塘月色", 60_000, True)


@pytest.mark.parametrize("codec", list(TAKES))
def test_file_cut_anywhere_becomes_whole_fragments(crashed: Path, codec: str) -> None:
    """A file system may keep any part of what was written."""
    take = TAKES[codec]
    known = journal.read(crashed / f"{take}.jsonl")
    assert known is not None and known.init is not None
    media = crashed / known.head.file
    data, lines = media.read_bytes(), (crashed / f"{take}.jsonl").read_bytes()
    chance = random.Random(11)
    for place in [chance.randrange(known.init.size, len(data)) for _ in range(40)]:
        media.write_bytes(data[:place])
        (crashed / f"{take}.jsonl").write_bytes(lines)
        sweep(crashed.parent, live=())
        whole = [line for line in known.fragments if line.offset + line.size <= place]
        recovered = journal.read(crashed / f"{take}.jsonl")
        assert recovered is not None and recovered.fragments == whole
        if place % 5 == 0 and whole:
            assert len(decoded(media)) == sum(line.samples for line in whole)


@pytest.mark.parametrize("codec", list(TAKES))
def test_journal_cut_anywhere_is_told_again_from_the_file(crashed: Path, codec: str) -> None:
    path = crashed / f"{TAKES[codec]}.jsonl"
    lines = path.read_bytes()
    known = journal.decode(lines)
    assert known is not None
    head = lines.index(b"\n") + 1
    chance = random.Random(12)
    for place in [head, *(chance.randrange(head, len(lines)) for _ in range(30))]:
        path.write_bytes(lines[:place])
        sweep(crashed.parent, live=())
        recovered = journal.read(path)
        assert recovered is not None
        assert (recovered.init, recovered.fragments) == (known.init, known.fragments)


@pytest.mark.parametrize("codec", list(TAKES))
def test_rubbish_behind_the_last_fragment_is_cut_off(crashed: Path, codec: str) -> None:
    (path,) = crashed.glob(f"{TAKES[codec]}.[mw]*")
    whole = path.read_bytes()
    for rubbish in (bytes(4096), random.Random(13).randbytes(999), whole[-5000:], whole[:300]):
        path.write_bytes(whole + rubbish)
        (path.with_suffix(".jsonl")).write_bytes(
            path.with_suffix(".jsonl").read_bytes().replace(b'{"type":"end","reason":"recovered"}\n', b"")
        )
        sweep(crashed.parent, live=())
        assert path.read_bytes().startswith(whole[:-5000])
        assert complaints(path) == ""


def test_take_without_a_single_fragment_is_no_take(crashed: Path) -> None:
    media = crashed / "u3-camera-video-0001.mp4"
    media.write_bytes(media.read_bytes()[:100])
    (swept,) = sweep(crashed.parent, live=())
    assert "u3-camera-video-0001" not in [take.take for take in swept.manifest.takes]
    assert swept.manifest.complete


def test_journal_without_its_first_line_harms_no_other_take(crashed: Path) -> None:
    (crashed / "u3-camera-video-0001.jsonl").write_bytes(b'{"type":"ta')
    (swept,) = sweep(crashed.parent, live=())
    assert len(swept.manifest.takes) == 3


def test_crash_between_repair_and_manifest_is_made_good(crashed: Path) -> None:
    sweep(crashed.parent, live=())
    (crashed / "manifest.json").unlink()
    (swept,) = sweep(crashed.parent, live=())
    assert len(swept.manifest.takes) == 4


async def test_folders_that_are_no_recordings_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    assert sweep(tmp_path, live=()) == []
    assert sweep(tmp_path / "nowhere", live=()) == []
