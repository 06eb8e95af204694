"""A byte stream is cut into the datagrams that were put into it, wherever it is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.transport.tcp_frames import LONGEST_FRAME, FrameReader, MalformedFrame, frame


@given(
    st.lists(st.binary(min_size=1, max_size=300), max_size=8),
    st.lists(st.integers(min_value=1, max_value=400), min_size=1, max_size=30),
)
def test_frames_come_out_as_they_went_in_however_the_stream_is_broken(
    datagrams: list[bytes], cuts: list[int]
) -> None:
    stream, reader, out = b"".join(map(frame, datagrams)), FrameReader(), []
    for cut in [*cuts, len(stream)]:
        out += reader.feed(stream[:cut])
        stream = stream[cut:]
    assert out == datagrams


@pytest.mark.parametrize("length", [0, LONGEST_FRAME + 1, 65535])
def test_a_length_that_no_datagram_has_is_an_error(length: int) -> None:
    with pytest.raises(MalformedFrame):
        FrameReader().feed(length.to_bytes(2, "big"))


def test_the_longest_frame_is_taken() -> None:
    assert FrameReader().feed(frame(bytes(LONGEST_FRAME))) == [bytes(LONGEST_FRAME)]
