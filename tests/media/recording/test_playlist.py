"""HLS over the takes, read by a player that is not ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from media.recording import manifest, playlist
from tests.media.recording.lesson import START, RecordedLesson, timed
from tests.support import encoded


async def _recorded(lesson: RecordedLesson) -> RecordedLesson:
    """A camera of two resolutions with its sound."""
    small, large = encoded.video("H264", 250), encoded.video("H264", 125, (320, 180))
    packets = sum(len(frame.payloads) for frame in small)
    later = timed(large, 90000, at=10.0, sequence=1 + packets, timestamp=900_000)
    camera, sound = lesson.publish("u3/camera/video", "H264"), lesson.publish("u3/camera/audio", "OPUS")
    lesson.play((camera, timed(small, 90000) + later), (sound, timed(encoded.audio(750), 48000)))
    return lesson


def _served(lesson: RecordedLesson) -> Path:
    """The files at the places that the addresses name."""
    root = lesson.folder.parent / "served"
    journals = manifest.read_journals(lesson.folder)
    (root / "takes").parent.mkdir()
    (root / "takes").symlink_to(lesson.folder)
    names = {playlist.track_of(entry) for entry in journals} | {entry.head.take for entry in journals}
    for name in names:
        (root / "hls" / name).mkdir(parents=True)
        (root / "hls" / name / "media.m3u8").write_text(playlist.media(journals, name) or "")
    (root / "hls" / "u3-camera.m3u8").write_text(playlist.multivariant(journals, "u3/camera") or "")
    return root / "hls"


def _frames(path: Path, kind: str) -> tuple[int, str]:
    command = [
        "ffprobe",
        "-v",
        "error",
        "-allowed_extensions",
        "ALL",
        "-select_streams",
        kind,
        "-count_frames",
    ]
    command += ["-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout.split()[0].strip(",")), done.stderr


async def test_take_is_read_whole_by_byte_ranges(lesson: RecordedLesson) -> None:
    await (await _recorded(lesson)).finish()
    assert _frames(_served(lesson) / "u3-camera-video-0001" / "media.m3u8", "v") == (250, "")


async def test_track_joins_its_takes(lesson: RecordedLesson) -> None:
    await (await _recorded(lesson)).finish()
    assert _frames(_served(lesson) / "u3-camera-video" / "media.m3u8", "v")[0] == 375


@pytest.mark.parametrize(("kind", "count"), [("v", 375), ("a", 750)])
async def test_source_has_picture_and_sound(lesson: RecordedLesson, kind: str, count: int) -> None:
    await (await _recorded(lesson)).finish()
    assert _frames(_served(lesson) / "u3-camera.m3u8", kind)[0] == count


async def test_segments_start_with_keyframes_and_last_four_seconds(lesson: RecordedLesson) -> None:
    await (await _recorded(lesson)).finish()
    text = playlist.media(manifest.read_journals(lesson.folder), "u3-camera-video-0001")
    assert text is not None
    durations = [line for line in text.splitlines() if line.startswith("#EXTINF")]
    assert durations == ["#EXTINF:4.000,", "#EXTINF:4.000,", "#EXTINF:2.000,"]
    assert "#EXT-X-PLAYLIST-TYPE:VOD" in text and text.endswith("#EXT-X-ENDLIST\n")


async def test_playlist_of_an_open_take_only_grows(lesson: RecordedLesson) -> None:
    publisher = lesson.publish("u3/camera/video", "H264")
    stream = timed(encoded.video("H264", 375), 90000)
    texts = []
    for end in (6.0, 9.0, 15.0):
        lesson.play(
            (publisher, [packet for packet in stream if lesson.at < packet[0] < end or packet[0] == 0])
        )
        lesson.wait(end)
        await lesson.recorder._writer.drained()
        texts.append(playlist.media(manifest.read_journals(lesson.folder), "u3-camera-video") or "")
    assert texts[1].startswith(texts[0]) and texts[2].startswith(texts[1])
    assert all("EVENT" in text and "ENDLIST" not in text for text in texts)
    await lesson.finish()


async def test_dates_are_those_of_the_lesson(lesson: RecordedLesson) -> None:
    publisher = lesson.publish("u3/camera/video", "H264")
    publisher.reported = lambda timestamp: START + 4.9 + timestamp / 90000
    lesson.play((publisher, timed(encoded.video("H264", 100), 90000, at=5.0)))
    await lesson.finish()
    text = playlist.media(manifest.read_journals(lesson.folder), "u3-camera-video-0001")
    assert text is not None and "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:04.900Z" in text


async def test_webm_is_not_offered(lesson: RecordedLesson) -> None:
    lesson.play((lesson.publish("u3/camera/video", "VP8"), timed(encoded.video("VP8", 50), 90000)))
    await lesson.finish()
    journals = manifest.read_journals(lesson.folder)
    assert playlist.media(journals, "u3-camera-video-0001") is None
    assert playlist.multivariant(journals, "u3/camera") is None
