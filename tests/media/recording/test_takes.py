"""What a publisher sends is what the file holds, for every codec, in readers that are not ours."""

from __future__ import annotations

import pytest

from tests.media.recording.lesson import RecordedLesson, complaints, decoded, timed
from tests.support import encoded

CAMERA = "u3/camera/video"
SOUND = "u3/camera/audio"


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_every_frame_of_a_clean_stream_is_in_the_take(lesson: RecordedLesson, codec: str) -> None:
    lesson.play((lesson.publish(CAMERA, codec), timed(encoded.video(codec, 125), 90000)))
    await lesson.finish()
    path = lesson.path("u3-camera-video-0001")
    assert len(decoded(path)) == 125
    assert complaints(path) == ""


async def test_every_sound_packet_is_in_the_take(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(SOUND, "OPUS"), timed(encoded.audio(250), 48000)))
    await lesson.finish()
    path = lesson.path("u3-camera-audio-0001")
    assert len(decoded(path)) == 250
    assert complaints(path) == ""


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_fragments_tile_the_file_and_last_a_second(lesson: RecordedLesson, codec: str) -> None:
    lesson.play((lesson.publish(CAMERA, codec), timed(encoded.video(codec, 125, gop=50), 90000)))
    await lesson.finish()
    journal = lesson.journal("u3-camera-video-0001")
    assert journal.init is not None
    ends = [journal.init.size] + [line.offset + line.size for line in journal.fragments]
    assert [line.offset for line in journal.fragments] == ends[:-1]
    assert ends[-1] == lesson.path("u3-camera-video-0001").stat().st_size
    assert [line.duration_ms for line in journal.fragments] == [1000] * 4 + [1000]
    assert [line.keyframe for line in journal.fragments] == [True, False, True, False, True]


async def test_fragment_is_on_disk_while_the_lesson_runs(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), timed(encoded.video("H264", 125), 90000)))
    await lesson.recorder._writer.drained()
    assert sum(line.duration_ms for line in lesson.journal("u3-camera-video-0001").fragments) == 4000
    await lesson.finish()


async def test_file_time_is_lesson_time(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), timed(encoded.video("H264", 50), 90000, at=180.0)))
    await lesson.finish()
    assert decoded(lesson.path("u3-camera-video-0001"))[0] == pytest.approx(180.0, abs=0.001)


async def test_codec_name_and_size_stand_in_the_journal(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "VP9"), timed(encoded.video("VP9", 30, (320, 180)), 90000)))
    await lesson.finish()
    head = lesson.journal("u3-camera-video-0001").head
    assert (head.codec, head.width, head.height, head.source) == ("vp09.00.11.08", 320, 180, "u3/camera")


# Both the 16-bit sequence number and the 32-bit timestamp run over in the middle.
@pytest.mark.parametrize("start", [0, 1, 32767, 65400, 65535])
async def test_wrapping_numbers_leave_no_trace(lesson: RecordedLesson, start: int) -> None:
    frames = encoded.video("H264", 100)
    stream = timed(frames, 90000, sequence=start, timestamp=2**32 - 90000)
    lesson.play((lesson.publish(CAMERA, "H264"), stream))
    await lesson.finish()
    assert len(decoded(lesson.path("u3-camera-video-0001"))) == 100
    assert lesson.journal("u3-camera-video-0001").gaps == []
