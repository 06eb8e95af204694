"""A loop sleeps while what needs no thought goes on, and wakes for everything else."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from selectors import EVENT_READ

import pytest

from media.kernel.build import compiler
from media.kernel.selector import DoorSelector
from media.packets.twcc import TransportFeedback
from tests.media.kernel.far import Far
from tests.media.kernel.test_twins import Twins
from tests.support.rtp import rtp

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")

FEEDBACK = TransportFeedback(1, 2, 0, 0, (0,)).build() + bytes(14)
CHECK = b"\x00\x01" + bytes(18)


class Post:
    """A selector that attends to the doors of a far end, with a publisher whose sound is on its way."""

    def __init__(self) -> None:
        self.far = Far()
        self.selector = DoorSelector()
        self.selector.register(self.far.near, EVENT_READ)
        self.selector.attend(self.far.doors)
        self.twins = Twins(self.far, 1)
        # The receiver that is served by hand would have to be looked at for every packet.
        self.twins.links[0].close()
        self.speak()
        self.far.doors.serve(0)
        self.twins.catch_up()

    def speak(self) -> None:
        (packet,) = self.twins.packets("audio", 1)
        self.throw(self.twins.sending.protect_rtp(packet))

    def throw(self, data: bytes) -> None:
        self.far.far.sendto(data, self.far.near.getsockname())

    def select(self, timeout: float) -> list[object]:
        return [key.fileobj for key, _ in self.selector.select(timeout)]

    def close(self) -> None:
        self.selector.leave()
        self.selector.close()
        self.far.close()


@pytest.fixture
def post() -> Iterator[Post]:
    post = Post()
    yield post
    post.close()


def test_sound_goes_on_while_the_loop_sleeps(post: Post) -> None:
    sent = post.far.counters["datagrams_out"]
    post.speak()
    assert post.select(0.01) == []
    assert len(post.far.received(1)) == 1
    post.far.doors.catch_up()
    assert post.far.counters["datagrams_out"] == sent + 1


def test_what_needs_thought_wakes_the_loop(post: Post) -> None:
    post.throw(CHECK)
    assert post.select(5) == [post.far.near]


def test_a_gap_wakes_the_loop(post: Post) -> None:
    post.twins.packets("audio", 1)
    post.speak()
    assert post.select(5) == [post.far.near]


def test_feedback_waits_some_milliseconds_for_more_of_it(post: Post) -> None:
    heard: list[bytes] = []
    post.far.doors.take = lambda batch, at: heard.extend(data for data, _ in batch)
    post.throw(FEEDBACK)
    post.throw(FEEDBACK)
    assert post.select(0) == []
    assert post.select(5) == [post.far.near]
    post.far.doors.serve(0)
    assert heard == [FEEDBACK, FEEDBACK]


def test_feedback_does_not_keep_others_waiting(post: Post) -> None:
    post.throw(FEEDBACK)
    post.throw(CHECK)
    assert post.select(0) == [post.far.near]


def test_anything_else_wakes_the_loop(post: Post) -> None:
    one, other = socket.socketpair()
    with one, other:
        post.selector.register(one, EVENT_READ)
        other.send(b"x")
        post.speak()
        assert post.select(5) == [one]
        post.selector.unregister(one)


def test_the_loop_sleeps_no_longer_than_it_wants_to(post: Post) -> None:
    began = time.monotonic()
    assert post.select(0.02) == []
    assert 0.02 <= time.monotonic() - began < 1


def test_who_attends_to_no_doors_is_woken_by_every_datagram(post: Post) -> None:
    post.selector.leave()
    post.throw(rtp(1))
    assert post.select(5) == [post.far.near]


def test_what_nobody_takes_wakes_nobody(post: Post) -> None:
    post.twins.links[1].close()
    post.speak()
    post.far.doors.serve(0)
    post.twins.catch_up()
    known = post.twins.uplink.packets_in
    post.speak()
    assert post.select(0.01) == []
    post.far.doors.catch_up()
    assert post.twins.uplink.packets_in == known + 1
