"""Reading RTP packets."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.extensions import build_extensions
from media.packets.rtp import MalformedPacket, RtpPacket
from tests.support.rtp import packet, rtp


def test_header_fields_are_read():
    read = packet(65535, timestamp=0xFFFFFFFF, ssrc=7, payload_type=111, marker=1, payload=b"abc")
    assert (read.sequence, read.timestamp, read.ssrc) == (65535, 0xFFFFFFFF, 7)
    assert (read.payload_type, read.marker, read.payload) == (111, 1, b"abc")


def test_extensions_are_found_by_their_identifier():
    read = packet(1, extensions=((1, b"cam"), (4, b"\x00\x09")), payload=b"abc")
    assert (read.extension(1), read.extension(4), read.extension(2)) == (b"cam", b"\x00\x09", None)
    assert read.payload == b"abc"


def test_two_byte_extensions_are_found_too():
    block = bytes.fromhex("1000 0002 01 00 14 03 616263 00")
    read = RtpPacket.parse(b"\x90\x60" + bytes(10) + block + b"media")
    assert (read.extension(20), read.extension(1), read.payload) == (b"abc", b"", b"media")


def test_an_extension_that_runs_past_its_block_is_not_there():
    read = RtpPacket.parse(b"\x90\x60" + bytes(10) + bytes.fromhex("bede 0001 1f 616263") + b"media")
    assert read.extension(1) is None
    assert read.payload == b"media"


def test_padding_is_no_payload():
    assert packet(1, payload=b"abc", padding=5).payload == b"abc"
    assert packet(1, payload=b"", padding=255).payload == b""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        rtp(1)[:11],
        b"\x40" + rtp(1)[1:],
        b"\x8f" + bytes(20),
        b"\x90" + bytes(11) + bytes.fromhex("bede ffff"),
        b"\xa0" + bytes(11) + b"\x00",
        b"\xa0" + bytes(11) + b"\x09",
    ],
)
def test_what_is_no_packet_is_refused(data):
    with pytest.raises(MalformedPacket):
        RtpPacket.parse(data)


@given(st.binary(max_size=80), st.integers(0, 255))
def test_random_bytes_raise_nothing_else(data, identifier):
    for candidate in (data, b"\x90" + data, b"\xb1" + data, b"\x90" + bytes(11) + b"\xbe\xde\x00\x02" + data):
        with contextlib.suppress(MalformedPacket):
            RtpPacket.parse(candidate).extension(identifier)


def test_extensions_that_do_not_fit_are_left_out():
    assert build_extensions([(15, b"a"), (1, bytes(17)), (2, b"")]) == b""
    assert build_extensions([(15, b"a"), (1, b"xy")]) == bytes.fromhex("bede 0001 11 7879 00")
