"""How loud a microphone was stands in the journal, by what real packets said, and survives a crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from media.packets.extensions import build_extensions
from media.recording.levels import UNKNOWN, Levels
from media.recording.sweep import repair_folder
from tests.media.recording.lesson import Publisher, RecordedLesson, Timed, timed, without
from tests.support import encoded

SOUND = "u3/camera/audio"
TAKE = "u3-camera-audio-0001"
LEVEL = 7  # the negotiated id of the extension
TONE = b"\xfc" + bytes(80)


def speaking(seconds: float, level_at: Callable[[float], int]) -> Timed:
    """A tone whose packets say -dBov as `level_at` the second tells."""
    stream = timed(encoded.audio(round(50 * seconds)), 48000)
    return [(at, with_level(data, level_at(at))) for at, data in stream]


def with_level(data: bytes, level: int) -> bytes:
    return bytes([data[0] | 0x10]) + data[1:12] + build_extensions([(LEVEL, bytes([level]))]) + data[12:]


def publish(lesson: RecordedLesson) -> Publisher:
    publisher = lesson.publish(SOUND, "OPUS")
    publisher.voice.extension = LEVEL
    return publisher


def heard(lesson: RecordedLesson) -> list[int]:
    return [value for line in lesson.journal(TAKE).levels for value in bytes.fromhex(line.values)]


async def test_level_of_each_tenth_of_a_second_is_that_of_its_loudest_packet(lesson: RecordedLesson) -> None:
    loud_at = {1.04: 30}
    stream = speaking(3.0, lambda at: loud_at.get(round(at, 2), 100))
    lesson.play((publish(lesson), stream))
    await lesson.finish()
    assert heard(lesson) == [27] * 10 + [97] + [27] * 19


async def test_levels_of_a_whole_take_follow_each_other(lesson: RecordedLesson) -> None:
    lesson.play((publish(lesson), speaking(5.0, lambda at: 50)))
    await lesson.finish()
    lines = lesson.journal(TAKE).levels
    assert [line.start_ms for line in lines] == [0, 1000, 2000, 3000, 4000]
    assert {line.basis for line in lines} == {"header"}


async def test_publisher_that_says_no_level_is_known_by_the_size_of_its_packets(
    lesson: RecordedLesson,
) -> None:
    lesson.play((lesson.publish(SOUND, "OPUS"), timed(encoded.audio(100), 48000)))
    await lesson.finish()
    lines = lesson.journal(TAKE).levels
    assert {line.basis for line in lines} == {"payload"}
    # 32 kbit/s are 80 bytes in 20 ms; a value is half of that.
    assert 30 < max(heard(lesson)) < 100


async def test_time_without_a_packet_is_unknown(lesson: RecordedLesson) -> None:
    stream = speaking(2.0, lambda at: 50)
    lesson.play((publish(lesson), without(stream, range(20, 40))))
    await lesson.finish()
    assert heard(lesson)[3:9] == [77] + [UNKNOWN] * 4 + [77]


async def test_killed_worker_leaves_the_levels_of_what_is_on_disk(lesson: RecordedLesson) -> None:
    lesson.play((publish(lesson), speaking(9.0, lambda at: 50)))
    await lesson.recorder._writer.drained()
    copy = lesson.folder.parent / "copy"
    shutil.copytree(lesson.folder, copy)
    await lesson.finish()
    assert repair_folder(copy) == [TAKE]
    swept = RecordedLesson(copy)
    assert heard(swept) == [77] * (10 * len(swept.journal(TAKE).fragments))
    assert len(heard(swept)) >= 70


async def test_levels_of_a_fragment_that_the_disk_refused_are_not_told(lesson: RecordedLesson) -> None:
    publisher = publish(lesson)
    stream = speaking(9.0, lambda at: 50)
    for limit, until in ((1 << 20, 3.0), (0, 6.0), (1 << 20, 9.0)):
        lesson.recorder._writer._limit = limit
        lesson.play((publisher, [packet for packet in stream if until - 3.0 <= packet[0] < until]))
    await lesson.finish()
    known = [line.start_ms for line in lesson.journal(TAKE).levels]
    assert (
        known
        == [line.start_ms for line in lesson.journal(TAKE).fragments]
        == [0, 1000, 5000, 6000, 7000, 8000]
    )


def test_levels_that_nobody_takes_are_bounded() -> None:
    levels = Levels()
    told = [levels.hear(100 * step, 50, TONE) for step in range(200)]
    assert told == [True] * 100 + [False] * 100
    assert [len(line.values) for line in levels.take()] == [200]


def test_times_that_jump_make_lines_of_their_own() -> None:
    levels = Levels()
    for time_ms in (0, 50, 900_000):
        levels.hear(time_ms, 60, TONE)
    assert [(line.start_ms, line.values) for line in levels.take()] == [(0, "3c"), (900_000, "3c")]


@pytest.mark.parametrize("payload", [b"", b"\xfb\x00"])
def test_packet_that_is_no_opus_says_nothing(payload: bytes) -> None:
    levels = Levels()
    assert levels.hear(0, None, payload)
    assert levels.take() == []


def test_tenth_of_a_second_under_way_waits_for_the_next_fragment() -> None:
    levels = Levels()
    for time_ms in (0, 100, 200):
        levels.hear(time_ms, 60, TONE)
    assert [line.values for line in levels.take(250)] == ["3c3c"]
    assert [(line.start_ms, line.values) for line in levels.take()] == [(200, "3c")]
