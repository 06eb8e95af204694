"""How high a keyframe's picture is."""

from media.packets.codecs.height import picture_height

#: A parameter set for 1280x720, as OpenH264 makes it, and one slice behind it.
SPS_720 = bytes.fromhex("6742c01f95a014016e40")


def aggregate(*units: bytes) -> bytes:
    return b"\x78" + b"".join(len(unit).to_bytes(2, "big") + unit for unit in units)


def test_an_h264_parameter_set_says_the_height():
    assert picture_height("H264", aggregate(SPS_720, b"\x68\xce\x3c\x80")) == 720
    assert picture_height("H264", SPS_720) == 720


def test_a_vp8_keyframe_says_the_height():
    frame = bytes.fromhex("100200 9d012a 8002 6801") + bytes(20)
    assert picture_height("VP8", b"\x10" + frame) == 360


def test_what_does_not_say_it_or_is_cut_has_none():
    assert picture_height("H264", b"\x65\x88") is None
    assert picture_height("H264", aggregate(SPS_720)[:8]) is None
    assert picture_height("VP8", b"\x90") is None
    assert picture_height("VP9", b"\x08") is None
    assert picture_height("OPUS", b"") is None
