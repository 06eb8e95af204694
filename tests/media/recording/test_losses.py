"""What the network does to a take: order is restored, losses are gaps, and nothing broken is written."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.media.recording.lesson import RecordedLesson, Timed, complaints, decoded, timed, without
from tests.support import encoded
from tests.support.encoded import Coded

CAMERA, VIDEO = "u3/camera/video", "u3-camera-video-0001"
SOUND, AUDIO = "u3/camera/audio", "u3-camera-audio-0001"


def _delayed(stream: Timed, seed: int, most: float) -> Timed:
    """Every packet takes up to `most` seconds longer, and one in ten comes twice."""
    chance = random.Random(seed)
    late = [(time + chance.uniform(0, most), data) for time, data in stream]
    twice = [(time + chance.uniform(0, most), data) for time, data in stream if chance.random() < 0.1]
    return sorted(late + twice, key=lambda packet: packet[0])


def _place_of(frames: tuple[Coded, ...], number: int) -> int:
    return sum(len(frame.payloads) for frame in frames[:number])


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_disorder_and_duplicates_leave_no_trace(lesson: RecordedLesson, codec: str) -> None:
    stream = timed(encoded.video(codec, 100), 90000, sequence=65500)
    # The first packet opens the stream; what comes before it afterwards is too late.
    lesson.play((lesson.publish(CAMERA, codec), stream[:1] + _delayed(stream[1:], 7, 0.3)), until=5)
    await lesson.finish()
    assert len(decoded(lesson.path(VIDEO))) == 100
    assert lesson.journal(VIDEO).gaps == []


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
async def test_lost_packet_costs_the_frames_up_to_the_next_keyframe(
    lesson: RecordedLesson, codec: str
) -> None:
    frames = encoded.video(codec, 100, gop=50)
    lesson.play((lesson.publish(CAMERA, codec), without(timed(frames, 90000), [_place_of(frames, 30)])))
    await lesson.finish()
    (gap,) = lesson.journal(VIDEO).gaps
    assert (gap.start_ms, gap.duration_ms, gap.packets, gap.reason) == (1200, 800, 1, "loss")
    assert len(decoded(lesson.path(VIDEO))) == 80
    assert complaints(lesson.path(VIDEO)) == ""


async def test_loss_asks_the_publisher_for_a_keyframe(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 100, gop=100)
    publisher = lesson.publish(CAMERA, "H264")
    lesson.play((publisher, without(timed(frames, 90000), [_place_of(frames, 30)])))
    asked = [at - 1_800_000_000 for at in publisher.keyframes_asked if at > 1_800_000_001]
    assert 1.2 < asked[0] < 2.0
    assert all(later - earlier > 0.49 for earlier, later in pairwise(asked))
    await lesson.finish()


async def test_keyframes_are_asked_for_every_ten_seconds(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 275, gop=275)
    publisher = lesson.publish(CAMERA, "H264")
    lesson.play((publisher, timed(frames, 90000)))
    assert [round(at - 1_800_000_000) for at in publisher.keyframes_asked] == [0, 10, 11]
    await lesson.finish()


async def test_late_retransmission_is_still_taken(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 50)
    stream = timed(frames, 90000)
    lost = stream.pop(_place_of(frames, 20))
    stream = sorted([*stream, (lost[0] + 0.5, lost[1])], key=lambda packet: packet[0])
    lesson.play((lesson.publish(CAMERA, "H264"), stream))
    await lesson.finish()
    assert lesson.journal(VIDEO).gaps == []


async def test_lost_sound_is_silence_and_a_gap(lesson: RecordedLesson) -> None:
    stream = without(timed(encoded.audio(200), 48000), [60, 61, 62])
    lesson.play((lesson.publish(SOUND, "OPUS"), stream), until=5)
    await lesson.finish()
    (gap,) = lesson.journal(AUDIO).gaps
    assert (gap.start_ms, gap.duration_ms, gap.packets, gap.reason) == (1200, 60, 3, "loss")
    assert len(decoded(lesson.path(AUDIO))) == 200


async def test_scattered_losses_of_a_second_are_one_line(lesson: RecordedLesson) -> None:
    stream = without(timed(encoded.audio(200), 48000), range(51, 99, 4))
    lesson.play((lesson.publish(SOUND, "OPUS"), stream), until=5)
    await lesson.finish()
    gaps = lesson.journal(AUDIO).gaps
    assert sum(gap.packets for gap in gaps) == 12
    assert len(gaps) <= 2


async def test_discontinuous_transmission_is_no_gap(lesson: RecordedLesson) -> None:
    stream = timed(encoded.audio(200), 48000)
    # A publisher that pauses numbers its packets on without a hole.
    quiet = timed(encoded.audio(200)[::20], 48000, sequence=51)[3:5]
    after = timed(encoded.audio(200)[100:], 48000, sequence=56)
    lesson.play((lesson.publish(SOUND, "OPUS"), stream[:53] + quiet + after), until=5)
    await lesson.finish()
    assert lesson.journal(AUDIO).gaps == []
    assert len(decoded(lesson.path(AUDIO))) == 200


async def test_silent_publisher_is_a_gap(lesson: RecordedLesson) -> None:
    frames = encoded.video("H264", 50, gop=50)
    later = timed(frames, 90000, at=10.0, sequence=1 + _place_of(frames, 50), timestamp=900000)
    lesson.play((lesson.publish(CAMERA, "H264"), timed(frames, 90000) + later))
    await lesson.finish()
    (gap,) = lesson.journal(VIDEO).gaps
    assert (gap.start_ms + gap.duration_ms, gap.reason) == (10000, "publisher_silent")
    assert 2000 <= gap.start_ms <= 2100


@pytest.mark.parametrize("codec", ["H264", "VP8", "VP9"])
@pytest.mark.parametrize("seed", range(4))
async def test_nothing_broken_is_written_whatever_is_lost(
    lesson: RecordedLesson, codec: str, seed: int
) -> None:
    stream = timed(encoded.video(codec, 250, gop=25), 90000, sequence=65000)
    chance = random.Random(seed)
    lost = [place for place in range(20, len(stream) - 20) if chance.random() < 0.02]
    kept = stream[:1] + _delayed(without(stream, lost)[1:], seed, 0.2)
    lesson.play((lesson.publish(CAMERA, codec), kept), until=12)
    await lesson.finish()
    journal = lesson.journal(VIDEO)
    assert complaints(lesson.path(VIDEO)) == ""
    assert len(decoded(lesson.path(VIDEO))) == sum(line.samples for line in journal.fragments)
    assert sum(gap.packets for gap in journal.gaps) == len(lost)
