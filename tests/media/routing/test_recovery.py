"""Packets that a line loses reach the receiver all the same."""

from dataclasses import replace

import pytest

from tests.media.routing.story import Camera, Route, Story
from tests.support.network import Bursts, Conditions
from tests.support.rtp import H264, down_slot, down_spec


def watch(conditions: Conditions, sequence: int = 0, seconds: float = 10.0):
    story = Story(conditions)
    camera = Camera(sequence=sequence)
    uplink = story.publish("u1/camera", camera)
    viewer = story.view("u2")
    story.router.route("u2", [Route(video="u1/camera/video")], story.now)
    story.play(seconds)
    story.stop()
    story.play(1.0)
    return camera, uplink, viewer


@pytest.mark.parametrize("sequence", [0, 65_300, 32_700])
def test_every_packet_arrives_over_two_lines_with_three_percent_loss(sequence):
    camera, _, viewer = watch(Conditions(loss=0.03, delay=0.03, jitter=0.01), sequence)
    video = viewer.receivers[1]
    assert video.missing == 0
    assert video.repeated > 0
    numbers = [int.from_bytes(packet.payload[-2:], "big") for packet in video.in_order]
    assert numbers == [(numbers[0] + step) & 0xFFFF for step in range(len(numbers))]
    assert numbers[-1] == (camera.sequence - 1) & 0xFFFF


def test_bursts_of_loss_are_repaired_too():
    _, _, viewer = watch(Conditions(bursts=Bursts(enter=0.01, leave=0.3), delay=0.02))
    assert viewer.receivers[1].missing == 0


def test_reordered_and_repeated_packets_are_sent_once_and_at_their_place():
    _, uplink, viewer = watch(Conditions(reorder=0.1, duplicate=0.05))
    numbers = [int.from_bytes(packet.payload[-2:], "big") for packet in viewer.receivers[1].in_order]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert uplink.drops["duplicate"] > 0


def test_what_a_line_never_delivers_is_given_up():
    story = Story(Conditions(loss=0.5))
    uplink = story.publish("u1/camera", Camera())
    story.play(4)
    assert uplink.counters()["packets_given_up"] > 0


def test_a_receiver_without_rtx_gets_the_plain_packet_again():
    story = Story(Conditions(loss=0.03))
    story.publish("u1/camera", Camera())
    viewer = story.view("u2")
    viewer.downlink.update(down_spec(down_slot(video=(replace(H264, rtx_payload_type=None),))))
    story.router.route("u2", [Route(video="u1/camera/video")], story.now)
    story.play(5)
    story.stop()
    story.play(1)
    assert viewer.receivers[1].missing == 0
    assert viewer.receivers[1].repeated == 0
