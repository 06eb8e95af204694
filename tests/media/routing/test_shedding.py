"""What a worker that is late leaves out of what its receivers get, and what they are told."""

import pytest

from media.negotiated import Extensions
from media.routing.downlink import DownLink
from media.routing.overload import ALL_BUT_LOWEST_LAYERS, CLASSROOMS, NOTHING, PICTURES, TOP_LAYERS
from media.routing.thinning import Picture
from tests.media.routing.test_simulcast import Layers
from tests.media.routing.test_uplink import NOW
from tests.support.rtp import down_slot, down_spec

STAGE, CLASSROOM = 1, 2


class Receiver(Layers):
    """Three layers go into slot 0 of one receiver, as a picture of this rank."""

    def __init__(self, rank: int) -> None:
        super().__init__()
        # A receiver that says nothing of its line gets everything.
        self.downlink = DownLink(
            down_spec(down_slot(), extensions=Extensions()), lambda data: None, lambda data: None
        )
        slot = self.downlink.slots[0]
        slot.video_rank = rank
        slot.take("video", self.uplink.producers["u1/1"], NOW)
        self.at = 0.0
        self.lives(3)

    def lives(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.play(self.at, 0.1)
            self.at += 0.1
            self.downlink.tick(NOW + self.at)

    def sheds(self, shed: int) -> Picture:
        """What its picture has come to under this."""
        self.downlink.thinning.overload.shed = shed
        self.lives(3)
        (picture,) = self.downlink.thinning.pictures(NOW + self.at)
        return picture


@pytest.mark.parametrize(
    ("shed", "rank", "picture"),
    [
        (NOTHING, STAGE, Picture(0, "sent", "", "f")),
        (TOP_LAYERS, STAGE, Picture(0, "reduced", "overloaded", "h")),
        (ALL_BUT_LOWEST_LAYERS, STAGE, Picture(0, "reduced", "overloaded", "q")),
        (CLASSROOMS, STAGE, Picture(0, "reduced", "overloaded", "q")),
        (CLASSROOMS, CLASSROOM, Picture(0, "paused", "overloaded")),
        (PICTURES, STAGE, Picture(0, "paused", "overloaded")),
    ],
)
def test_pictures_are_left_out_from_the_top(shed: int, rank: int, picture: Picture) -> None:
    assert Receiver(rank).sheds(shed) == picture


def test_all_comes_back() -> None:
    receiver = Receiver(CLASSROOM)
    receiver.sheds(PICTURES)
    assert receiver.sheds(NOTHING) == Picture(0, "sent", "", "f")
