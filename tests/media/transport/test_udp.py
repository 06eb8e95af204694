"""The UDP port drains batches, sends grouped by destination, and drops by count when the kernel is full."""

import asyncio
import itertools
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from media.transport.udp import LONGEST_BACKLOG, LONGEST_HOLD_S, Batch, UdpPort, open_sockets
from tests.support.waiting import until


@pytest.fixture
def far() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        far.bind(("127.0.0.1", 0))
        far.settimeout(5)
        yield far


def arrive(far: socket.socket) -> None:
    """Wait until all that `far` has sent is there: a busy kernel delivers later, but in order."""
    far.sendto(b"behind them", far.getsockname())
    while far.recv(99) != b"behind them":
        pass


async def test_what_came_together_is_handed_over_together(far: socket.socket) -> None:
    batches: list[Batch] = []
    port = UdpPort(open_sockets(["127.0.0.1"], 0), lambda batch, now: batches.append(batch), Counter())
    for number in range(10):
        far.sendto(bytes([number]), port.addresses[0])
    arrive(far)
    await until(lambda: batches)
    assert [data for data, _ in batches[0]] == [bytes([number]) for number in range(10)]
    assert batches[0][0][1] == (0, far.getsockname())
    port.close()


class Chain(UdpPort):
    """Each datagram makes the far end send the next, up to three; `held` says how many each flush sent."""

    def __init__(self, far: socket.socket) -> None:
        super().__init__(open_sockets(["127.0.0.1"], 0), self.answer, Counter())
        self.far, self.answered, self.held = far, 0, [0]
        far.sendto(b"first", self.addresses[0])

    def answer(self, batch: Batch, now: float) -> None:
        self.answered += len(batch)
        self.send(batch[0][1], b"answer")
        if self.answered < 3:
            self.far.sendto(b"next", self.addresses[0])
            arrive(self.far)

    def flush(self) -> None:
        super().flush()
        self.held.append(self.answered - sum(self.held))


async def test_what_comes_meanwhile_leaves_together_with_what_was_there(
    far: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is, all of it comes within the bound.
    monkeypatch.setattr("media.clock.now", lambda: 0.0)
    chain = Chain(far)
    await until(lambda: chain.answered == 3)
    assert chain.held == [0, 3]
    chain.close()


async def test_an_answer_is_held_no_longer_than_the_bound(
    far: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = itertools.count(0, LONGEST_HOLD_S)
    monkeypatch.setattr("media.clock.now", lambda: next(moments))
    chain = Chain(far)
    await until(lambda: chain.answered == 3)
    assert chain.held == [0, 1, 1, 1]
    chain.close()


async def test_answers_of_a_batch_leave_grouped_by_destination(far: socket.socket) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        other.settimeout(5)
        counters: Counter[str] = Counter()
        port = UdpPort(open_sockets(["127.0.0.1"], 0), lambda batch, now: None, counters)
        for number in range(4):
            port.send((0, (far if number % 2 else other).getsockname()), bytes([number]))
        await asyncio.sleep(0)
        assert [far.recv(9) for _ in range(2)] == [b"\x01", b"\x03"]
        assert [other.recv(9) for _ in range(2)] == [b"\x00", b"\x02"]
        assert counters["datagrams_out"] == 4
        port.close()


async def test_one_socket_serves_both_families() -> None:
    heard: list[bytes] = []
    port = UdpPort(open_sockets(["::"], 0), lambda batch, now: heard.extend(d for d, _ in batch), Counter())
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as near:
            near.sendto(host.encode(), (host, port.addresses[0][1]))
    await until(lambda: len(heard) == 2)
    assert set(heard) == {b"127.0.0.1", b"::1"}
    port.close()


def test_several_addresses_share_one_port() -> None:
    sockets = open_sockets(["127.0.0.1", "::1"], 0)
    assert len({each.getsockname()[1] for each in sockets}) == 1
    for each in sockets:
        each.close()


def test_a_port_that_is_taken_is_an_error() -> None:
    (taken,) = open_sockets(["127.0.0.1"], 0)
    with pytest.raises(OSError):
        open_sockets(["127.0.0.1"], taken.getsockname()[1])
    taken.close()


class Full:
    """A kernel that is full: a Unix socket whose reader sleeps blocks, where loopback never does."""

    def __init__(self, folder: FilePath) -> None:
        self.far = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.far.bind(str(folder / "far"))
        near = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        near.setblocking(False)
        self.counters: Counter[str] = Counter()
        self.port = UdpPort([near], lambda batch, now: None, self.counters)
        self.path = (0, str(folder / "far"))

    def send(self, count: int) -> None:
        for number in range(count):
            self.port.send(self.path, number.to_bytes(4, "big"))  # type: ignore[arg-type]
        self.port.flush()


async def test_what_the_kernel_does_not_take_waits_and_then_goes_in_order(tmp_path: FilePath) -> None:
    full = Full(tmp_path)
    full.send(200)
    full.send(5)
    received = []
    async with asyncio.timeout(5):
        while len(received) < 205:
            received.append(int.from_bytes(full.far.recv(9), "big"))
            await asyncio.sleep(0)
    assert received == [*range(200), *range(5)]
    full.port.close()
    full.far.close()


async def test_beyond_the_bound_packets_are_dropped_and_counted(tmp_path: FilePath) -> None:
    full = Full(tmp_path)
    full.send(LONGEST_BACKLOG + 1000)
    sent, dropped = full.counters["datagrams_out"], full.counters["drop_send_queue_full"]
    assert sent + LONGEST_BACKLOG + dropped == LONGEST_BACKLOG + 1000
    assert dropped > 0
    full.port.close()
    full.far.close()


async def test_a_destination_that_cannot_be_reached_is_counted() -> None:
    counters: Counter[str] = Counter()
    port = UdpPort(open_sockets(["127.0.0.1"], 0), lambda batch, now: None, counters)
    port.send((0, ("203.0.113.1", 9)), b"x")
    port.flush()
    assert counters["drop_send_failed"] == 1
    port.close()
