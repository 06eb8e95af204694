"""Datagrams to one address leave by few system calls, and arrive as they were."""

import asyncio
import socket
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.transport import segments
from media.transport.segments import runs
from media.transport.udp import UdpPort, open_sockets

FRAME = [bytes([number]) * (1120 - (number > 3)) for number in range(7)]


def sizes(packets: list[bytes]) -> list[list[int]]:
    return [[len(data) for data in run] for run in runs(packets)]


def test_equal_packets_are_one_run() -> None:
    assert sizes([b"abc", b"def", b"ghi"]) == [[3, 3, 3]]


def test_a_shorter_packet_ends_a_run() -> None:
    assert sizes([b"abc", b"de", b"fg"]) == [[3, 2], [2]]


def test_a_longer_packet_begins_a_run() -> None:
    assert sizes([b"ab", b"ab", b"abc"]) == [[2, 2], [3]]


def test_a_run_is_no_longer_than_the_kernel_takes() -> None:
    assert [len(run) for run in runs([b"a"] * 150)] == [64, 64, 22]
    assert [len(run) for run in runs([bytes(1400)] * 50)] == [46, 4]


@given(st.lists(st.binary(max_size=5)))
def test_runs_keep_every_packet_in_its_place(packets: list[bytes]) -> None:
    found = list(runs(packets))
    assert [data for run in found for data in run] == packets
    for run in found:
        assert {len(data) for data in run[:-1]} <= {len(run[0])} and len(run[-1]) <= len(run[0])


@pytest.fixture
def far() -> socket.socket:
    far = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    far.bind(("127.0.0.1", 0))
    far.settimeout(5)
    return far


async def burst(far: socket.socket, counters: Counter[str]) -> list[bytes]:
    """What arrives of a frame that was sent in one turn of the loop."""
    port = UdpPort(open_sockets(["127.0.0.1"], 0), lambda batch, now: None, counters)
    for data in FRAME:
        port.send((0, far.getsockname()), data)
    await asyncio.sleep(0)
    port.close()
    with far:
        return [far.recv(2048) for _ in FRAME]


async def test_a_burst_arrives_as_the_datagrams_that_were_sent(far: socket.socket) -> None:
    counters: Counter[str] = Counter()
    assert await burst(far, counters) == FRAME
    assert counters["datagrams_out"] == len(FRAME)


async def test_a_kernel_that_cannot_segment_gets_them_one_by_one(
    far: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "_UDP_SEGMENT", 9999)
    assert await burst(far, Counter()) == FRAME


async def test_a_way_that_refuses_a_run_gets_them_one_by_one(
    far: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    counters: Counter[str] = Counter()
    # Beyond what a way may carry in one piece, the kernel refuses segments but not datagrams.
    monkeypatch.setattr("media.transport.udp.send_run", lambda *run: False)
    assert await burst(far, counters) == FRAME
    assert counters["datagrams_out"] == len(FRAME)
