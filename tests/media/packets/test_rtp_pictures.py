"""Picture numbers in VP8 and VP9 payloads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.pictures import find_picture_numbers

VP8_FULL = bytes.fromhex("90 f0 8123 07 20 10 02")
VP9_FULL = bytes.fromhex("a8 8123 00 05 82")


@pytest.mark.parametrize(("codec", "payload", "base"), [("VP8", VP8_FULL, 7), ("VP9", VP9_FULL, 5)])
def test_both_numbers_are_found(codec, payload, base):
    found = find_picture_numbers(codec, payload)
    assert (found.picture, found.base_layer, found.wide) == (0x123, base, True)


@pytest.mark.parametrize(("codec", "payload"), [("VP8", VP8_FULL), ("VP9", VP9_FULL)])
def test_written_numbers_wrap_and_are_read_back(codec, payload):
    changed = find_picture_numbers(codec, payload).write(payload, 0x8005, 256 + 9)
    found = find_picture_numbers(codec, changed)
    assert (found.picture, found.base_layer) == (5, 9)
    assert len(changed) == len(payload)
    assert changed[-1:] == payload[-1:]


def test_a_narrow_number_stays_narrow():
    payload = bytes.fromhex("90 80 23 10")
    found = find_picture_numbers("VP8", payload)
    assert (found.wide, found.picture, found.base_layer_at) == (False, 0x23, None)
    assert found.write(payload, 200, 1) == bytes.fromhex("90 80 48 10")


def test_flexible_mode_of_vp9_has_no_number_of_the_base_layer():
    assert find_picture_numbers("VP9", bytes.fromhex("b8 8123 00 82")).base_layer_at is None


@pytest.mark.parametrize(
    ("codec", "payload"), [("H264", "6742"), ("VP8", "1010"), ("VP9", "0800"), ("VP8", "90")]
)
def test_where_there_are_none_none_are_found(codec, payload):
    assert find_picture_numbers(codec, bytes.fromhex(payload)) is None


@given(st.sampled_from(["VP8", "VP9"]), st.binary(max_size=12))
def test_random_payloads_raise_nothing(codec, payload):
    found = find_picture_numbers(codec, payload)
    assert found is None or len(found.write(payload, 1, 2)) == len(payload)
