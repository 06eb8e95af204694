"""What a publisher sends finds its producer."""

from dataclasses import replace

import pytest

from media.negotiated import Extensions, UpTrack
from media.packets.burst import Burst
from media.packets.feedback import FullIntraRequest, Nack, PictureLoss
from media.packets.ntp import to_ntp
from media.packets.rtcp import ReceiverReport, SenderReport, parse_rtcp
from media.packets.rtp import RtpPacket
from media.packets.twcc import TransportFeedback
from media.routing.rtx import wrap
from media.routing.uplink import UpLink
from tests.support.rtp import DELTA, H264, KEYFRAME, VP8, audio_track, rtp, up_spec, video_track

NOW = 1_790_000_000.0
MID, RID, REPAIRED_RID, TRANSPORT_CC = 1, 2, 3, 4


class Kept:
    """A sink that keeps what it is given."""

    is_patient = True

    def __init__(self) -> None:
        self.packets: list[RtpPacket] = []
        self.closed = False

    def forward(self, burst: Burst, now: float) -> None:
        self.packets += burst.packets

    def producer_closed(self, now: float) -> None:
        self.closed = True


class Published:
    """An up-link with a sink on its video and everything it says by RTCP."""

    def __init__(self, *tracks: UpTrack, extensions: Extensions | None = None) -> None:
        spec = up_spec(*tracks) if extensions is None else up_spec(*tracks, extensions=extensions)
        self.said: list[object] = []
        names = {track.mid: f"u1/{track.mid}" for track in tracks}
        self.uplink = UpLink(spec, names, lambda data: self.said.extend(parse_rtcp(data)))
        self.kept = Kept()
        for producer in self.uplink.producers.values():
            producer.subscribe(self.kept, NOW)

    def receive(self, *packets: bytes, at: float = 0.0) -> None:
        for data in packets:
            self.uplink.receive_rtp(data, NOW + at)

    @property
    def sequences(self) -> list[int]:
        return [packet.sequence for packet in self.kept.packets]

    def heard(self, kind: type) -> list:
        return [packet for packet in self.said if isinstance(packet, kind)]


def test_a_stream_is_known_by_the_ssrc_of_its_sdp():
    published = Published(audio_track(), video_track())
    published.receive(rtp(1), rtp(2, ssrc=500, payload_type=111))
    assert [producer.codec.name for producer in published.uplink.producers.values()] == ["OPUS", "H264"]


def test_a_stream_is_known_by_its_mid_and_later_by_its_ssrc():
    published = Published(UpTrack("7", "video", (H264,)), UpTrack("8", "video", (H264,)))
    published.receive(rtp(1, ssrc=31, extensions=((MID, b"8"),)), rtp(2, ssrc=31))
    assert published.sequences == [1, 2]
    assert published.uplink.producers["u1/8"].codec == H264


def test_a_stream_is_known_by_a_payload_type_that_only_one_track_has():
    published = Published(UpTrack("7", "video", (H264,)), UpTrack("8", "video", (VP8,)))
    published.receive(rtp(1, ssrc=31, payload_type=96))
    assert published.uplink.producers["u1/8"].codec == VP8


def test_a_payload_type_alone_takes_no_place_from_a_stream_that_is_heard():
    published = Published(video_track())
    published.receive(rtp(1), rtp(1, ssrc=31))
    published.receive(rtp(2, ssrc=32), at=2)
    assert [packet.ssrc for packet in published.kept.packets] == [1000, 32]
    assert published.uplink.drops["unknown_ssrc"] == 1


def test_a_stream_that_nobody_knows_is_counted():
    published = Published(UpTrack("7", "video", (H264,)), UpTrack("8", "video", (H264,)))
    published.receive(rtp(1, ssrc=31), rtp(1, ssrc=31, extensions=((MID, b"9"),)))
    assert published.uplink.drops["unknown_ssrc"] == 2


def test_a_publisher_that_changes_its_ssrc_is_followed():
    published = Published(UpTrack("7", "video", (H264,)))
    published.receive(rtp(1, ssrc=31), rtp(900, ssrc=32, extensions=((MID, b"7"),)), rtp(901, ssrc=32))
    assert published.sequences == [1, 900, 901]


def test_a_retransmission_is_put_back_under_its_number():
    published = Published(video_track())
    published.receive(rtp(1), rtp(3), rtp(50, 9000, 1001, 103, wrap(2, b"lost"), marker=1))
    restored = published.kept.packets[-1]
    assert (restored.ssrc, restored.payload_type, restored.sequence) == (1000, 102, 2)
    assert (restored.timestamp, restored.marker, restored.payload) == (9000, 1, b"lost")


def test_repeats_that_nobody_asked_for_are_dropped_with_that_reason():
    published = Published(video_track())
    published.receive(rtp(1), rtp(1), rtp(50, 0, 1001, 103, wrap(1, DELTA)))
    assert published.sequences == [1]
    assert published.uplink.drops == {"duplicate": 1, "repair_not_needed": 1}


def test_padding_goes_on_as_an_empty_payload():
    published = Published(video_track())
    published.receive(rtp(1), rtp(2, payload=b"", padding=200), rtp(3))
    assert [len(packet.payload) for packet in published.kept.packets] == [len(DELTA), 0, len(DELTA)]


def test_what_is_missing_is_asked_for():
    published = Published(video_track())
    published.receive(rtp(1), rtp(4))
    published.uplink.tick(NOW + 0.02)
    assert [nack.sequences for nack in published.heard(Nack)] == [(2, 3)]


def test_missing_sound_is_not_asked_of_a_publisher_that_does_not_repeat_it():
    published = Published(replace(audio_track(), repeats=False))
    published.receive(rtp(1, ssrc=500, payload_type=111), rtp(4, ssrc=500, payload_type=111))
    published.uplink.tick(NOW + 0.02)
    assert published.heard(Nack) == []


def test_arrivals_are_told_every_fifty_milliseconds():
    published = Published(video_track())
    for tick in range(50):
        number = tick.to_bytes(2, "big")
        published.receive(rtp(tick, extensions=((TRANSPORT_CC, number),)), at=tick * 0.02)
        published.uplink.tick(NOW + tick * 0.02)
    told = published.heard(TransportFeedback)
    assert 18 <= len(told) <= 21
    assert sum(len(feedback.arrivals) for feedback in told) >= 48


@pytest.mark.parametrize(("at", "presses"), [(1, True), (9, True), (11, False)])
def test_only_a_publisher_that_is_new_to_its_line_is_told_that_often(at, presses):
    published = Published(video_track())
    published.receive(rtp(1, extensions=((TRANSPORT_CC, b"\0\1"),)))
    published.uplink.tick(NOW + 0.05)
    published.uplink.tick(NOW + at)
    assert published.uplink.presses is presses


def test_arrivals_of_a_track_that_nobody_takes_are_told_too():
    published = Published(video_track(), audio_track())
    published.uplink.update(up_spec(video_track()), {})
    published.receive(rtp(1, extensions=((TRANSPORT_CC, b"\0\1"),)))
    published.uplink.tick(NOW + 0.05)
    assert [feedback.base for feedback in published.heard(TransportFeedback)] == [1]


def test_nothing_is_told_without_the_extension():
    published = Published(video_track(), extensions=Extensions(mid=1))
    published.receive(rtp(1, extensions=((TRANSPORT_CC, b"\0\1"),)))
    published.uplink.tick(NOW + 1)
    assert published.heard(TransportFeedback) == []


def test_every_stream_is_reported_once_a_second():
    published = Published(audio_track(), video_track())
    published.receive(rtp(1), rtp(1, ssrc=500, payload_type=111))
    for tick in range(125):
        published.uplink.tick(NOW + tick * 0.02)
    blocks = [block.ssrc for report in published.heard(ReceiverReport) for block in report.blocks]
    assert sorted(blocks) == [500, 500, 500, 1000, 1000, 1000]


def test_keyframes_are_asked_for_by_pli_and_then_by_fir():
    published = Published(video_track())
    published.receive(rtp(1))
    published.uplink.request_keyframes(NOW)
    published.uplink.tick(NOW + 0.6)
    assert published.heard(PictureLoss) == [PictureLoss(1, 1000)]
    assert published.heard(FullIntraRequest) == [FullIntraRequest(1, ((1000, 1),))]


def test_capture_times_come_from_sender_reports():
    published = Published(audio_track(), video_track())
    published.receive(rtp(1, timestamp=90000))
    video = published.uplink.producers["u1/1"]
    assert video.capture_time(90000) is None
    report = SenderReport(1000, to_ntp(NOW - 3600), 90000, 1, 1)
    published.uplink.receive_rtcp(report.build(), NOW + 0.05)
    assert video.capture_time(180000) == pytest.approx(NOW + 1.05, abs=0.001)


def test_a_renegotiation_keeps_what_stays_and_closes_what_is_gone():
    published = Published(video_track("1"), video_track("2", ssrc=2000))
    camera = published.uplink.producers["u1/1"]
    published.receive(rtp(1))
    published.uplink.update(up_spec(video_track("1"), video_track("3", 3000)), {"1": "u1/1", "3": "u1/3"})
    published.receive(rtp(2), rtp(1, ssrc=2000))
    assert published.uplink.producers["u1/1"] is camera
    assert set(published.uplink.producers) == {"u1/1", "u1/3"}
    assert (published.kept.closed, published.sequences) == (True, [1, 2])


def test_totals_do_not_shrink_when_a_producer_goes():
    published = Published(video_track())
    published.receive(rtp(1, payload=KEYFRAME))
    published.uplink.close()
    assert published.uplink.counters()["keyframes_in"] == 1
