"""Pictures that are repeated before anybody asks for them."""

from __future__ import annotations

import pytest

from media.packets.feedback import Nack
from media.routing.unasked import UnaskedRepeats
from tests.media.routing.test_thin_line import lesson_over
from tests.media.routing.watched import NOW, REPAIR, VIDEO, Watched


class Stream:
    """An outgoing stream of which only the numbers matter."""

    ssrc = 7

    def __init__(self) -> None:
        self.newest_out = 65530

    def send(self, packets: int) -> None:
        self.newest_out = (self.newest_out + packets) & 0xFFFF


class Repeated:
    """What is repeated of a stream, in packets of 1,000 bytes, on a line of 400 kbit/s."""

    def __init__(self, used: float = 200_000, lost: float = 0.1, rtt: float = 0.2) -> None:
        self.stream, self.repeats = Stream(), UnaskedRepeats()
        self.repeats.adapt(400_000, used, lost, rtt)
        self.repeats.note([self.stream], 100.0)  # type: ignore[list-item]

    def sent(self, packets: int, at: float) -> None:
        self.stream.send(packets)
        self.repeats.note([self.stream], 100 + at)  # type: ignore[list-item]

    def at(self, at: float) -> list[int]:
        numbers = []
        for _, number in self.repeats.due(100 + at):
            self.repeats.spend(1000)
            numbers.append(number)
        return numbers


@pytest.mark.parametrize(("name", "most"), [("4g", 0.18), ("bad", 0.3)])
def test_on_a_far_line_that_loses_packets_few_pictures_wait_for_an_answer(name: str, most: float) -> None:
    lesson = lesson_over(name)
    lesson.play(20)
    since = lesson.now
    lesson.play(30)
    assert lesson.frozen(since) < most
    assert lesson.frames(since) > 22


@pytest.mark.parametrize("name", ["good", "dsl", "barely"])
def test_where_asking_is_soon_enough_or_nothing_fits_nothing_is_repeated_unasked(name: str) -> None:
    lesson = lesson_over(name)
    lesson.play(20)
    assert lesson.downlink.counters()["packets_repeated_ahead"] == 0


def test_packets_are_repeated_once_a_moment_later_over_the_wrap() -> None:
    repeated = Repeated()
    repeated.sent(8, at=0.0)
    assert repeated.at(0.05) == []
    assert repeated.at(0.09) == [65531, 65532, 65533, 65534, 65535, 0, 1, 2]
    assert repeated.at(0.2) == []


def test_a_picture_is_repeated_whole_or_not_at_all() -> None:
    repeated = Repeated()
    for picture in range(6):
        repeated.sent(4, at=picture / 100)
    assert len(repeated.at(0.2)) in {4, 8}
    repeated.sent(4, at=2)
    assert len(repeated.at(2.1)) == 4


@pytest.mark.parametrize("line", [{"used": 400_000}, {"lost": 0.01}, {"rtt": 0.05}])
def test_without_room_or_need_nothing_is(line: dict[str, float]) -> None:
    repeated = Repeated(**line)
    repeated.sent(8, at=0.0)
    assert not repeated.repeats.active
    assert repeated.at(0.2) == []


def test_who_asks_for_what_is_under_way_is_not_answered_twice() -> None:
    watched = Watched()
    watched.keyframe_and(3)
    number = watched.sent[2].sequence
    stream = watched.downlink.slots[0].streams["video"]
    assert watched.downlink._resender.send_ahead(stream, number, NOW) > 0
    watched.say(Nack(9, VIDEO, (number,)), at=0.05)
    assert len([packet for packet in watched.sent if packet.ssrc == REPAIR]) == 1
