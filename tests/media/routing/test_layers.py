"""Each receiver takes the layer it aims at, and comes to another one only at a keyframe."""

from collections import Counter

from media.packets.feedback import FullIntraRequest, PictureLoss
from media.packets.rtp import RtpPacket
from media.routing.consumer import Consumer
from media.routing.departures import DepartureLog
from media.routing.outgoing import OutgoingStream
from tests.media.routing.test_simulcast import LAYERS, Layers
from tests.media.routing.test_uplink import NOW
from tests.support.rtp import DELTA, EXTENSIONS, KEYFRAME, down_slot

Q, H, F = 0, 1, 2


class Viewer(Layers):
    """A publisher of three layers and one receiver of it."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = 0
        self.sent: list[RtpPacket] = []
        track = down_slot().video
        assert track is not None
        stream = OutgoingStream(
            track, EXTENSIONS, DepartureLog(), lambda data: self.sent.append(RtpPacket(data))
        )
        self.drops: Counter[str] = Counter()
        self.consumer = Consumer(self.uplink.producers["u1/1"], stream, self.drops, NOW)
        self.play(0, 1)

    def play(self, start: float, seconds: float, layers: str = "qhf") -> None:
        """Ten pictures a second, the next one a keyframe where one was asked for."""
        for step in range(round(seconds * 10)):
            at = start + step / 10
            self.uplink.tick(NOW + at)
            self.picture(at, layers, KEYFRAME if self.requests > self.answered else DELTA)

    def picture(self, at: float, layers: str = "qhf", payload: bytes = DELTA) -> None:
        self.answered = self.requests
        super().picture(at, layers, payload)

    @property
    def requests(self) -> int:
        return len(self.heard(PictureLoss)) + len(self.heard(FullIntraRequest))

    @property
    def rank(self) -> int | None:
        return self.consumer.layer.rank if self.consumer.layer else None


def test_a_receiver_begins_with_the_best_layer():
    assert Viewer().rank == F


def test_it_goes_down_at_the_keyframe_and_gets_the_higher_layer_until_then():
    viewer = Viewer()
    before = len(viewer.sent)
    viewer.consumer.aim(Q, NOW + 1)
    viewer.picture(1.0)
    assert viewer.rank == F and len(viewer.sent) == before + 1
    viewer.picture(1.1, payload=KEYFRAME)
    assert viewer.rank == Q and len(viewer.sent) == before + 2


def test_its_numbers_have_no_gap_over_a_switch():
    viewer = Viewer()
    for step, rank in enumerate((Q, F, H, Q)):
        viewer.consumer.aim(rank, NOW + 1 + step)
        viewer.play(1 + step, 1)
        assert viewer.rank == rank
    numbers = [packet.sequence for packet in viewer.sent]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert all(
        (later.timestamp - earlier.timestamp) & 0xFFFFFFFF < 90000
        for earlier, later in zip(viewer.sent, viewer.sent[1:], strict=False)
    )


def test_a_keyframe_is_asked_for_only_while_somebody_waits_for_one():
    viewer = Viewer()
    asked = viewer.requests
    viewer.consumer.aim(Q, NOW + 1)
    viewer.play(1, 5)
    assert 1 <= viewer.requests - asked <= 2


def test_a_paused_receiver_gets_nothing_and_asks_for_nothing():
    viewer = Viewer()
    viewer.consumer.aim(None, NOW + 1)
    before, asked = len(viewer.sent), viewer.requests
    viewer.play(1, 3)
    viewer.consumer.resume(NOW + 4)
    assert (len(viewer.sent), viewer.requests) == (before, asked)
    assert viewer.rank is None


def test_a_paused_receiver_comes_back_with_a_keyframe():
    viewer = Viewer()
    viewer.consumer.aim(None, NOW + 1)
    viewer.play(1, 3)
    before = len(viewer.sent)
    viewer.consumer.aim(H, NOW + 4)
    viewer.picture(4.0)
    assert len(viewer.sent) == before
    viewer.picture(4.1, payload=KEYFRAME)
    assert len(viewer.sent) == before + 1 and viewer.rank == H


def test_where_the_layer_is_not_sent_the_next_lower_one_is_taken_and_never_a_higher_one():
    viewer = Viewer()
    viewer.consumer.aim(H, NOW + 1)
    viewer.play(1, 2)
    viewer.play(3, 2, "qf")
    assert viewer.rank == Q


def test_where_only_higher_layers_come_the_lowest_of_them_is_taken():
    viewer = Viewer()
    viewer.consumer.aim(Q, NOW + 1)
    viewer.play(1, 2)
    viewer.play(3, 2, "hf")
    assert viewer.rank == H


def test_another_receivers_layer_is_its_own_affair():
    viewer = Viewer()
    viewer.consumer.aim(Q, NOW + 1)
    viewer.play(1, 2)
    assert (viewer.rank, viewer.forwarded()) == (Q, LAYERS["f"])


def test_a_closed_receiver_leaves_nothing_behind():
    viewer = Viewer()
    viewer.consumer.aim(Q, NOW + 1)
    viewer.consumer.close()
    producer = viewer.uplink.producers["u1/1"]
    viewer.picture(1.0, payload=KEYFRAME)
    takers = [sink for encoding in producer.encodings.values() for sink in encoding.sinks]
    assert viewer.consumer not in takers and len(takers) == 1


def test_an_encoding_knows_its_rate():
    viewer = Viewer()
    viewer.play(1, 3)
    rate = viewer.uplink.producers["u1/1"].encodings["q"].rate.read(NOW + 4)
    assert 0.7 < rate / (10 * 8 * (len(DELTA) + 12 + 12)) < 1.3
