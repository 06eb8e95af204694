"""The emulated line does what it is told, and the same each time."""

import pytest

from tests.support.network import Bursts, Conditions, Network


def arrivals(conditions: Conditions, packets: int = 2000, seed: int = 1) -> list[int]:
    """The numbers of the packets that arrive, in their order, of one sent every 10 ms."""
    network = Network(conditions, seed)
    for number in range(packets):
        network.send(number.to_bytes(4, "big") + bytes(96), number * 0.01)
    return [int.from_bytes(data[:4], "big") for data in network.receive(1e9)]


def test_the_same_seed_gives_the_same_line():
    bad = Conditions(loss=0.1, jitter=0.05, reorder=0.1, duplicate=0.1)
    assert arrivals(bad, seed=7) == arrivals(bad, seed=7)
    assert arrivals(bad, seed=7) != arrivals(bad, seed=8)


def test_losses_are_as_many_as_told():
    assert 2000 - len(arrivals(Conditions(loss=0.1))) == pytest.approx(200, abs=40)


def test_bursts_lose_neighbours():
    got = set(arrivals(Conditions(bursts=Bursts(enter=0.01, leave=0.2))))
    lost = [number for number in range(2000) if number not in got]
    neighbours = sum(number + 1 in lost for number in lost)
    assert neighbours / len(lost) == pytest.approx(0.8, abs=0.1)


def test_jitter_alone_keeps_the_order():
    got = arrivals(Conditions(jitter=0.1))
    assert got == sorted(got)
    assert arrivals(Conditions(reorder=0.2)) != got


def test_a_full_queue_drops():
    network = Network(Conditions(rate=80_000, queue=1000, delay=0.0))
    for _ in range(100):
        network.send(bytes(100), now=0.0)
    assert len(network.receive(0.055)) == 5
    assert len(network.receive(1e9)) + 5 + network.lost == 100
    assert network.lost > 80


def test_runs_lose_so_many_neighbours_and_so_many_of_all():
    got = set(arrivals(Conditions(loss=0.05, run=(3, 8)), packets=20_000))
    lost = [number for number in range(20_000) if number not in got]
    first = [number for number in lost if number in got or number - 1 in got]
    assert len(lost) / 20_000 == pytest.approx(0.05, abs=0.01)
    assert len(lost) / len(first) == pytest.approx(5.5, abs=0.6)


def test_a_cut_line_says_so_and_loses_everything():
    network = Network(Conditions())
    network.cut = True
    assert not network.send(b"into the void", 0.0)
    network.cut = False
    assert network.send(b"heard", 0.0)
    assert network.receive(1.0) == [b"heard"]
    assert network.dropped == {"cut": 1}


def test_the_next_arrival_tells_when_to_look_again():
    network = Network(Conditions(delay=0.05))
    assert network.next_arrival is None
    network.send(b"x", 1.0)
    assert network.next_arrival == pytest.approx(1.05)
