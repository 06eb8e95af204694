"""Many receivers that need a keyframe cause one."""

from media.packets.feedback import PictureLoss
from media.routing.keyframes import KeyframeArbiter
from tests.media.routing.story import Camera, Route, Story


def test_thirty_receivers_cause_one_request():
    story = Story()
    camera = Camera()
    story.publish("u1/camera", camera)
    for number in range(30):
        story.view(f"v{number}")
        story.router.route(f"v{number}", [Route(video="u1/camera/video")], story.now)
    story.play(5)
    asked = camera.keyframes_asked
    for viewer in story.viewers:
        viewer.downlink.receive_rtcp(PictureLoss(1, 2).build(), story.now)
    story.play(1)
    assert camera.keyframes_asked == asked + 1


def test_a_request_under_way_is_merged():
    sent = []
    arbiter = KeyframeArbiter(sent.append)
    for tenth in range(4):
        arbiter.request(100 + tenth / 10)
    assert (sent, arbiter.requested) == ([0], 4)


def test_a_request_without_an_answer_is_repeated_and_given_up_in_the_end():
    sent = []
    arbiter = KeyframeArbiter(sent.append)
    arbiter.request(100)
    for tick in range(2000):
        arbiter.tick(100 + tick / 50)
    assert sent == [0, 1, 2, 3, 4, 5, 6]
    assert not arbiter.waiting


def test_a_request_too_soon_after_a_keyframe_is_put_off_not_lost():
    sent = []
    arbiter = KeyframeArbiter(sent.append)
    arbiter.request(100)
    arbiter.keyframe_arrived()
    arbiter.request(100.1)
    assert sent == [0]
    arbiter.tick(100.31)
    assert sent == [0, 0]


def test_a_lasting_demand_gets_a_keyframe_every_second_and_a_half():
    sent = []
    arbiter = KeyframeArbiter(sent.append)
    for tick in range(50 * 30):
        arbiter.request(100 + tick / 50)
        arbiter.tick(100 + tick / 50)
        arbiter.keyframe_arrived()
    assert len(sent) <= 3 + 30 / 1.5
