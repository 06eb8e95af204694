"""A disk that is full, broken or slow costs what could not be written, and nothing else."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from media.recording.news import Fault, Recovered, TakeClosed, TakeOpened
from media.recording.writer import Writer, open_unbuffered
from tests.media.recording.lesson import RecordedLesson, complaints, decoded, timed
from tests.support import encoded

CAMERA = "u3/camera/video"


class Disk:
    """Opens files; those whose name holds `full` lie on the device that is always full."""

    def __init__(self, full: str = "") -> None:
        self.full = full
        self.turning = threading.Event()
        self.turning.set()

    def open(self, path: Path) -> BinaryIO:
        self.turning.wait(20)
        if self.full and self.full in path.name:
            return Path("/dev/full").open("wb", buffering=0)
        return open_unbuffered(path)


def _lesson(folder: Path, disk: Disk, **settings: object) -> RecordedLesson:
    return RecordedLesson(folder, Writer(folder, opener=disk.open, **settings))


async def _play(lesson: RecordedLesson, seconds: int) -> None:
    """Like `play`, but the disk keeps up with the virtual time."""
    publisher = lesson.publish(CAMERA, "H264")
    stream = timed(encoded.video("H264", 25 * seconds), 90000)
    for second in range(seconds):
        lesson.play((publisher, [packet for packet in stream if second <= packet[0] < second + 1]))
        await lesson.recorder._writer.drained()


async def test_full_disk_is_reported_and_tried_again_as_a_new_take(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path / "x", Disk(full="0001.mp4"))
    await _play(lesson, 12)
    await lesson.finish()
    faults = [news for news in lesson.news if isinstance(news, Fault)]
    assert [fault.code for fault in faults] == ["disk_full"]
    second = lesson.journal("u3-camera-video-0002")
    assert second.head.opened_at - 1_800_000_000_000 == pytest.approx(5000, abs=1200)
    assert complaints(lesson.path("u3-camera-video-0002")) == ""


async def test_fault_is_over_when_the_same_producer_is_on_disk_again(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path / "x", Disk(full="0001.mp4"))
    await _play(lesson, 12)
    news = [type(each) for each in lesson.news if not isinstance(each, TakeClosed)]
    assert news == [TakeOpened, Fault, TakeOpened, Recovered]
    assert Recovered(CAMERA) in lesson.news


async def test_fault_of_one_track_is_not_over_because_another_is_written(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path / "x", Disk(full="u4"))
    streams = [
        (lesson.publish(f"{member}/camera/video", "H264"), timed(encoded.video("H264", 250), 90000))
        for member in ("u3", "u4")
    ]
    for second in range(8):
        lesson.play(
            *(
                (publisher, [each for each in packets if second <= each[0] < second + 1])
                for publisher, packets in streams
            )
        )
        await lesson.recorder._writer.drained()
    assert {each.producer for each in lesson.news if isinstance(each, Fault)} == {"u4/camera/video"}
    assert Recovered("u4/camera/video") not in lesson.news
    lesson.recorder.producer_closed("u4/camera/video", 0.0)
    assert lesson.news[-1] == Recovered("u4/camera/video")
    await lesson.finish()


async def test_full_disk_harms_no_other_take(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path / "x", Disk(full="u4"))
    streams = [
        (lesson.publish(f"{member}/camera/video", "H264"), timed(encoded.video("H264", 100), 90000))
        for member in ("u3", "u4")
    ]
    lesson.play(*streams)
    await lesson.finish()
    assert len(decoded(lesson.path("u3-camera-video-0001"))) == 100


async def test_reserve_is_left_for_the_database(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path / "x", Disk(), free=lambda folder: 1000)
    await _play(lesson, 2)
    await lesson.finish()
    assert [news.code for news in lesson.news if isinstance(news, Fault)] == ["disk_full"]
    assert list(lesson.folder.iterdir()) == []


async def test_disk_that_fills_up_leaves_whole_fragments(tmp_path: Path) -> None:
    free = iter([10**9] * 4 + [0] * 100)
    lesson = _lesson(tmp_path / "x", Disk(), free=lambda folder: next(free))
    await _play(lesson, 6)
    await lesson.finish()
    first = lesson.journal("u3-camera-video-0001")
    assert first.end is not None and first.end.reason == "write_failed"
    assert len(decoded(lesson.path("u3-camera-video-0001"))) == sum(line.samples for line in first.fragments)


async def test_disk_that_stands_still_costs_fragments_and_never_memory(tmp_path: Path) -> None:
    disk = Disk()
    disk.turning.clear()
    lesson = _lesson(tmp_path / "x", disk, limit=300_000)
    publisher = lesson.publish(CAMERA, "H264")
    stream = timed(encoded.video("H264", 250), 90000)
    lesson.play((publisher, [packet for packet in stream if packet[0] < 8]))
    disk.turning.set()
    await lesson.recorder._writer.drained()
    lesson.play((publisher, [packet for packet in stream if packet[0] >= 8]))
    await lesson.finish()
    journal = lesson.journal("u3-camera-video-0001")
    assert "queue_full" in {gap.reason for gap in journal.gaps}
    assert [news.code for news in lesson.news if isinstance(news, Fault)] == ["queue_full"]
    assert complaints(lesson.path("u3-camera-video-0001")) == ""
    covered = sum(line.duration_ms for line in journal.fragments) + sum(
        gap.duration_ms for gap in journal.gaps
    )
    assert covered == 10_000
