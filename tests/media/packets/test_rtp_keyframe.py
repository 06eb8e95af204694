"""Where a decoder can start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.keyframe import starts_keyframe

STARTS = {
    "H264 parameter set": ("H264", "6742e01f"),
    "H264 IDR slice": ("H264", "658884"),
    "H264 aggregate with a parameter set": ("H264", "18 0003 6742e0 0002 68ce"),
    "H264 aggregate with an IDR slice behind SEI": ("H264", "18 0002 0605 0003 658884"),
    "H264 first fragment of an IDR slice": ("H264", "7c85 8884"),
    "VP8 key frame": ("VP8", "10 10 02 00 9d 01 2a"),
    "VP8 key frame behind a full descriptor": ("VP8", "90 f0 8123 07 20 10 02"),
    "VP8 key frame behind a short picture number": ("VP8", "90 80 23 10 02"),
    "VP9 key picture": ("VP9", "88 8123 82"),
    "VP9 key picture in its lowest layer": ("VP9", "a8 8123 00 05 82"),
}
OTHERS = {
    "H264 slice": ("H264", "41 9a02"),
    "H264 later fragment of an IDR slice": ("H264", "7c05 8884"),
    "H264 first fragment of a slice": ("H264", "7c81 8884"),
    "H264 aggregate without": ("H264", "18 0002 0605 0002 419a"),
    "VP8 delta frame": ("VP8", "10 11 02 00"),
    "VP8 later packet of a key frame": ("VP8", "00 10"),
    "VP8 later partition": ("VP8", "11 10"),
    "VP9 predicted picture": ("VP9", "c8 8123 82"),
    "VP9 later packet": ("VP9", "80 8123 82"),
    "VP9 higher spatial layer": ("VP9", "a8 8123 02 05 82"),
    "sound": ("OPUS", "658884"),
    "nothing": ("H264", ""),
}


@pytest.mark.parametrize("name", STARTS)
def test_a_keyframe_begins(name):
    codec, payload = STARTS[name]
    assert starts_keyframe(codec, bytes.fromhex(payload))


@pytest.mark.parametrize("name", OTHERS)
def test_no_keyframe_begins(name):
    codec, payload = OTHERS[name]
    assert not starts_keyframe(codec, bytes.fromhex(payload))


@given(st.sampled_from(["H264", "VP8", "VP9"]), st.binary(max_size=40))
def test_random_payloads_raise_nothing(codec, payload):
    starts_keyframe(codec, payload)
