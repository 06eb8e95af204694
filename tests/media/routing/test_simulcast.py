"""A publisher with several layers: all are learned, the best goes on."""

from media.negotiated import UpTrack
from media.packets.feedback import PictureLoss
from media.routing.rtx import wrap
from tests.media.routing.test_uplink import MID, NOW, REPAIRED_RID, RID, Published
from tests.support.rtp import DELTA, H264, KEYFRAME, rtp, video_track

SMALL = bytes.fromhex("6742c014da0a11f961000003000100000300328f142aa0")
LARGE = bytes.fromhex("6742c01e95a014016e40")
LAYERS = {"q": 11, "h": 22, "f": 33}


class Layers(Published):
    """Sends pictures of one packet on the layers it is told; names them until told to stop."""

    def __init__(self) -> None:
        super().__init__(video_track(rids=("q", "h", "f")))
        self.sequence = 0
        self.named = True

    def picture(self, at: float, layers: str = "qhf", payload: bytes = DELTA) -> None:
        self.sequence += 1
        for rid in layers:
            names = ((MID, b"1"), (RID, rid.encode())) if self.named else ()
            data = rtp(self.sequence, round(at * 90000), LAYERS[rid], payload=payload, extensions=names)
            self.receive(data, at=at)

    def play(self, start: float, seconds: float, layers: str = "qhf") -> None:
        """Ten pictures a second, a keyframe at once where one was asked for."""
        for step in range(round(seconds * 10)):
            at = start + step / 10
            asked = len(self.heard(PictureLoss))
            self.uplink.tick(NOW + at)
            self.picture(at, layers, KEYFRAME if len(self.heard(PictureLoss)) > asked else DELTA)

    def forwarded(self) -> int:
        """The SSRC of what was sent on last."""
        return self.kept.packets[-1].ssrc


def test_the_best_layer_is_taken_at_a_keyframe():
    layers = Layers()
    layers.picture(0, "q", KEYFRAME)
    assert layers.forwarded() == LAYERS["q"]
    layers.play(0.1, 2)
    assert layers.forwarded() == LAYERS["f"]
    first = next(packet for packet in layers.kept.packets if packet.ssrc == LAYERS["f"])
    assert first.starts_keyframe


def test_layers_are_ranked_by_what_is_seen_where_the_publisher_names_its_highest_first():
    """OBS counts its layers from the full picture down."""
    pictures = Published(video_track(rids=("0", "1")))
    for step in range(30):
        pictures.uplink.tick(NOW + step / 10)
        for rid, sps in (("0", LARGE), ("1", SMALL)):
            names = ((MID, b"1"), (RID, rid.encode()))
            payload = (
                bytes.fromhex("18")
                + len(sps).to_bytes(2, "big")
                + sps
                + bytes.fromhex("0002 68ce 0003 658884")
            )
            data = rtp(step, step * 9000, 50 + int(rid), payload=payload, extensions=names)
            pictures.receive(data, at=step / 10)
    assert pictures.kept.packets[-1].ssrc == 50
    assert [layer.rid for layer in pictures.uplink.producers["u1/1"].layers] == ["1", "0"]


def test_layers_whose_ssrcs_stand_in_the_sdp_are_told_apart_by_their_names():
    track = UpTrack("1", "video", (H264,), ("0", "1"), (50, 51))
    pictures = Published(track)
    for rid in ("0", "1"):
        names = ((MID, b"1"), (RID, rid.encode()))
        pictures.receive(rtp(1, 0, 50 + int(rid), payload=KEYFRAME, extensions=names))
    assert [layer.ssrc for layer in pictures.uplink.producers["u1/1"].encodings.values()] == [50, 51]


def test_a_layer_that_stops_is_replaced_by_the_next_one():
    layers = Layers()
    layers.play(0, 3)
    layers.play(3, 4, "qh")
    assert layers.forwarded() == LAYERS["h"]
    layers.play(7, 2)
    assert layers.forwarded() == LAYERS["f"]


def test_a_stopped_layer_is_replaced_within_a_second():
    layers = Layers()
    layers.play(0, 3)
    layers.play(3, 1, "qh")
    assert layers.forwarded() == LAYERS["h"]


def test_slow_pictures_are_no_reason_to_change_the_layer():
    layers = Layers()
    layers.play(0, 3)
    asked = len(layers.heard(PictureLoss))
    for second in range(3, 20):
        for tick in range(50):
            layers.uplink.tick(NOW + second + tick / 50)
        layers.picture(second + 1)
    assert layers.forwarded() == LAYERS["f"]
    assert len(layers.heard(PictureLoss)) == asked


def test_layers_are_known_after_they_have_stopped_to_name_themselves():
    layers = Layers()
    layers.play(0, 2)
    layers.named = False
    layers.play(2, 2)
    assert layers.uplink.drops["unknown_ssrc"] == 0
    assert layers.forwarded() == LAYERS["f"]


def test_a_publisher_that_is_silent_on_all_layers_keeps_its_layer():
    layers = Layers()
    layers.play(0, 3)
    asked = len(layers.heard(PictureLoss))
    for tick in range(500):
        layers.uplink.tick(NOW + 3 + tick / 50)
    assert len(layers.heard(PictureLoss)) == asked


def test_a_repair_stream_may_be_heard_before_its_media():
    layers = Layers()
    names = ((MID, b"1"), (REPAIRED_RID, b"q"))
    layers.receive(rtp(1, 0, 99, 103, b"", padding=200, extensions=names))
    layers.receive(rtp(2, 0, 99, 103, wrap(7, DELTA)))
    layers.picture(0, "q", KEYFRAME)
    layers.sequence = 2
    layers.picture(0.1, "q")
    layers.receive(rtp(3, 4500, 99, 103, wrap(2, DELTA)))
    assert layers.sequences == [1, 3, 2]
    assert layers.uplink.drops["repair_of_unknown"] == 1


def test_each_layer_keeps_its_own_packets_and_clock():
    layers = Layers()
    layers.play(0, 1)
    encodings = layers.uplink.producers["u1/1"].encodings
    assert list(encodings) == ["q", "h", "f"]
    assert {encoding.ssrc for encoding in encodings.values()} == set(LAYERS.values())
    assert all(encoding.cache.get(5) for encoding in encodings.values())
