"""Reading and building RTCP."""

import contextlib
import struct

import pytest
from aiortc import rtp as aiortc_rtp
from hypothesis import given
from hypothesis import strategies as st

from media.packets.feedback import BitrateEstimate, FullIntraRequest, Nack, PictureLoss
from media.packets.rtcp import (
    Goodbye,
    ReceiverReport,
    ReportBlock,
    SenderReport,
    SourceDescription,
    parse_rtcp,
)
from media.packets.rtp import MalformedPacket
from media.packets.twcc import TransportFeedback

BLOCK = ReportBlock(9, 128, -3, 70000, 11, 22, 33)
PACKETS = [
    SenderReport(1, 0x0102030405060708, 90000, 10, 1000, (BLOCK,)),
    ReceiverReport(1, (BLOCK, BLOCK)),
    SourceDescription(((1, "教室"), (2, "abc"), (3, ""))),
    Goodbye((1, 2)),
    Nack(1, 2, (65534, 65535, 0, 16, 17)),
    PictureLoss(1, 2),
    FullIntraRequest(1, ((2, 3), (4, 5))),
    BitrateEstimate(1, 2_500_096, (2, 3)),
    TransportFeedback(1, 2, 65535, 7, (2560, None, 2561)),
]


@pytest.mark.parametrize("sent", PACKETS, ids=lambda sent: type(sent).__name__)
def test_what_is_built_is_read_back(sent):
    assert parse_rtcp(sent.build()) == [sent]
    assert len(sent.build()) % 4 == 0


def test_a_compound_is_read_in_its_order():
    assert parse_rtcp(b"".join(packet.build() for packet in PACKETS)) == PACKETS


def test_unknown_types_are_left_out():
    unknown = struct.pack("!BBHI", 0x80, 207, 1, 99)
    assert parse_rtcp(unknown + PACKETS[3].build()) == [PACKETS[3]]


def test_padding_is_cut_off():
    padded = struct.pack("!BBHII", 0xA1, 203, 2, 7, 4)
    assert parse_rtcp(padded) == [Goodbye((7,))]


FOR_OTHERS = [
    *PACKETS[:2],
    SourceDescription(((1, "abc"),)),
    PACKETS[3],
    Nack(1, 2, (5, 6, 22)),
    *PACKETS[5:8],
]


@pytest.mark.parametrize("sent", FOR_OTHERS, ids=lambda sent: type(sent).__name__)
def test_another_implementation_reads_the_same(sent):
    (read,) = aiortc_rtp.RtcpPacket.parse(sent.build())
    assert parse_rtcp(bytes(read)) == [sent]


@pytest.mark.parametrize(
    "data", [b"\x80", b"\x80\xc8\x00\x09", b"\x81\xc9\x00\x01" + bytes(4), b"\x40\xc8\x00\x00"]
)
def test_cut_packets_are_refused(data):
    with pytest.raises(MalformedPacket):
        parse_rtcp(data)


@given(st.binary(max_size=120), st.sampled_from([200, 201, 202, 203, 204, 205, 206]), st.integers(0, 31))
def test_random_bytes_raise_nothing_else(body, kind, count):
    body += bytes(-len(body) % 4)
    with contextlib.suppress(MalformedPacket):
        parse_rtcp(struct.pack("!BBH", 0x80 | count, kind, len(body) // 4) + body)
