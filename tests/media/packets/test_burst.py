"""A burst knows whether all its packets may be rewritten alike."""

import pytest

from media.packets.burst import Burst, Rewrite
from media.packets.rtp import RtpPacket
from tests.support.rtp import packet


@pytest.mark.parametrize("start", [0, 32766, 65534])
def test_packets_that_follow_each_other_are_plain(start: int) -> None:
    assert Burst([packet((start + n) & 0xFFFF) for n in range(4)]).plain


@pytest.mark.parametrize(
    "second",
    [
        packet(12),
        packet(10),
        packet(11, ssrc=5),
        packet(11, payload_type=96),
        packet(11, payload=b"", padding=20),
    ],
    ids=["a gap", "an old one", "another source", "another codec", "padding"],
)
def test_anything_else_has_to_be_looked_at_singly(second: RtpPacket) -> None:
    assert not Burst([packet(10), second]).plain


def test_sizes_are_those_of_the_payloads() -> None:
    burst = Burst([packet(1, payload=bytes(30)), packet(2, payload=bytes(50))])
    assert (burst.sizes, burst.octets) == ((30, 50), 80)


def test_rewritten_packets_have_new_numbers_and_the_same_payload() -> None:
    block = bytes.fromhex("bede0002 41 0000 10 35 000000")
    rewrite = Rewrite(0x90, 99, 65535, 2**32 - 1, 77, block, True)
    came = packet(0, timestamp=5, payload=b"a"), packet(1, timestamp=5, payload=b"b")
    first, second = (RtpPacket(rewrite.datagram(each, 65535 + at)) for at, each in enumerate(came))
    assert (first.sequence, second.sequence, first.timestamp) == (65535, 0, 4)
    assert (first.ssrc, first.payload_type, first.payload, second.payload) == (77, 99, b"a", b"b")
    assert (first.extension(4), second.extension(4)) == (b"\xff\xff", b"\x00\x00")
