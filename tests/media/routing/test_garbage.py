"""Whatever bytes come, links count them and go on."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from media.packets.rtp import MalformedPacket, RtpPacket
from tests.media.routing.watched import NOW, Watched
from tests.support.rtp import KEYFRAME, VP8, rtp

SSRCS = st.sampled_from([1, 2, 3, 500, 1000, 1001, 77])
rtp_packets = st.builds(
    lambda first, second, sequence, ssrc, rest: (
        struct.pack("!BBHII", first, second, sequence, 0, ssrc) + rest
    ),
    st.sampled_from([0x80, 0x90, 0xA0, 0xB1]),
    st.sampled_from([102, 103, 111, 230, 96, 97]),
    st.integers(0, 65535),
    SSRCS,
    st.binary(max_size=40),
)
rtcp_packets = st.builds(
    lambda count, kind, ssrc, body: (
        struct.pack("!BBHII", 0x80 | count, kind, 2 + len(body) // 4, ssrc, ssrc) + body[: len(body) // 4 * 4]
    ),
    st.integers(0, 31),
    st.sampled_from([200, 201, 202, 203, 205, 206]),
    SSRCS,
    st.binary(max_size=60),
)


@given(st.lists(st.one_of(st.binary(max_size=60), rtp_packets, rtcp_packets), max_size=30), st.booleans())
def test_nothing_escapes_from_a_link(datagrams, use_vp8):
    watched = Watched(codecs=(VP8,), published=VP8) if use_vp8 else Watched()
    watched.publish(rtp(1, payload=KEYFRAME))
    for number, data in enumerate(datagrams):
        now = NOW + number * 0.02
        watched.uplink.receive_rtp(data, now)
        watched.uplink.receive_rtcp(data, now)
        watched.downlink.receive_rtcp(data, now)
        watched.uplink.tick(now)
        watched.downlink.tick(now)


@given(rtp_packets)
def test_what_is_no_packet_is_counted(data):
    watched = Watched()
    watched.uplink.receive_rtp(data, NOW)
    try:
        RtpPacket(data)
    except MalformedPacket:
        assert watched.uplink.drops["malformed"] == 1
