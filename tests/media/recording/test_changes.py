"""When a new take begins, and why the old one ended."""

from __future__ import annotations

import pytest

from tests.media.recording.lesson import START, RecordedLesson, decoded, timed
from tests.support import encoded

CAMERA = "u3/camera/video"


def _packets(frames: tuple[encoded.Coded, ...]) -> int:
    return sum(len(frame.payloads) for frame in frames)


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_other_resolution_is_another_take(lesson: RecordedLesson, codec: str) -> None:
    small, large = encoded.video(codec, 50), encoded.video(codec, 50, (320, 180))
    later = timed(large, 90000, at=2.0, sequence=1 + _packets(small), timestamp=180000)
    lesson.play((lesson.publish(CAMERA, codec), timed(small, 90000) + later))
    await lesson.finish()
    first, second = lesson.journal("u3-camera-video-0001"), lesson.journal("u3-camera-video-0002")
    assert first.end is not None and first.end.reason == "changed"
    assert (second.head.width, second.head.height) == (320, 180)
    assert len(decoded(lesson.path("u3-camera-video-0002"))) == 50
    assert second.fragments[0].start_ms == 2000


async def test_other_layer_is_another_take(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 50)
    later = timed(frames, 90000, at=2.0, sequence=777, timestamp=4_000_000_000, ssrc=2000)
    lesson.play((lesson.publish(CAMERA, "H264"), timed(frames, 90000) + later))
    await lesson.finish()
    assert decoded(lesson.path("u3-camera-video-0002"))[0] == pytest.approx(2.0, abs=0.01)
    assert lesson.journal("u3-camera-video-0001").gaps == []


def _flapping(turns: int, seconds: float) -> list[tuple[float, bytes]]:
    """Another layer every so many seconds, each of which begins with a keyframe."""
    frames = encoded.video("H264", round(25 * seconds))
    stream: list[tuple[float, bytes]] = []
    for turn in range(turns):
        stream += timed(frames, 90000, at=turn * seconds, timestamp=turn * 77_000_000, ssrc=2000 + turn)
    return stream


async def test_a_layer_that_is_left_at_once_costs_no_picture(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), _flapping(3, 0.2)))
    await lesson.finish()
    begins = [lesson.journal(f"u3-camera-video-{number:04}").fragments[0].start_ms for number in (1, 2, 3)]
    assert begins == [0, 200, 400]


async def test_layers_that_change_all_the_time_do_not_fill_the_folder(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), _flapping(100, 0.2)))
    await lesson.finish()
    assert len(list(lesson.folder.glob("*.mp4"))) < 30


async def test_publisher_that_comes_back_goes_on_in_a_new_take(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 50)
    lesson.play((lesson.publish(CAMERA, "H264"), timed(frames, 90000)))
    lesson.recorder.producer_closed(CAMERA, START + lesson.at)
    lesson.play((lesson.publish(CAMERA, "H264"), timed(frames, 90000, at=5.0)))
    await lesson.finish()
    first = lesson.journal("u3-camera-video-0001")
    assert first.end is not None and first.end.reason == "publisher_left"
    assert decoded(lesson.path("u3-camera-video-0002"))[0] == pytest.approx(5.0, abs=0.001)


async def test_closed_microphone_ends_its_take_and_opens_another(lesson: RecordedLesson) -> None:
    publisher = lesson.publish("u3/camera/audio", "OPUS")
    lesson.play((publisher, timed(encoded.audio(50), 48000)))
    lesson.recorder.select(set(), START + lesson.at)
    assert publisher.sinks == []
    lesson.recorder.select({publisher.id}, START + 3)
    lesson.play((publisher, timed(encoded.audio(50), 48000, at=3.0)))
    await lesson.finish()
    first = lesson.journal("u3-camera-audio-0001")
    assert first.end is not None and first.end.reason == "closed"
    assert lesson.journal("u3-camera-audio-0002").fragments[0].start_ms == 3000


async def test_nothing_is_written_for_a_producer_that_nobody_chose(lesson: RecordedLesson) -> None:
    publisher = lesson.publish(CAMERA, "H264")
    lesson.recorder.select({"u4/camera/video"}, START)
    lesson.play((publisher, timed(encoded.video("H264", 50), 90000)))
    await lesson.finish()
    assert list(lesson.folder.iterdir()) == []


async def test_new_recorder_counts_on_and_finishes_what_the_old_one_left(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 50)
    lesson.play((lesson.publish(CAMERA, "H264"), timed(frames, 90000)))
    await lesson.recorder._writer.drained()
    other = RecordedLesson(lesson.folder)
    other.play((other.publish(CAMERA, "H264"), timed(frames, 90000, at=3.0)))
    await other.finish()
    first = other.journal("u3-camera-video-0001")
    assert first.end is not None and first.end.reason == "recovered"
    assert len(decoded(other.path("u3-camera-video-0002"))) == 50
    await lesson.finish()


async def test_name_of_a_producer_leads_nowhere_else(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish("../../x/camera/video", "H264"), timed(encoded.video("H264", 30), 90000)))
    await lesson.finish()
    assert {path.name for path in lesson.folder.iterdir()} == {
        "x-camera-video-0001.jsonl",
        "x-camera-video-0001.mp4",
    }


async def test_every_take_is_announced(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), timed(encoded.video("H264", 30), 90000)))
    assert lesson.recorder.takes == {CAMERA: "u3-camera-video-0001"}
    await lesson.finish()
    assert [type(news).__name__ for news in lesson.news] == ["TakeOpened", "TakeClosed"]
