"""What every depacketizer has in common: whole frames, keyframes with their format, and no exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.codecs.choose import DEPACKETIZERS
from media.packets.rtp import RtpPacket
from tests.media.packets.codecs.stream import frames_of, packet
from tests.support import encoded

VIDEO = ["H264", "VP8", "VP9"]


@pytest.mark.parametrize("codec", VIDEO)
def test_each_picture_is_one_frame_with_its_timestamp(codec: str) -> None:
    coded = encoded.video(codec, 60)
    assert [frame.timestamp for frame in frames_of(codec, coded)] == [each.timestamp for each in coded]


@pytest.mark.parametrize("codec", VIDEO)
def test_keyframes_are_those_of_the_encoder(codec: str) -> None:
    coded = encoded.video(codec, 60)
    assert [frame.keyframe for frame in frames_of(codec, coded)] == [each.keyframe for each in coded]


# Sizes that are no multiples of a macroblock need cropping.
@pytest.mark.parametrize("size", [(160, 120), (322, 182), (640, 360), (1280, 720), (480, 854)])
@pytest.mark.parametrize("codec", VIDEO)
def test_keyframe_tells_the_size(codec: str, size: tuple[int, int]) -> None:
    form = frames_of(codec, encoded.video(codec, 1, size))[0].format
    assert form is not None and (form.width, form.height) == size


@pytest.mark.parametrize("codec", VIDEO)
def test_marker_is_not_needed_when_the_next_frame_comes(codec: str) -> None:
    depacketizer = DEPACKETIZERS[codec]()
    made = []
    for batch in encoded.packets(encoded.video(codec, 10)):
        for data in batch:
            made += depacketizer.push(RtpPacket.parse(bytes([data[0], data[1] & 0x7F]) + data[2:]))
    assert len(made) == 9


@pytest.mark.parametrize("codec", VIDEO)
def test_frame_with_a_lost_middle_is_thrown_away(codec: str) -> None:
    depacketizer = DEPACKETIZERS[codec]()
    first, second = encoded.packets(encoded.video(codec, 2))
    depacketizer.push(RtpPacket.parse(first[0]))
    depacketizer.lost()
    assert [frame for data in first[2:] for frame in depacketizer.push(RtpPacket.parse(data))] == []
    assert len([frame for data in second for frame in depacketizer.push(RtpPacket.parse(data))]) == 1


@pytest.mark.parametrize("codec", [*VIDEO, "OPUS"])
@given(payloads=st.lists(st.tuples(st.binary(max_size=40), st.booleans()), max_size=8))
def test_no_payload_raises(codec: str, payloads: list[tuple[bytes, bool]]) -> None:
    depacketizer = DEPACKETIZERS[codec]()
    for number, (payload, marker) in enumerate(payloads):
        depacketizer.push(packet(payload, timestamp=number // 2, marker=marker))


@pytest.mark.parametrize("codec", [*VIDEO, "OPUS"])
def test_padding_alone_makes_no_frame(codec: str) -> None:
    depacketizer = DEPACKETIZERS[codec]()
    assert list(depacketizer.push(packet(b"", marker=True))) == []
    assert depacketizer.malformed == 0
