"""How long an Opus packet sounds."""

from __future__ import annotations

import av
import pytest

from media.packets.codecs import opus
from media.packets.codecs.frame import Frame
from tests.media.packets.codecs.stream import frames_of
from tests.support import encoded


# The configurations of RFC 6716, table 2, and the frame count codes of 3.2.
@pytest.mark.parametrize(
    ("packet", "samples"),
    [
        (bytes([0 << 3]), 480),
        (bytes([3 << 3]), 2880),
        (bytes([13 << 3]), 960),
        (bytes([16 << 3]), 120),
        (bytes([31 << 3]), 960),
        (bytes([31 << 3 | 1]), 1920),
        (bytes([31 << 3 | 2, 0]), 1920),
        (bytes([31 << 3 | 3, 5]), 4800),
        (opus.SILENCE, opus.SILENCE_DURATION),
    ],
)
def test_duration_stands_in_the_first_bytes(packet: bytes, samples: int) -> None:
    assert opus.duration(packet) == samples


@pytest.mark.parametrize("packet", [b"", bytes([31 << 3 | 3]), bytes([31 << 3 | 3, 0]), bytes([27 | 3, 63])])
def test_no_duration_is_an_error(packet: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        opus.duration(packet)


def test_each_packet_is_a_frame_of_twenty_milliseconds() -> None:
    frames: list[Frame] = frames_of("OPUS", encoded.audio(10))
    assert {frame.duration for frame in frames} == {960}


def test_silence_is_silent() -> None:
    decoder = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout = 48000, "stereo"
    decoder.open()
    (frame,) = decoder.decode(av.Packet(opus.SILENCE))
    assert frame.samples == 960
    assert not any(bytes(frame.planes[0]))
