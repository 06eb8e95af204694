"""H.264: how publishers wrap parameter sets, and what of it stands before each keyframe."""

from __future__ import annotations

import struct
from fractions import Fraction

import av
import pytest

from media.packets.codecs.frame import Frame
from media.packets.codecs.h264 import H264Depacketizer
from media.packets.codecs.sps import parse_sps
from tests.media.packets.codecs.stream import packet

SPS = bytes.fromhex("6742c014da0a11f961000003000100000300328f142aa0")
OTHER_SPS = bytes.fromhex("6742c01e95a0140 16e40".replace(" ", ""))
PPS = bytes.fromhex("68ce3c80")
IDR, SLICE = b"\x65" + bytes(50), b"\x41" + bytes(50)


def units(frame: Frame) -> list[bytes]:
    found, at = [], 0
    while at < len(frame.data):
        (size,) = struct.unpack_from("!I", frame.data, at)
        found.append(frame.data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def aggregate(*parts: bytes) -> bytes:
    return b"\x78" + b"".join(struct.pack("!H", len(part)) + part for part in parts)


def test_parameter_sets_of_their_own_packets_stand_before_the_keyframe() -> None:
    depacketizer = H264Depacketizer()
    for payload in (SPS, PPS):
        assert depacketizer.push(packet(payload)) == []
    (frame,) = depacketizer.push(packet(IDR, marker=True))
    assert units(frame) == [SPS, PPS, IDR]


def test_aggregated_parameter_sets_are_not_written_twice() -> None:
    (frame,) = H264Depacketizer().push(packet(aggregate(SPS, PPS, IDR), marker=True))
    assert units(frame) == [SPS, PPS, IDR]


def test_sets_sent_once_stand_before_every_keyframe() -> None:
    depacketizer = H264Depacketizer()
    depacketizer.push(packet(aggregate(SPS, PPS, IDR), marker=True))
    (frame,) = depacketizer.push(packet(IDR, timestamp=3000, marker=True))
    assert units(frame) == [SPS, PPS, IDR]


def test_new_sequence_parameters_forget_the_old_pictures_ones() -> None:
    depacketizer = H264Depacketizer()
    depacketizer.push(packet(aggregate(SPS, PPS, b"\x68\x5b\x8f\x20", IDR), marker=True))
    (frame,) = depacketizer.push(packet(aggregate(OTHER_SPS, PPS, IDR), timestamp=3000, marker=True))
    assert units(frame) == [OTHER_SPS, PPS, IDR]


def test_keyframe_without_parameter_sets_is_counted_and_dropped() -> None:
    depacketizer = H264Depacketizer()
    assert depacketizer.push(packet(IDR, marker=True)) == []
    assert depacketizer.malformed == 1


def test_picture_of_several_slices_is_one_frame() -> None:
    depacketizer = H264Depacketizer()
    assert depacketizer.push(packet(SLICE)) == []
    (frame,) = depacketizer.push(packet(SLICE, marker=True))
    assert units(frame) == [SLICE, SLICE]


def test_delimiters_and_filler_are_left_out() -> None:
    (frame,) = H264Depacketizer().push(packet(aggregate(b"\x09\xf0", SLICE, b"\x0c\xff"), marker=True))
    assert units(frame) == [SLICE]


@pytest.mark.parametrize("profile", ["baseline", "main", "high"])
def test_codec_name_and_size_of_real_parameter_sets(profile: str) -> None:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 1918, 1078, "yuv420p"
    encoder.time_base, encoder.profile = Fraction(1, 25), profile.capitalize()
    encoder.options = {"x264-params": "annexb=1"}
    encoder.flags |= 1 << 22  # parameter sets in extradata
    encoder.open()
    sps = bytes(encoder.extradata or b"").split(b"\x00\x00\x00\x01")[1]
    found = parse_sps(sps)
    assert (found.width, found.height) == (1918, 1078)
    assert found.codec == f"avc1.{sps[1:4].hex()}"


@pytest.mark.parametrize("size", range(len(SPS)))
def test_cut_parameter_set_is_an_error(size: int) -> None:
    try:
        parse_sps(SPS[:size])
    except ValueError:
        return
    assert size >= 9, "the size stands behind"


def test_slice_behind_a_loss_is_no_picture() -> None:
    depacketizer = H264Depacketizer()
    depacketizer.push(packet(aggregate(SPS, PPS, IDR), marker=True))
    depacketizer.lost()
    assert depacketizer.push(packet(IDR, timestamp=3000, marker=True)) == []
    assert len(depacketizer.push(packet(SLICE, timestamp=6000, marker=True))) == 1


def test_keyframe_that_starts_behind_a_loss_is_taken() -> None:
    depacketizer = H264Depacketizer()
    depacketizer.push(packet(SLICE))
    depacketizer.lost()
    (frame,) = depacketizer.push(packet(aggregate(SPS, PPS, IDR), timestamp=3000, marker=True))
    assert frame.keyframe
