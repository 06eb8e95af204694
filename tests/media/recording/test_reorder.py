"""The order of packets, on both sides of every wrap."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable

import pytest

from media.packets.rtp import RtpPacket
from media.recording.reorder import Arrived, Lost, Reorder

STARTS = [0, 1, 32767, 32768, 65533, 65534, 65535]


def packet(sequence: int) -> RtpPacket:
    return RtpPacket.parse(struct.pack("!BBHII", 0x80, 96, sequence & 0xFFFF, 0, 1) + b"x")


def told(items: Iterable[Arrived | Lost], start: int) -> list[int | str]:
    """Places counted from `start`, and losses as `-count`."""
    return [
        f"-{item.count}" if isinstance(item, Lost) else (item.packet.sequence - start) & 0xFFFF
        for item in items
    ]


@pytest.mark.parametrize("start", STARTS)
def test_packets_in_order_pass_at_once(start: int) -> None:
    reorder = Reorder()
    assert [told(reorder.push(packet(start + n), n), start) for n in range(4)] == [[0], [1], [2], [3]]


@pytest.mark.parametrize("start", STARTS)
def test_early_packet_waits_for_the_one_before_it(start: int) -> None:
    reorder = Reorder(patience=0.6)
    told(reorder.push(packet(start), 0.0), start)
    assert told(reorder.push(packet(start + 2), 0.1), start) == []
    assert told(reorder.push(packet(start + 1), 0.6), start) == [1, 2]


@pytest.mark.parametrize("start", STARTS)
def test_missing_packets_are_given_up_after_a_time(start: int) -> None:
    reorder = Reorder(patience=0.6)
    told(reorder.push(packet(start), 0.0), start)
    told(reorder.push(packet(start + 4), 0.1), start)
    assert told(reorder.expire(0.69), start) == []
    assert told(reorder.expire(0.71), start) == ["-3", 4]


def test_what_came_is_told_with_the_time_it_came() -> None:
    reorder = Reorder()
    list(reorder.push(packet(0), 0.0))
    list(reorder.push(packet(2), 0.1))
    arrived = list(reorder.push(packet(1), 0.3))
    assert [item.at for item in arrived if isinstance(item, Arrived)] == [0.3, 0.1]


def test_duplicates_and_latecomers_are_counted() -> None:
    reorder = Reorder()
    for sequence in (0, 1, 1, 0, 3, 3):
        list(reorder.push(packet(sequence), 0.0))
    assert reorder.late == 3


def test_single_stray_packet_changes_nothing() -> None:
    reorder = Reorder()
    list(reorder.push(packet(0), 0.0))
    assert list(reorder.push(packet(20_000), 0.0)) == []
    assert told(reorder.push(packet(1), 0.0), 0) == [1]
    assert reorder.strange == 1


def test_stream_that_goes_on_elsewhere_is_followed() -> None:
    reorder = Reorder()
    list(reorder.push(packet(0), 0.0))
    list(reorder.push(packet(20_000), 0.0))
    assert told(reorder.push(packet(20_001), 0.0), 0) == ["-1", 20_001]
    assert told(reorder.push(packet(20_002), 0.0), 0) == [20_002]


@pytest.mark.parametrize("seed", range(10))
def test_any_disorder_within_patience_comes_out_in_order(seed: int) -> None:
    chance = random.Random(seed)
    start = chance.randrange(65536)
    arrivals = sorted(
        (number * 0.01 + chance.uniform(0, 0.3) * (number > 0), number) for number in range(500)
    )
    reorder = Reorder(patience=0.6)
    out = [
        place for at, number in arrivals for place in told(reorder.push(packet(start + number), at), start)
    ]
    assert out == list(range(500))
