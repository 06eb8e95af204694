"""Real coded media goes through a connection's two tracks: passed on as it is, or converted in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from media.ingest.access_units import AccessUnits
from media.ingest.container import Container, opened
from media.ingest.failures import SourceFailed
from media.ingest.orders import Order
from media.ingest.pipeline import Pipeline
from media.ingest.rtp_stream import RtpStream
from media.packets.keyframe import starts_keyframe
from media.packets.rtp import RtpPacket
from tests.support.clip import make_clip

NOW = 1_795_226_400.0
ORDER = Order("", True, 1, 2)


def pipeline(container: Container) -> Pipeline:
    return Pipeline(container, RtpStream(1, 111, 48_000), RtpStream(2, 102, 90_000), ORDER, NOW)


def played(path: Path) -> Iterator[tuple[Pipeline, list[RtpPacket]]]:
    """After each packet of the file, taken at its own pace: the pipeline, and the RTP that came of it."""
    with opened(f"file://{path}") as container:
        line = pipeline(container)
        for packet in container.packets():
            made = line.take(packet, NOW + (packet.pts or 0.0))
            yield line, [RtpPacket(each) for each in made if not 192 <= each[1] < 224]


def video(packets: list[RtpPacket]) -> list[RtpPacket]:
    return [packet for packet in packets if packet.payload_type == 102]


def test_plain_pictures_are_passed_through_bit_by_bit(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", "libx264", None, 1, bf="0", g="25")
    sent = [packet.payload for _, made in played(clip) for packet in made if packet.payload[0] & 0x1F < 24]
    with opened(f"file://{clip}") as container:
        units = AccessUnits(container.video.codec_context.extradata)
        read = [units.read(packet.data) for packet in container.packets()]
    slices = [unit for picture in read if picture is not None for unit in picture.units[picture.sets :]]
    assert sent == slices


@pytest.mark.parametrize(
    ("encoder", "sound", "options", "converted"),
    [
        ("libx264", "libopus", {"bf": "0"}, ()),
        ("libx264", "aac", {"bf": "2"}, ("video:b_frames", "audio:codec")),
        ("libx265", "libopus", {"x265-params": "log-level=none"}, ("video:codec",)),
    ],
)
def test_only_what_must_be_is_converted(
    tmp_path: Path, encoder: str, sound: str, options: dict[str, str], converted: tuple[str, ...]
) -> None:
    clip = make_clip(tmp_path / "clip.mkv", encoder, sound, 2, g="25", **options)
    steps = list(played(clip))
    assert steps[-1][0].news.converted == converted
    packets = [packet for _, made in steps for packet in made]
    assert len({packet.timestamp for packet in video(packets)}) > 30
    assert starts_keyframe("H264", video(packets)[0].payload)
    assert len(packets) - len(video(packets)) > 80


def test_timestamps_rise_also_where_the_source_has_b_frames(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", "libx264", None, 2, g="25", bf="2")
    stamps = [packet.timestamp for _, made in played(clip) for packet in video(made)]
    assert stamps == sorted(stamps)


def test_a_keyframe_is_made_when_a_receiver_asks(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", "libx265", None, 2, g="25", **{"x265-params": "log-level=none"})
    steps = played(clip)
    for _ in range(20):
        line, _ = next(steps)
    line.keyframe_wanted = True
    made = [packet for _, packets in (next(steps) for _ in range(5)) for packet in packets]
    assert any(starts_keyframe("H264", packet.payload) for packet in made)


def test_rare_keyframes_are_converted_when_the_next_one_comes(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", "libx264", None, 9, bf="0", g="160", sc_threshold="0")
    reasons = [line.news.converted for line, _ in played(clip)]
    assert reasons[100] == () and reasons[-1] == ("video:keyframes",)


def test_a_picture_that_stalls_is_noticed_beside_lively_sound(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", "libx264", "libopus", 2, bf="0")
    with opened(f"file://{clip}") as container, pytest.raises(SourceFailed, match="silent"):
        line = pipeline(container)
        for number, packet in enumerate(container.packets()):
            if packet.kind == "audio" or number < 5:
                line.take(packet, NOW + 0.2 * number)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///nowhere/clip.mp4", "no_such_stream"),
        ("rtsp://127.0.0.1:9/1", "unreachable"),
        ("http://127.0.0.1:9/1", "not_media"),
    ],
)
def test_what_can_not_be_opened_is_named_without_its_address(url: str, reason: str) -> None:
    with pytest.raises(SourceFailed) as failure, opened(url):
        raise AssertionError
    assert failure.value.reason == reason and str(failure.value) == reason


def test_a_file_that_is_no_media_is_named(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"no media" * 100)
    with pytest.raises(SourceFailed, match="not_media"), opened(f"file://{path}"):
        raise AssertionError
