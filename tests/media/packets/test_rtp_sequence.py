"""Wrapping numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.sequence import Unwrapper, forward_distance, is_newer


@pytest.mark.parametrize("start", [0, 1, 32767, 32768, 65534, 65535])
def test_the_next_number_is_newer_and_one_step_ahead(start):
    following = (start + 1) & 0xFFFF
    assert is_newer(following, than=start)
    assert not is_newer(start, than=following)
    assert not is_newer(start, than=start)
    assert forward_distance(start, following) == 1
    assert forward_distance(following, start) == 65535


@pytest.mark.parametrize("bits", [8, 15, 16, 32])
@given(start=st.integers(0, 2**40), steps=st.lists(st.integers(-100, 100), max_size=40))
def test_unwrapped_numbers_keep_their_distances(bits, start, steps):
    unwrapper, modulus = Unwrapper(bits), 1 << bits
    place, first = start, unwrapper.unwrap(start % modulus)
    for step in steps:
        newest = unwrapper.newest + start - first
        place = max(place + step, newest - modulus // 2 + 1) if step < 0 else place
        place = min(place + max(step, 0), newest + modulus // 2 - 1)
        assert unwrapper.unwrap(place % modulus) - first == place - start


def test_a_late_number_gets_its_old_place():
    unwrapper = Unwrapper(16)
    assert [unwrapper.unwrap(n) for n in (65534, 2, 65535, 3)] == [65534, 65538, 65535, 65539]
