"""H.264 from cameras and files: taken apart, recognised, and cut into packets that come together again."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.ingest.access_units import AccessUnits, split_annex_b, split_lengths
from media.ingest.payloads import payloads
from media.packets.codecs.h264 import H264Depacketizer
from media.packets.keyframe import starts_keyframe
from tests.media.packets.codecs.stream import packet
from tests.support.clip import make_clip

SPS, PPS = bytes.fromhex("6742c01f95a014016e40"), bytes.fromhex("68ce3c80")
IDR, P_SLICE, B_SLICE = (
    b"\x65\x88\x84" + bytes(range(1, 90)),
    b"\x41\x9a\x02" + b"p" * 9,
    b"\x01\x9e\x04" + b"b" * 9,
)
DELIMITER, INFORMATION = b"\x09\xf0", b"\x06\x05\x01\xff"


def annex_b(*units: bytes) -> bytes:
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units)


def configuration(*sets: bytes) -> bytes:
    sps, pps = sets
    return (
        b"\x01"
        + sps[1:4]
        + b"\xff\xe1"
        + struct.pack("!H", len(sps))
        + sps
        + b"\x01"
        + struct.pack("!H", len(pps))
        + pps
    )


def test_units_stand_between_start_codes_of_either_length() -> None:
    data = b"\x00\x00\x00\x01" + SPS + b"\x00\x00\x01" + PPS + b"\x00\x00\x00\x01" + IDR
    assert split_annex_b(data) == [SPS, PPS, IDR]


def test_a_length_that_lies_is_refused() -> None:
    with pytest.raises(ValueError, match="past the end"):
        split_lengths(b"\x00\x00\x00\x09abc", 4)


def test_the_parameter_sets_of_the_container_stand_before_each_keyframe() -> None:
    units = AccessUnits(configuration(SPS, PPS))
    picture = units.read(struct.pack("!I", len(IDR)) + IDR)
    assert picture is not None and picture.keyframe
    assert picture.units == [SPS, PPS, IDR]


def test_newer_parameter_sets_in_the_stream_take_their_place() -> None:
    units, newer = AccessUnits(annex_b(SPS, PPS)), SPS[:-1] + b"\x41"
    picture = units.read(annex_b(newer, PPS, IDR))
    assert picture is not None and picture.units == [newer, PPS, IDR]


def test_what_no_receiver_needs_is_left_out() -> None:
    picture = AccessUnits(None).read(annex_b(DELIMITER, INFORMATION, P_SLICE))
    assert picture is not None and picture.units == [P_SLICE]


def test_a_packet_without_a_picture_gives_nothing() -> None:
    assert AccessUnits(None).read(annex_b(SPS, PPS)) is None


@pytest.mark.parametrize(("unit", "is_b"), [(IDR, False), (P_SLICE, False), (B_SLICE, True)])
def test_b_frames_are_recognised_by_their_slices(unit: bytes, is_b: bool) -> None:
    picture = AccessUnits(None).read(annex_b(unit))
    assert picture is not None and picture.bidirectional is is_b


@pytest.mark.parametrize("b_frames", [0, 2])
def test_an_encoders_b_frames_are_found(tmp_path: Path, b_frames: int) -> None:
    clip = make_clip(tmp_path / "clip.mp4", "libx264", None, 1, bf=str(b_frames))
    with av.open(str(clip)) as file:
        units = AccessUnits(file.streams.video[0].codec_context.extradata)
        pictures = [units.read(bytes(each)) for each in file.demux(video=0) if each.size]
    assert any(picture is not None and picture.bidirectional for picture in pictures) is bool(b_frames)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_do_harm(extradata: bytes, data: bytes) -> None:
    try:
        AccessUnits(extradata).read(data)
    except ValueError:
        return


@pytest.mark.parametrize("size", [10, 1188, 1189, 5000])
def test_what_is_cut_into_payloads_comes_together_again(size: int) -> None:
    picture = AccessUnits(annex_b(SPS, PPS)).read(annex_b(IDR + b"x" * size))
    assert picture is not None
    cut = payloads(picture)
    assert max(map(len, cut)) <= 1188
    receiver = H264Depacketizer()
    frames = [
        frame
        for number, payload in enumerate(cut)
        for frame in receiver.push(packet(payload, marker=number == len(cut) - 1))
    ]
    assert [frame.keyframe for frame in frames] == [True]
    assert split_lengths(frames[0].data, 4) == picture.units


def test_parameter_sets_travel_together_and_start_a_keyframe() -> None:
    picture = AccessUnits(annex_b(SPS, PPS)).read(annex_b(IDR))
    assert picture is not None
    first, *rest = payloads(picture)
    assert first[0] & 0x1F == 24 and starts_keyframe("H264", first)
    assert rest == [IDR]


def test_fragments_are_equal_but_for_the_last() -> None:
    picture = AccessUnits(None).read(annex_b(P_SLICE + b"x" * 4000))
    assert picture is not None
    *equal, last = [len(payload) for payload in payloads(picture)]
    assert set(equal) == {1188} and last < 1188
