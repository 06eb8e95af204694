"""What goes into a RED payload comes out again, and what is none is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.red import FARTHEST, LONGEST, Block, build_red, parse_red
from media.packets.rtp import MalformedPacket

EARLIER = st.lists(st.tuples(st.integers(1, FARTHEST), st.binary(min_size=1, max_size=LONGEST)), max_size=3)


@given(payload=st.binary(min_size=1, max_size=200), earlier=EARLIER)
def test_all_frames_come_out_as_they_went_in(payload: bytes, earlier: list[tuple[int, bytes]]) -> None:
    blocks = parse_red(build_red(111, payload, earlier))
    assert blocks == [*(Block(111, back, old) for back, old in earlier), Block(111, 0, payload)]


def test_the_bytes_are_those_of_the_rfc() -> None:
    # RFC 2198, section 3: F, type, 14 bits of offset, 10 bits of length; then the type of the newest alone.
    assert build_red(111, b"new", [(960, b"old")]).hex() == "ef0f00036f" + b"old".hex() + b"new".hex()


@pytest.mark.parametrize("earlier", [(0, b"x"), (FARTHEST + 1, b"x"), (960, b""), (960, bytes(LONGEST + 1))])
def test_what_does_not_fit_the_format_is_left_out(earlier: tuple[int, bytes]) -> None:
    assert build_red(111, b"new", [earlier]) == bytes([111]) + b"new"


@pytest.mark.parametrize("payload", ["", "ef0f00", "ef0f0003", "ef0f00036f" + "00" * 2])
def test_a_payload_that_ends_too_early_is_refused(payload: str) -> None:
    with pytest.raises(MalformedPacket):
        parse_red(bytes.fromhex(payload))


@given(st.binary(max_size=60))
def test_no_bytes_do_worse_than_being_refused(payload: bytes) -> None:
    with suppress(MalformedPacket):
        assert parse_red(payload)
