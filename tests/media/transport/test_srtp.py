"""What we protect is read by the other side, at every wrap of either profile, and nothing else is."""

import random
import struct

import pytest
from pylibsrtp import Policy, Session

from media.transport.srtp import LibSrtp, SrtpError, SrtpKeys

GCM, AES_CM = Policy.SRTP_PROFILE_AEAD_AES_128_GCM, Policy.SRTP_PROFILE_AES128_CM_SHA1_80
SIZES = {GCM: 28, AES_CM: 30}
MASTER = random.Random(7).randbytes(30)
PAYLOAD = bytes(range(200))


def keys(profile: int) -> SrtpKeys:
    return SrtpKeys(profile, receive=MASTER[: SIZES[profile]], send=MASTER[: SIZES[profile]])


def far_end(profile: int) -> Session:
    """libsrtp by its own binding, as the peer's side."""
    policy = Policy(key=keys(profile).send, ssrc_type=Policy.SSRC_ANY_INBOUND, srtp_profile=profile)
    policy.window_size = 1024
    return Session(policy)


def header(sequence: int, ssrc: int = 7, extension: bytes = b"") -> bytes:
    first = 0x90 if extension else 0x80
    return struct.pack("!BBHII", first, 96, sequence & 0xFFFF, 1, ssrc) + extension


@pytest.fixture(params=[GCM, AES_CM])
def profile(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_the_peer_reads_what_we_protect_across_two_rollovers(profile: int) -> None:
    ours, theirs = LibSrtp(keys(profile)), far_end(profile)
    for sequence in range(1, 0x20100, 97):
        head = header(sequence)
        assert theirs.unprotect(ours.protect_rtp(head + PAYLOAD)) == head + PAYLOAD


@pytest.mark.parametrize("wrap", [0x8000, 0x10000, 0x18000, 0x20000])
def test_a_packet_sent_again_is_the_same_on_both_sides_of_a_wrap(profile: int, wrap: int) -> None:
    ours = LibSrtp(keys(profile))
    for start in range(1, wrap, 0x4000):
        ours.protect_rtp(header(start) + PAYLOAD)
    sent = {number: ours.protect_rtp(header(number) + PAYLOAD) for number in range(wrap - 5, wrap + 5)}
    assert {number: ours.protect_rtp(header(number) + PAYLOAD) for number in sent} == sent


def test_streams_count_apart(profile: int) -> None:
    ours, theirs = LibSrtp(keys(profile)), far_end(profile)
    for sequence in range(1, 0x18000, 501):
        for ssrc, number in ((7, sequence), (0xFFFFFFFE, sequence // 3 + 1)):
            head = header(number, ssrc)
            assert theirs.unprotect(ours.protect_rtp(head + PAYLOAD)) == head + PAYLOAD


def test_header_extensions_stay_readable_and_are_authenticated(profile: int) -> None:
    ours, theirs = LibSrtp(keys(profile)), far_end(profile)
    head = header(1, extension=bytes.fromhex("bede0001 10310000"))
    data = ours.protect_rtp(head + PAYLOAD)
    assert data.startswith(head)
    with pytest.raises(Exception, match="authentication"):
        theirs.unprotect(data[:15] + b"\x11" + data[16:])
    assert theirs.unprotect(data) == head + PAYLOAD


def test_what_we_protect_we_can_read(profile: int) -> None:
    ours = LibSrtp(keys(profile))
    assert ours.unprotect_rtp(ours.protect_rtp(header(1) + PAYLOAD)) == header(1) + PAYLOAD
    report = b"\x80\xc9\x00\x01\x00\x00\x00\x07"
    assert ours.unprotect_rtcp(ours.protect_rtcp(report)) == report


def test_a_repeated_packet_is_refused_as_a_replay(profile: int) -> None:
    ours = LibSrtp(keys(profile))
    data = ours.protect_rtp(header(1) + PAYLOAD)
    ours.unprotect_rtp(data)
    with pytest.raises(SrtpError) as refused:
        ours.unprotect_rtp(data)
    assert refused.value.reason == "srtp_replay"


def test_a_packet_that_is_too_long_is_refused_by_name(profile: int) -> None:
    ours = LibSrtp(keys(profile))
    with pytest.raises(SrtpError) as refused:
        ours.protect_rtp(header(1) + bytes(2048))
    assert refused.value.reason == "packet_too_long"
