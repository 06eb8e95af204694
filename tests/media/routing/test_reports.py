"""What a receiver is told and what it tells."""

from media.negotiated import Extensions
from media.packets.feedback import BitrateEstimate
from media.packets.ntp import ntp_middle, to_ntp
from media.packets.rtcp import ReceiverReport, ReportBlock, SenderReport, SourceDescription
from media.packets.twcc import TransportFeedback
from tests.media.routing.watched import NOW, VIDEO, Watched
from tests.support.rtp import DELTA, KEYFRAME


def test_each_stream_that_sends_is_reported_with_its_name():
    watched = Watched()
    watched.keyframe_and(3)
    watched.downlink.tick(NOW + 0.02)
    watched.downlink.tick(NOW + 0.04)
    report, name = watched.reported
    assert isinstance(report, SenderReport)
    assert (report.ssrc, report.packets, report.octets) == (VIDEO, 4, len(KEYFRAME) + 3 * len(DELTA))
    assert name == SourceDescription(((VIDEO, "slot0"),))


def test_loss_and_round_trip_come_from_receiver_reports():
    watched = Watched()
    watched.keyframe_and(1)
    for _ in range(40):
        sent = ntp_middle(to_ntp(NOW))
        watched.say(ReceiverReport(9, (ReportBlock(VIDEO, 64, 0, 0, 0, sent, 32768),)), at=0.8)
    assert watched.downlink.loss == 0.25
    assert abs(watched.downlink.rtt - 0.3) < 0.01


def test_transport_feedback_tells_the_loss_of_the_link():
    watched = Watched()
    watched.keyframe_and(9)
    for _ in range(60):
        watched.say(TransportFeedback(9, VIDEO, 1, 0, (1000, None) * 5))
    assert abs(watched.downlink.loss - 0.5) < 0.01


def test_a_receivers_own_estimate_is_a_limit_where_it_is_below_what_is_sent():
    watched = Watched(extensions=Extensions())
    watched.downlink.connected(NOW)
    watched.downlink.thinning.used = 1_500_000
    watched.say(BitrateEstimate(9, 2_000_000, (VIDEO,)))
    assert watched.downlink.line.rate(NOW) is None
    watched.say(BitrateEstimate(9, 300_000, (VIDEO,)))
    assert abs((watched.downlink.line.rate(NOW) or 0) - 300_000) < 10
