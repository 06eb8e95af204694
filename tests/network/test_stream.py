"""A TCP connection over a bad line brings everything, and is as slow as the line."""

import pytest

from tests.network.stream import Stream
from tests.support.network import Conditions, Network

LINE = Conditions(delay=0.05)


class Transfer:
    """Something large on its way through one direction of a line."""

    def __init__(self, conditions: Conditions, opens_at: float = 0.0) -> None:
        self.network, self.now, self.got = Network(conditions), 0.0, bytearray()
        self.stream = Stream(self.network, lambda: 0.05, self.got.extend, opens_at)

    def play(self, seconds: float, source: bytearray) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now += 0.005
            self._step(source)

    def _step(self, source: bytearray) -> None:
        for at, segment in self.network.arrivals(self.now):
            segment.deliver(at)
        self.stream.wind(self.now)
        room = max(0, self.stream.room)
        self.stream.write(bytes(source[:room]), self.now)
        del source[:room]


def numbered(size: int) -> bytearray:
    return bytearray(number % 251 for number in range(size))


def test_everything_arrives_in_order_whatever_is_lost():
    transfer = Transfer(Conditions(delay=0.05, loss=0.1, reorder=0.1, duplicate=0.05))
    transfer.play(30, numbered(300_000))
    assert transfer.got == numbered(300_000)
    assert transfer.stream.empty


def test_it_is_no_faster_than_the_line():
    transfer = Transfer(Conditions(delay=0.05, rate=1e6, queue=30_000))
    transfer.play(10, numbered(5_000_000))
    assert len(transfer.got) * 8 / 10 == pytest.approx(0.93e6, rel=0.08)


def test_a_lost_segment_makes_what_follows_wait():
    transfer = Transfer(LINE)
    transfer.network.cut = True
    transfer.stream.write(b"first", transfer.now)
    transfer.network.cut = False
    transfer.stream.write(b"second", transfer.now)
    transfer.play(0.15, bytearray())
    assert transfer.got == b""
    transfer.play(0.3, bytearray())
    assert transfer.got == b"firstsecond"


def test_a_slow_line_takes_only_so_much():
    transfer = Transfer(Conditions(delay=0.05, rate=50e3))
    source = numbered(500_000)
    transfer.play(0.5, source)
    assert len(source) > 400_000


def test_the_first_byte_waits_for_the_connection():
    transfer = Transfer(LINE, opens_at=0.1)
    transfer.play(0.01, bytearray(b"hello"))
    transfer.play(0.12, bytearray())
    assert transfer.got == b""
    transfer.play(0.1, bytearray())
    assert transfer.got == b"hello"
