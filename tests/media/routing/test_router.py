"""Who is told what when links come and go."""

from media.routing.downlink import DownLink
from media.routing.router import Router
from media.routing.uplink import UpLink
from tests.media.routing.story import Route
from tests.support.rtp import KEYFRAME, audio_track, down_spec, rtp, up_spec, video_track

NOW = 1_790_000_000.0


class Room:
    """A router that writes down what it tells the recorder."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.sent = 0
        self.router = Router(
            lambda producer: self.told.append(f"+{producer.id}"), lambda name: self.told.append(f"-{name}")
        )

    def publish(self, name: str = "u1", ssrc: int = 1000) -> UpLink:
        uplink = UpLink(up_spec(video_track(ssrc=ssrc)), {"1": f"{name}/video"}, lambda data: None)
        self.router.add_uplink(f"{name}/up", uplink)
        return uplink

    def view(self, name: str = "u2") -> DownLink:
        def count(data: bytes) -> None:
            self.sent += 1

        downlink = DownLink(down_spec(), count, lambda data: None)
        self.router.add_downlink(name, downlink)
        return downlink


def test_producers_are_announced_as_they_come_and_go():
    room = Room()
    uplink = room.publish()
    uplink.update(up_spec(video_track(), audio_track()), {"1": "u1/video", "0": "u1/audio"})
    room.router.remove_uplink("u1/up")
    assert room.told == ["+u1/video", "+u1/audio", "-u1/video", "-u1/audio"]


def test_one_that_is_published_again_before_the_old_one_is_closed_is_not_lost():
    room = Room()
    old = room.publish()
    new = UpLink(up_spec(video_track(ssrc=2000)), {"1": "u1/video"}, lambda data: None)
    room.router.add_uplink("u1/up-again", new)
    room.router.remove_uplink("u1/up")
    assert old.producers == {}
    assert room.router.producers["u1/video"] is new.producers["u1/video"]
    assert room.told == ["+u1/video", "-u1/video", "+u1/video"]


def test_routes_may_be_given_before_the_receiver_is_there():
    room = Room()
    uplink = room.publish()
    room.router.route("u2", [Route(video="u1/video")], NOW)
    room.view()
    uplink.receive_rtp(rtp(1, payload=KEYFRAME), NOW)
    assert room.sent == 1


def test_the_same_route_again_changes_nothing():
    room = Room()
    uplink = room.publish()
    room.view()
    for sequence in (1, 2, 3):
        room.router.route("u2", [Route(video="u1/video")], NOW)
        uplink.receive_rtp(rtp(sequence, payload=KEYFRAME if sequence == 1 else b"\x41"), NOW)
    assert room.sent == 3


def test_a_receiver_that_is_removed_gets_nothing_more_and_its_routes_are_forgotten():
    room = Room()
    uplink = room.publish()
    room.view()
    room.router.route("u2", [Route(video="u1/video")], NOW)
    room.router.remove_downlink("u2")
    room.view()
    uplink.receive_rtp(rtp(1, payload=KEYFRAME), NOW)
    assert room.sent == 0


def test_sound_is_not_put_where_a_picture_belongs():
    room = Room()
    uplink = room.publish()
    room.view()
    room.router.route("u2", [Route(audio="u1/video")], NOW)
    uplink.receive_rtp(rtp(1, payload=KEYFRAME), NOW)
    assert room.sent == 0


def test_totals_outlive_their_links_and_closing_twice_does_no_harm():
    room = Room()
    uplink = room.publish()
    room.view()
    room.router.route("u2", [Route(video="u1/video")], NOW)
    uplink.receive_rtp(rtp(1, payload=KEYFRAME), NOW)
    room.router.close()
    room.router.close()
    totals = room.router.counters()
    assert (totals["packets_in"], totals["packets_out"]) == (1, 1)
    assert room.router.producers == {}
