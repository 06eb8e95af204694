"""The manifest and the journals as PROTOCOL.md shows them, and while a lesson runs."""

from __future__ import annotations

import json
from pathlib import Path

from media.recording import journal, manifest
from media.recording.manifest import Manifest
from tests.media.recording.lesson import START, RecordedLesson, timed
from tests.support import encoded

_PROTOCOL = Path(__file__).parents[3] / "docs" / "PROTOCOL.md"


def _example(name: str) -> str:
    text = _PROTOCOL.read_text(encoding="utf-8").split(f"<!-- parsed as {name} -->\n```json\n")[1]
    return text.split("\n```")[0]


def test_journal_in_the_protocol_document_is_one() -> None:
    lines = "".join(json.dumps(line) + "\n" for line in json.loads(_example("journal")))
    read = journal.decode(lines.encode())
    assert read is not None and read.end is not None
    assert len(list(read.lines())) == len(lines.splitlines())


def test_manifest_in_the_protocol_document_is_one() -> None:
    text = _example("manifest")
    assert json.loads(Manifest.model_validate_json(text).model_dump_json()) == json.loads(text)


def test_journal_comes_back_as_it_was_written() -> None:
    lines = "".join(json.dumps(line) + "\n" for line in json.loads(_example("journal"))).encode()
    read = journal.decode(lines)
    assert read is not None
    assert journal.decode(journal.encode(read.lines())) == read


async def test_manifest_of_a_running_lesson_has_open_takes(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish("u3/camera/video", "H264"), timed(encoded.video("H264", 125), 90000)))
    await lesson.recorder._writer.drained()
    made = manifest.build(lesson.folder)
    assert (made.complete, made.ended_at, made.duration_ms) == (False, None, 4000)
    assert made.takes[0].open
    await lesson.finish()


async def test_manifest_comes_back_from_the_folder(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish("u3/camera/video", "H264"), timed(encoded.video("H264", 125), 90000)))
    await lesson.finish()
    made = manifest.build(lesson.folder, title="荷塘月色", ended_at=round(START * 1000) + 9000)
    manifest.write(lesson.folder, made)
    assert manifest.read(lesson.folder) == made
    assert (made.complete, made.duration_ms, made.takes[0].samples) == (True, 9000, 125)


def test_folder_without_takes_has_an_empty_manifest(tmp_path: Path) -> None:
    made = manifest.build(tmp_path)
    assert (made.takes, made.started_at, manifest.read(tmp_path)) == ([], None, None)


async def test_gap_of_the_manifest_is_on_the_lesson_clock(lesson: RecordedLesson) -> None:
    publisher = lesson.publish("u3/camera/video", "H264")
    publisher.reported = lambda timestamp: START + 4.9 + timestamp / 90000
    frames = encoded.video("H264", 50, gop=50)
    stream = timed(frames, 90000, at=5.0)
    more = sum(len(frame.payloads) for frame in frames) + 1
    lesson.play((publisher, stream + timed(frames, 90000, at=12.0, sequence=more, timestamp=630000)))
    await lesson.finish()
    (take,) = manifest.build(lesson.folder).takes
    assert take.start_ms == 4900
    assert take.gaps[0].start_ms + take.gaps[0].duration_ms == 11900
