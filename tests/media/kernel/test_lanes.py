"""The compiled loop sends the very datagrams that Python would, in as few pieces, and loses none silently."""

from __future__ import annotations

import socket
from array import array
from collections.abc import Iterator

import pytest

from media.kernel.build import compiler
from media.routing.departures import DepartureLog
from tests.media.kernel.far import AES_CM, GCM, NOW, NUMBERED, Far, burst, cipher, rewrite

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")


@pytest.fixture
def far() -> Iterator[Far]:
    far = Far()
    yield far
    far.close()


@pytest.mark.parametrize("profile", [GCM, AES_CM])
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("may_segment", [True, False])
@pytest.mark.parametrize("first", [10, 65533])
def test_it_sends_what_python_would_send(profile: int, host: str, may_segment: bool, first: int) -> None:
    far, how, what = Far(host, may_segment), rewrite(), burst(700, 700, 700, 40, 900, first=first)
    far.send(what, far.lane(how, far.way(cipher(profile))))
    far.fan_out.flush()
    alike = cipher(profile)
    assert far.received(5) == [alike.protect_rtp(how.datagram(packet, 0)) for packet in what.packets]
    assert far.counters["datagrams_out"] == 5
    far.close()


def test_numbered_packets_are_written_into_the_log_as_python_would(far: Far) -> None:
    log, how, what = DepartureLog(), rewrite(block=NUMBERED, is_numbered=True), burst(80, 90)
    lane = far.way().lane()
    lane.note_departures(*log.columns)
    assert lane.follow(how)
    far.send(what, lane)
    far.fan_out.flush()
    alike = cipher()
    assert far.received(2) == [
        alike.protect_rtp(how.datagram(each, at + 1)) for at, each in enumerate(what.packets)
    ]
    by_python = DepartureLog()
    by_python.add((80, 90), NOW)
    assert (log.next, log.size_since(1)) == (by_python.next, by_python.size_since(1))


def test_what_can_be_repeated_is_noted_by_its_sequence_number(far: Far) -> None:
    sequences, numbers = array("i", [-1] * 64), array("q", [0] * 64)
    lane = far.lane()
    lane.note_repeats(sequences, numbers)
    far.send(burst(80, 80, first=65534), lane)
    assert [sequences[at] for at in (98 % 64, 99 % 64)] == [98, 99]


def test_many_receivers_and_bursts_leave_by_one_flush(far: Far) -> None:
    sound, picture = burst(80), burst(*[300] * 9)
    for _ in range(15):
        ways = [far.way() for _ in range(10)]
        tracks = [
            far.track(*(far.lane(rewrite(ssrc=kind + at), way) for at, way in enumerate(ways)))
            for kind in (0, 1000)
        ]
        far.fan_out.forward([(tracks[0], sound), (tracks[1], picture)], NOW)
        far.fan_out.flush()
        assert len(far.received(100)) == 100
    assert far.counters == {"datagrams_out": 1500}


def test_each_stream_keeps_its_order_where_two_leave_together(far: Far) -> None:
    way = far.way()
    tracks = [far.track(far.lane(rewrite(ssrc), way)) for ssrc in (1, 2)]
    far.fan_out.forward([(tracks[0], burst(200, 200, 200)), (tracks[1], burst(50))], NOW)
    far.fan_out.flush()
    assert [(data[11], data[3]) for data in far.received(4)] == [(1, 110), (1, 111), (1, 112), (2, 110)]


def test_what_the_kernel_has_no_room_for_is_held_back(far: Far) -> None:
    far.near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4608)
    far.send(burst(*[1100] * 60), far.lane())
    far.fan_out.flush()
    held = [data for _, _, part in far.held for data in part]
    assert far.counters["datagrams_out"] + len(held) + far.counters["drop_send_failed"] == 60


def test_nothing_overtakes_what_is_held_back(far: Far) -> None:
    what, how = burst(50, 60), rewrite()
    far.fan_out.block(0)
    far.send(what, far.lane(how))
    far.fan_out.flush()
    alike = cipher()
    made = [alike.protect_rtp(how.datagram(packet, 0)) for packet in what.packets]
    assert [(place, address, list(data)) for place, address, data in far.held] == [
        (0, far.path[1], made[:1]),
        (0, far.path[1], made[1:]),
    ]
    assert not far.counters["datagrams_out"]


def test_a_way_that_fails_is_counted_and_the_others_go_on(far: Far) -> None:
    broken = far.way(path=(0, ("255.255.255.255", 9)))
    far.send(burst(50), far.lane(way=broken), far.lane())
    far.fan_out.flush()
    assert len(far.received(1)) == 1
    assert far.counters["drop_send_failed"] == 1


def test_a_peer_behind_a_socket_that_it_does_not_know_must_be_served_otherwise(far: Far) -> None:
    lane = far.lane(way=far.way(path=(4, ("127.0.0.1", 9))))
    assert not lane.ready
    assert far.send(burst(50), far.lane(), lane) == [1]


def test_a_peer_that_has_gone_gets_nothing_more(far: Far) -> None:
    way = far.way()
    lane = far.lane(way=way)
    way.lead(None, None)
    assert far.send(burst(50), lane) == [0]


def test_a_peer_that_moves_gets_the_next_burst_at_its_new_address(far: Far) -> None:
    key = cipher()
    way = far.way(key, (0, ("127.0.0.1", 9)))
    lane = far.lane(way=way)
    far.send(burst(50), lane)
    way.lead(key, far.path)
    far.send(burst(60, first=11), lane)
    far.fan_out.flush()
    assert len(far.received(1)[0]) == 12 + 8 + 60 + 16


def test_a_header_that_is_too_long_is_refused(far: Far) -> None:
    assert not far.way().lane().follow(rewrite(block=bytes(40)))
