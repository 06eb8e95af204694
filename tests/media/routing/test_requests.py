"""What a receiver's requests cause."""

from dataclasses import replace

from media.negotiated import Extensions
from media.packets.feedback import Nack, PictureLoss
from media.packets.rtcp import ReceiverReport, ReportBlock
from tests.media.routing.watched import NOW, REPAIR, VIDEO, Watched
from tests.support.rtp import H264, KEYFRAME, down_slot, down_spec, rtp

#: Accepted by a receiver that knows no retransmission format (RFC 4588).
PLAIN = replace(H264, rtx_payload_type=None)


def test_a_packet_asked_for_again_comes_as_rtx():
    watched = Watched()
    watched.keyframe_and(3)
    lost = watched.sent[2]
    watched.say(Nack(9, VIDEO, (lost.sequence,)), at=0.1)
    again = watched.sent[-1]
    assert (again.ssrc, again.payload_type, again.timestamp) == (REPAIR, 103, lost.timestamp)
    assert again.payload == lost.sequence.to_bytes(2, "big") + lost.payload


def test_without_rtx_a_repeat_is_the_very_same_packet():
    watched = Watched(codecs=(PLAIN,), extensions=Extensions(mid=1))
    watched.keyframe_and(3)
    watched.say(ReceiverReport(9, (ReportBlock(VIDEO, 0, 0, 0, 0, 0, 0),)))
    lost = watched.sent[2]
    watched.say(Nack(9, VIDEO, (lost.sequence,)), at=0.1)
    assert watched.sent[-1].data == lost.data


def test_pictures_without_rtx_carry_no_number_that_would_differ_in_a_repeat():
    watched = Watched(codecs=(PLAIN,))
    watched.keyframe_and(3)
    lost = watched.sent[2]
    watched.say(Nack(9, VIDEO, (lost.sequence,)), at=0.1)
    assert watched.sent[-1].data == lost.data


def test_no_number_carries_two_headers_after_the_extensions_have_changed():
    watched = Watched(codecs=(PLAIN,), extensions=Extensions(mid=1))
    watched.keyframe_and(3)
    before = len(watched.sent)
    slot = down_slot(video=(PLAIN,))
    watched.downlink.update(down_spec(slot, extensions=Extensions(mid=2)))
    watched.say(Nack(9, VIDEO, (watched.sent[2].sequence,)), at=0.1)
    assert len(watched.sent) == before


def test_the_same_request_within_a_round_trip_is_answered_once():
    watched = Watched()
    watched.keyframe_and(3)
    lost = watched.sent[2]
    for at in (0.10, 0.15, 0.25):
        watched.say(Nack(9, VIDEO, (lost.sequence,)), at)
    assert len([packet for packet in watched.sent if packet.ssrc == REPAIR]) == 2
    assert watched.downlink.drops["repeat_too_soon"] == 1


def test_repeats_stay_within_their_budget():
    watched = Watched()
    watched.publish(
        rtp(0, payload=KEYFRAME), *(rtp(n, payload=bytes([0x41]) + bytes(1200)) for n in range(1, 400))
    )
    numbers = tuple(packet.sequence for packet in watched.sent)
    watched.say(Nack(9, VIDEO, numbers), at=0.1)
    repeated = sum(len(packet.payload) for packet in watched.sent if packet.ssrc == REPAIR)
    assert repeated < 85_000
    assert watched.downlink.drops["repeat_budget"] > 0


def test_a_packet_that_is_not_there_any_more_is_counted():
    watched = Watched()
    watched.keyframe_and(1)
    watched.say(Nack(9, VIDEO, (watched.sent[0].sequence - 5,)))
    assert watched.downlink.drops["repeat_not_cached"] == 1


def test_a_picture_loss_asks_the_publisher():
    watched = Watched()
    watched.keyframe_and(1)
    before = watched.keyframe_requests()
    watched.say(PictureLoss(9, VIDEO), at=1)
    assert watched.keyframe_requests() == before + 1


def test_a_picture_loss_of_an_idle_slot_asks_nobody():
    watched = Watched()
    watched.keyframe_and(1)
    watched.downlink.slots[0].take("video", None, NOW)
    before = watched.keyframe_requests()
    watched.say(PictureLoss(9, VIDEO), at=3)
    assert watched.keyframe_requests() == before
    assert watched.downlink.drops["picture_loss_of_idle"] == 1


def test_packets_of_a_publisher_that_has_gone_are_not_kept_for_repeats():
    watched = Watched()
    watched.keyframe_and(3)
    lost = watched.sent[2]
    watched.uplink.close()
    watched.say(Nack(9, VIDEO, (lost.sequence,)), at=0.1)
    assert watched.downlink.drops["repeat_not_cached"] == 1
