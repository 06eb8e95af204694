"""A publisher's producers are copied through a pipe to another worker, all layers of them."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from media.negotiated import Extensions, UpSpec, UpTrack
from media.packets.feedback import PictureLoss
from media.packets.ntp import to_ntp
from media.packets.rtcp import ReceiverReport, SenderReport
from media.packets.rtp import RtpPacket
from media.routing.pipelink import PipedTrack, PipeLink
from media.routing.uplink import UpLink
from tests.media.routing.test_uplink import NOW, RID, Kept, Published
from tests.support.rtp import DELTA, KEYFRAME, audio_track, rtp, video_track

LAYERS = {b"q": 11, b"f": 33}


class Piped(Published):
    """A publisher, a pipe, and the up-link that it becomes at the other end; `far` keeps what comes there."""

    def __init__(self, *tracks: UpTrack, connected: bool = True) -> None:
        super().__init__(*tracks)
        self.sent: list[RtpPacket] = []
        self.lost: Callable[[RtpPacket], bool] = lambda packet: False
        self.at = 0.0
        self.link = PipeLink(self._carry, lambda data: self.far_end.receive_rtcp(data, NOW + self.at))
        self.link.update(self.uplink.producers.values())
        spec = UpSpec(
            {each.producer.id: declared(each) for each in self.link.tracks},
            Extensions(),
        )
        self.far_end = UpLink(
            spec, {mid: mid for mid in spec.tracks}, lambda data: self.link.receive_rtcp(data, NOW + self.at)
        )
        self.far = Kept()
        for producer in self.far_end.producers.values():
            for encoding in producer.encodings.values():
                encoding.add_sink(self.far)
        if connected:
            self.link.connected(NOW)

    def _carry(self, data: bytes) -> None:
        packet = RtpPacket(data)
        self.sent.append(packet)
        if not self.lost(packet):
            self.far_end.receive_rtp(data, NOW + self.at)

    def lives(self, seconds: float) -> None:
        for _ in range(round(seconds * 50)):
            self.at += 0.02
            for each in (self.uplink, self.far_end, self.link):
                each.tick(NOW + self.at)

    @property
    def numbers(self) -> list[int]:
        return [packet.sequence for packet in self.far.packets]


def declared(track: PipedTrack) -> UpTrack:
    names = track.layers.values()
    return UpTrack(
        track.producer.id,
        track.producer.kind,
        track.codecs,
        tuple(rid for rid in track.layers if rid),
        tuple(each.ssrc for each in names),
        {each.repair_ssrc: each.ssrc for each in names},
        layers={rid: each.ssrc for rid, each in track.layers.items()},
    )


def consecutive(numbers: list[int]) -> bool:
    return all((after - before) & 0xFFFF == 1 for before, after in pairwise(numbers))


@pytest.mark.parametrize("start", [0, 32_760, 65_530])
def test_packets_arrive_as_they_came_under_low_numbers(start: int) -> None:
    piped = Piped(video_track())
    piped.receive(*(rtp(start + n, 90 * n, payload=KEYFRAME if n == 0 else DELTA) for n in range(20)))
    assert [packet.payload for packet in piped.far.packets] == [KEYFRAME] + 19 * [DELTA]
    assert [packet.timestamp for packet in piped.far.packets] == [90 * n for n in range(20)]
    assert consecutive(piped.numbers) and piped.numbers[0] < 0x8000


def test_every_layer_arrives_as_itself() -> None:
    piped = Piped(video_track(rids=("q", "f")))
    for n in range(5):
        for rid, ssrc in LAYERS.items():
            piped.receive(rtp(n, 90 * n, ssrc, extensions=((1, b"1"), (RID, rid))))
    encodings = piped.far_end.producers["u1/1"].encodings
    assert {rid: encoding.reception.received for rid, encoding in encodings.items()} == {"q": 5, "f": 5}


def test_sound_and_picture_are_told_apart() -> None:
    piped = Piped(audio_track(), video_track())
    piped.receive(rtp(1), rtp(1, ssrc=500, payload_type=111, payload=b"sound"))
    codecs = {name: producer.codec for name, producer in piped.far_end.producers.items()}
    assert {name: codec.name for name, codec in codecs.items() if codec} == {"u1/0": "OPUS", "u1/1": "H264"}


def test_nothing_is_copied_before_the_other_end_hears_us() -> None:
    piped = Piped(video_track(), connected=False)
    piped.receive(rtp(1))
    assert piped.sent == []
    piped.link.connected(NOW)
    assert len(piped.heard(PictureLoss)) == 1


def test_what_the_pipe_loses_is_repeated() -> None:
    piped = Piped(video_track())
    piped.lost = lambda packet: packet.payload_type == 102 and packet.timestamp in (270, 360)
    for n in range(20):
        piped.receive(rtp(n, 90 * n, payload=DELTA + bytes([n])), at=piped.at)
        piped.lives(0.04)
    assert sorted(packet.payload[-1] for packet in piped.far.packets) == list(range(20))
    assert piped.link.counters()["packets_resent"] == 2


def test_a_keyframe_is_asked_of_the_publisher() -> None:
    piped = Piped(video_track())
    piped.receive(rtp(1, payload=KEYFRAME))
    piped.lives(1)
    before = len(piped.heard(PictureLoss))
    piped.far_end.request_keyframes(NOW + piped.at)
    assert len(piped.heard(PictureLoss)) == before + 1


def test_a_publisher_that_begins_anew_goes_on_at_the_other_end() -> None:
    piped = Piped(UpTrack("1", "video", video_track().codecs))
    piped.receive(*(rtp(40_000 + n, 1_000_000 + 3000 * n, ssrc=71) for n in range(3)))
    piped.receive(*(rtp(n, 7_000 + 3000 * n, ssrc=72) for n in range(3)), at=2.0)
    times = [packet.timestamp for packet in piped.far.packets]
    assert consecutive(piped.numbers) and len(times) == 6
    assert times[3] - times[2] == 2 * 90_000
    assert len({packet.ssrc for packet in piped.sent}) == 1


def test_the_time_of_capture_is_known_at_the_other_end() -> None:
    piped = Piped(video_track())
    for n in range(100):
        piped.receive(rtp(n, 1800 * n), at=piped.at)
        if n == 10:
            report = SenderReport(1000, to_ntp(NOW - 500 + piped.at), 1800 * n, 0, 0)
            piped.uplink.receive_rtcp(report.build(), NOW + piped.at)
        piped.lives(0.02)
    near, far = (link.producers["u1/1"].capture_time(1800 * 99) for link in (piped.uplink, piped.far_end))
    assert near is not None and far == pytest.approx(near, abs=0.002)


def test_a_publisher_hears_what_a_receiver_at_the_other_end_misses() -> None:
    piped = Piped(audio_track())
    piped.receive(rtp(1, ssrc=500, payload_type=111, payload=b"sound"))
    piped.far_end.producers["u1/0"].missed.heard(0.1, NOW)
    piped.lives(3)
    told = [block.fraction_lost / 256 for report in piped.heard(ReceiverReport) for block in report.blocks]
    assert max(told) == pytest.approx(0.1, abs=0.02)


def test_a_track_that_is_added_joins_and_one_that_is_removed_leaves() -> None:
    piped = Piped(audio_track(), video_track())
    first = {each.producer.id: each.layers for each in piped.link.tracks}
    piped.link.update([piped.uplink.producers["u1/1"]])
    piped.link.update(piped.uplink.producers.values())
    second = {each.producer.id: each.layers for each in piped.link.tracks}
    assert second["u1/1"] == first["u1/1"] and second["u1/0"] != first["u1/0"]
    piped.link.close()
    piped.receive(rtp(1))
    assert piped.sent == []
