"""Transport-wide feedback on the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.rtcp import parse_rtcp
from media.packets.twcc import TransportFeedback


def read_back(arrivals, base=10):
    (read,) = parse_rtcp(TransportFeedback(1, 2, base, 3, tuple(arrivals)).build())
    return read


@given(st.lists(st.one_of(st.none(), st.integers(20_000, 40_000)), min_size=1, max_size=300))
def test_any_arrivals_survive_the_wire(arrivals):
    if any(tick is not None for tick in arrivals):
        assert list(read_back(arrivals).arrivals) == arrivals


def test_a_long_run_takes_one_chunk():
    sent = TransportFeedback(1, 2, 10, 3, tuple(range(256, 656)))
    assert len(sent.build()) == 4 + 16 + 2 + 400 + 2


def test_known_bytes_of_the_draft_are_built():
    # Base 1, three packets: 2.5 ms into the reference time, lost, 5 ms later.
    sent = TransportFeedback(0x11, 0x22, 1, 4, (256 * 9 + 10, None, 256 * 9 + 30))
    expected = "8fcd0005 00000011 00000022 0001 0003 000009 04 a800 0a 14"
    assert sent.build() == bytes.fromhex(expected)


def test_arrivals_too_far_apart_are_refused():
    with pytest.raises(ValueError, match="too far apart"):
        TransportFeedback(1, 2, 1, 1, (0, 40_000)).build()
