"""How a producer's packets reach one receiver."""

from media.negotiated import Codec, Extensions
from media.packets.rtcp import ReceiverReport, ReportBlock
from media.routing.consumer import match_codec
from tests.media.routing.watched import NOW, VIDEO, Watched
from tests.support.rtp import DELTA, H264, KEYFRAME, VP8, down_slot, down_spec, rtp


def sound(sequence: int) -> bytes:
    return rtp(sequence, sequence * 960, 500, 111, b"sound")


def test_a_packet_leaves_under_the_receivers_names():
    watched = Watched()
    watched.publish(rtp(7, payload=KEYFRAME, marker=1, extensions=((1, b"1"), (2, b"f"), (4, b"\0\7"))))
    (sent,) = watched.sent
    assert (sent.ssrc, sent.payload_type, sent.marker, sent.payload) == (VIDEO, 102, 1, KEYFRAME)
    assert (sent.extension(1), sent.extension(2), sent.extension(4)) == (b"1", None, b"\0\1")
    assert sent.sequence < 32768


def test_transport_wide_numbers_run_over_all_streams():
    watched = Watched()
    watched.publish(sound(1), rtp(1, payload=KEYFRAME), sound(2))
    assert [int.from_bytes(packet.extension(4), "big") for packet in watched.sent] == [1, 2, 3]


def test_the_mid_is_told_until_the_receiver_reports():
    watched = Watched()
    watched.keyframe_and(1)
    watched.say(ReceiverReport(9, (ReportBlock(VIDEO, 0, 0, 0, 0, 0, 0),)))
    watched.publish(rtp(2))
    assert [packet.extension(1) for packet in watched.sent] == [b"1", b"1", None]
    assert watched.sent[-1].extension(4) == b"\0\3"


def test_without_extensions_a_packet_is_plain():
    watched = Watched(extensions=Extensions())
    watched.publish(rtp(1, payload=KEYFRAME, extensions=((1, b"1"),)))
    assert len(watched.sent[0].data) == 12 + len(KEYFRAME)


def test_video_waits_for_a_keyframe_and_sound_does_not():
    watched = Watched()
    watched.publish(rtp(1), sound(1), rtp(2), rtp(3, payload=KEYFRAME), rtp(4))
    assert [packet.payload for packet in watched.sent] == [b"sound", KEYFRAME, DELTA]
    assert watched.downlink.drops["waiting_for_keyframe"] == 2
    assert watched.keyframe_requests() == 1


def test_a_codec_that_the_receiver_has_not_accepted_is_dropped_with_that_reason():
    watched = Watched(codecs=(VP8,))
    watched.publish(rtp(1, payload=KEYFRAME))
    assert watched.sent == []
    assert watched.downlink.drops["no_codec"] == 1
    assert watched.downlink.slots[0].consumers["video"].waiting == "no_codec"


def test_the_receivers_own_payload_type_is_used():
    watched = Watched(codecs=(Codec("H264", 39, 90000, parameters=H264.parameters),))
    watched.publish(rtp(1, payload=KEYFRAME))
    assert watched.sent[0].payload_type == 39


def test_padding_leaves_no_gap():
    watched = Watched()
    watched.publish(rtp(1, payload=KEYFRAME), rtp(2, payload=b"", padding=99), rtp(3))
    first, second = watched.sent
    assert second.sequence == first.sequence + 1


def test_padding_that_comes_late_fills_its_place():
    watched = Watched()
    watched.publish(rtp(1, payload=KEYFRAME), rtp(3), rtp(2, payload=b"", padding=99))
    assert [packet.sequence - watched.sent[0].sequence for packet in watched.sent] == [0, 2, 1]
    assert watched.sent[2].payload == b""


def test_a_receiver_that_connects_gets_a_keyframe_first():
    watched = Watched()
    watched.keyframe_and(2)
    watched.downlink.connected(NOW + 1)
    before = len(watched.sent)
    watched.publish(rtp(3), rtp(4, payload=KEYFRAME, timestamp=3000), at=1)
    assert [packet.payload for packet in watched.sent[before:]] == [KEYFRAME]
    assert watched.sent[before].sequence == watched.sent[before - 1].sequence + 1


def test_picture_numbers_go_on_over_a_switch():
    watched = Watched(codecs=(VP8,), published=VP8)
    for sequence, picture in ((1, "8123"), (2, "8124"), (900, "9005")):
        head = bytes.fromhex(f"90 80 {picture} 10") if sequence != 2 else bytes.fromhex(f"90 80 {picture} 11")
        if sequence == 900:
            watched.downlink.connected(NOW)
        watched.publish(rtp(sequence, sequence * 3000, payload_type=96, payload=head))
    assert [packet.payload[2:4].hex() for packet in watched.sent] == ["8123", "8124", "8125"]


def test_a_renegotiation_with_the_same_stream_goes_on_without_a_gap():
    watched = Watched()
    watched.keyframe_and(1)
    watched.downlink.update(down_spec(down_slot(0), down_slot(1)))
    watched.publish(rtp(2))
    assert watched.sent[-1].sequence == watched.sent[0].sequence + 2
    assert set(watched.downlink.slots) == {0, 1}


def test_among_several_entries_of_a_codec_the_one_with_the_same_profile_is_taken():
    high = Codec("H264", 1, 90000, parameters="profile-level-id=640c1f;packetization-mode=1")
    base = Codec(
        "H264", 2, 90000, parameters="level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e034"
    )
    assert match_codec(H264, (high, base)) is base
    assert match_codec(H264, (high,)) is high
    assert match_codec(VP8, (high, base)) is None
