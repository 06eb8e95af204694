"""Where takes lie on the lesson clock, whatever the publishers' clocks do."""

from __future__ import annotations

import pytest

from media.recording import manifest
from tests.media.recording.lesson import START, Publisher, RecordedLesson, timed
from tests.support import encoded

CAMERA, SOUND = "u3/camera/video", "u3/camera/audio"
VIDEO, AUDIO = "u3-camera-video-0001", "u3-camera-audio-0001"


def _reports(publisher: Publisher, *, rate: int, zero: float, speed: float = 1.0) -> None:
    """Sender reports that put RTP timestamp 0 at `zero` seconds of the lesson."""
    publisher.reported = lambda timestamp: START + zero + timestamp / rate / speed


async def test_before_a_report_arrival_counts(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish(CAMERA, "H264"), timed(encoded.video("H264", 50), 90000, at=7.0)))
    await lesson.finish()
    (take,) = manifest.build(lesson.folder).takes
    assert (take.start_ms, take.sync) == (7000, [])


async def test_report_moves_the_take_to_when_it_was_captured(lesson: RecordedLesson) -> None:
    publisher = lesson.publish(CAMERA, "H264")
    stream = timed(encoded.video("H264", 75), 90000, at=7.0)
    lesson.play((publisher, stream[:150]))
    _reports(publisher, rate=90000, zero=6.880)
    lesson.play((publisher, stream[150:]))
    await lesson.finish()
    (take,) = manifest.build(lesson.folder).takes
    assert take.start_ms == 6880
    assert lesson.journal(VIDEO).syncs[-1].basis == "sender_report"


async def test_sound_and_picture_that_start_apart_stay_in_step(lesson: RecordedLesson) -> None:
    camera, sound = lesson.publish(CAMERA, "H264"), lesson.publish(SOUND, "OPUS")
    pictures = timed(encoded.video("H264", 100), 90000, at=3.4)
    sounds = timed(encoded.audio(300), 48000, at=1.050)
    lesson.play((camera, pictures[:100]), (sound, sounds[:120]))
    _reports(camera, rate=90000, zero=3.300)
    _reports(sound, rate=48000, zero=1.000)
    lesson.play((camera, pictures[100:]), (sound, sounds[120:]))
    await lesson.finish()
    starts = {take.kind: take.start_ms for take in manifest.build(lesson.folder).takes}
    assert starts == {"audio": 1000, "video": 3300}


async def test_clock_that_runs_fast_is_followed(lesson: RecordedLesson) -> None:
    speed = 1.002
    publisher = lesson.publish(SOUND, "OPUS")
    _reports(publisher, rate=48000, zero=0.0, speed=speed)
    lesson.play((publisher, timed(encoded.audio(1500), 48000, speed=speed)))
    await lesson.finish()
    (take,) = manifest.build(lesson.folder).takes
    media_ms, lesson_ms = take.sync[-1]
    assert lesson_ms == pytest.approx(media_ms / speed, abs=3)
    assert len(take.sync) >= 5


async def test_capture_that_stalls_begins_another_take_in_step(lesson: RecordedLesson) -> None:
    """18 s pass, the timestamps know nothing of it (bigbluebutton #25259)."""
    frames = encoded.audio(500)
    before, after = timed(frames[:250], 48000), timed(frames[250:], 48000, at=18.0, sequence=251)
    publisher = lesson.publish(SOUND, "OPUS")
    _reports(publisher, rate=48000, zero=0.0)
    lesson.play((publisher, before))
    lesson.play((publisher, after[:1]))
    _reports(publisher, rate=48000, zero=18.0)
    lesson.play((publisher, after[1:]))
    await lesson.finish()
    takes = manifest.build(lesson.folder).takes
    assert [gap.reason for gap in takes[0].gaps] == ["timestamp_jump"]
    assert takes[1].start_ms + takes[1].duration_ms == pytest.approx(28_000, abs=30)


async def test_stall_is_noticed_without_reports_too(lesson: RecordedLesson) -> None:
    frames = encoded.audio(750)
    before, after = timed(frames[:250], 48000), timed(frames[250:], 48000, at=18.0, sequence=251)
    lesson.play((lesson.publish(SOUND, "OPUS"), before + after))
    await lesson.finish()
    takes = manifest.build(lesson.folder).takes
    assert takes[1].start_ms + takes[1].duration_ms == pytest.approx(33_000, abs=30)


async def test_timestamp_that_leaps_begins_another_take(lesson: RecordedLesson) -> None:
    frames = encoded.audio(100)
    later = timed(frames, 48000, at=2.0, sequence=101, timestamp=3_000_000_000)
    lesson.play((lesson.publish(SOUND, "OPUS"), timed(frames, 48000) + later))
    await lesson.finish()
    takes = manifest.build(lesson.folder).takes
    assert [take.start_ms for take in takes] == [0, pytest.approx(2000, abs=5)]


async def test_line_that_stalls_for_two_seconds_is_no_jump(lesson: RecordedLesson) -> None:
    stream = timed(encoded.audio(300), 48000)
    held = [(max(time, 4.0) if time > 2.0 else time, data) for time, data in stream]
    lesson.play((lesson.publish(SOUND, "OPUS"), held))
    await lesson.finish()
    (take,) = manifest.build(lesson.folder).takes
    assert (take.start_ms, take.gaps, take.samples) == (0, [], 300)


async def test_publisher_whose_clock_is_mad_soon_opens_a_take_a_second_at_most(
    lesson: RecordedLesson,
) -> None:
    frames = encoded.audio(250)
    mad = [
        packet
        for number, frame in enumerate(frames)
        for packet in timed(
            [encoded.Coded(0, frame.payloads, True)],
            48000,
            at=number * 0.02,
            sequence=number,
            timestamp=number * 1_000_000_007 & 0xFFFFFFFF,
        )
    ]
    lesson.play((lesson.publish(SOUND, "OPUS"), mad))
    await lesson.finish()
    assert len(list(lesson.folder.glob("*.jsonl"))) <= 9
