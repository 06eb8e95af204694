"""A slot takes one producer after another, and its receiver sees one stream without a seam."""

from itertools import pairwise

import pytest

from media.packets.ntp import from_ntp
from tests.media.routing.story import Camera, Microphone, Receiver, Route, Story, media
from tests.support.network import Conditions


def two_cameras(first: int, second: int) -> tuple[Story, list[Camera]]:
    story = Story()
    cameras = [Camera(1000, first, stamp=123), Camera(2000, second, stamp=0xF0000000, skew=3600)]
    story.publish("u1/camera", cameras[0])
    story.publish("u2/camera", cameras[1])
    story.view("u3")
    story.play(1.5)
    return story, cameras


def steps_of_time(receiver: Receiver) -> list[int]:
    """From each packet's timestamp to the next one's; a step back would be a huge one."""
    stamps = [packet.timestamp for packet in receiver.in_order]
    return [(later - earlier) & 0xFFFFFFFF for earlier, later in pairwise(stamps)]


@pytest.mark.parametrize("first", [0, 32_700, 65_400])
@pytest.mark.parametrize("second", [0, 32_700, 65_400])
def test_a_switch_leaves_no_gap_and_time_runs_on(first, second):
    story, _ = two_cameras(first, second)
    for source in ("u1", "u2", "u1", "u2"):
        story.router.route("u3", [Route(video=f"{source}/camera/video")], story.now)
        story.play(1)
    receiver = story.viewers[0].receivers[1]
    assert receiver.missing == 0
    assert max(steps_of_time(receiver)) < 0.3 * 90000


def test_a_switch_waits_for_a_keyframe_and_asks_for_it():
    story, cameras = two_cameras(0, 0)
    story.router.route("u3", [Route(video="u1/camera/video")], story.now)
    story.play(1)
    before = len(story.viewers[0].receivers[1].packets)
    story.router.route("u3", [Route(video="u2/camera/video")], story.now)
    story.play(1)
    new = story.viewers[0].receivers[1].in_order[before:]
    first_of_second = next(packet for packet in new if packet.timestamp != new[0].timestamp)
    assert first_of_second.payload[0] & 0x1F == 24, "the aggregate that begins a keyframe"
    assert cameras[1].keyframes_asked >= 1
    assert story.viewers[0].downlink.drops["waiting_for_keyframe"] > 0


def test_an_idle_minute_passes_on_the_receivers_clock_too():
    story, _ = two_cameras(0, 0)
    story.router.route("u3", [Route(video="u1/camera/video")], story.now)
    story.play(1)
    story.router.route("u3", [], story.now)
    story.play(60)
    story.router.route("u3", [Route(video="u2/camera/video")], story.now)
    story.play(1)
    receiver = story.viewers[0].receivers[1]
    assert max(steps_of_time(receiver)) / 90000 == pytest.approx(60, abs=0.2)
    assert receiver.missing == 0


def test_sound_and_picture_of_a_slot_mean_the_same_time():
    story = Story(Conditions(delay=0.05, jitter=0.02))
    camera, microphone = Camera(stamp=99, skew=-250.0), Microphone(stamp=4_000_000_000, skew=-250.0)
    other, other_microphone = Camera(3000, skew=17.0), Microphone(700, skew=17.0)
    story.publish("u1/camera", camera, microphone)
    story.publish("u2/camera", other, other_microphone)
    viewer = story.view("u3")
    sent = {"u1": (camera, microphone), "u2": (other, other_microphone)}
    for source in ("u1", "u2", "u1"):
        story.router.route("u3", [Route(0, f"{source}/camera/audio", f"{source}/camera/video")], story.now)
        story.play(4)
        sound = error_of_capture(viewer.receivers[0], sent[source][1].captured, 48000)
        picture = error_of_capture(viewer.receivers[1], sent[source][0].captured, 90000)
        assert abs(sound - picture) < 0.005


def error_of_capture(receiver: Receiver, captured: dict[bytes, float], rate: int) -> float:
    """How far the sender reports place the last sample from its true time of capture, in seconds."""
    report, last = receiver.reports[-1], media(receiver)[-1]
    ahead = (last.timestamp - report.rtp_timestamp + 0x80000000 & 0xFFFFFFFF) - 0x80000000
    told = from_ntp(report.ntp) + ahead / rate
    return told - captured[last.payload[-2:]]


def test_a_source_published_again_takes_its_old_place():
    story, _ = two_cameras(0, 0)
    story.router.route("u3", [Route(video="u1/camera/video")], story.now)
    story.play(1)
    story.router.remove_uplink("u1/camera")
    story.publishers.pop(0)
    story.play(0.5)
    before = len(story.viewers[0].receivers[1].packets)
    story.publish("u1/camera", Camera(5000, 40_000))
    story.play(1)
    receiver = story.viewers[0].receivers[1]
    assert len(receiver.packets) > before + 20
    assert receiver.missing == 0


def test_a_producer_that_comes_later_is_taken_when_it_appears():
    story = Story()
    viewer = story.view("u3")
    story.router.route("u3", [Route(video="u1/camera/video")], story.now)
    story.play(0.5)
    story.publish("u1/camera", Camera())
    story.play(0.5)
    assert viewer.receivers[1].packets
