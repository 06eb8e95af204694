"""The compiled intake reads what `recvfrom` would read, and decrypts what comes of known sources."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from media import clock
from media.kernel.build import compiler
from media.kernel.doors import Doors
from media.kernel.intake import Intake
from media.kernel.names import address_of, name_of
from media.packets.run import Run
from tests.media.kernel.far import Far, cipher, kernel
from tests.media.transport.test_demultiplexer import FakePeer
from tests.support.rtp import rtp

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")


def intake(opened: socket.socket, number: int = 0) -> Intake:
    compiled = kernel()
    doors = Doors(compiled, [opened], [False], lambda *held: None, lambda: None, Counter(), 0.004)
    return Intake(compiled, opened, number, doors.known, doors.fan_out, 0.004)


@pytest.mark.parametrize(
    ("near", "far"), [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1")], ids=["4", "6", "both"]
)
def test_datagrams_come_in_order_with_the_path_that_recvfrom_would_tell(near: str, far: str) -> None:
    with (
        socket.socket(socket.AF_INET6 if ":" in near else socket.AF_INET, socket.SOCK_DGRAM) as opened,
        socket.socket(socket.AF_INET6 if ":" in far else socket.AF_INET, socket.SOCK_DGRAM) as sender,
    ):
        if near == "::":
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        opened.bind((near, 0))
        sent = [bytes([number]) * (number * 5) for number in range(80)]
        target = (far, opened.getsockname()[1])
        sender.sendto(b"first", target)
        _, address = opened.recvfrom(2048)
        for each in sent:
            sender.sendto(each, target)
        reader = intake(opened, 3)
        assert [reader.serve(), reader.serve(), reader.serve()] == [64, 16, 0]
        taken = reader.look()
        assert taken is not None
        assert [data for data, _ in taken.batch] == sent
        assert {path for _, path in taken.batch} == {(3, address)}
        assert reader.look() is None


class Peer(FakePeer):
    """Whose packets are decrypted by this session."""

    def __init__(self) -> None:
        super().__init__()
        self.cipher = cipher()

    @property
    def receiving_session(self) -> int:
        return self.cipher.receiving_session


class Door:
    """Doors of one socket, and a peer who sends there."""

    def __init__(self) -> None:
        self.far = Far()
        self.doors, self.counters, self.path = self.far.doors, self.far.counters, self.far.path
        self.runs: list[tuple[object, list[bytes]]] = []
        self.batch: list[bytes] = []
        self.came: list[float] = []
        self.doors.receive_run = self._note
        self.doors.take = lambda batch, at: self.batch.extend(data for data, _ in batch)
        self.sending = cipher()

    def _note(self, peer: object, run: Run, at: float) -> None:
        self.runs.append((peer, list(run.packets)))
        self.came += run.came

    def throw(self, data: bytes) -> None:
        self.far.far.sendto(data, self.far.near.getsockname())

    def send(self, *packets: bytes) -> list[bytes]:
        encrypted = [self.sending.protect_rtp(each) for each in packets]
        for each in encrypted:
            self.throw(each)
        return encrypted

    def learn(self, peer: Peer, ssrc: int) -> None:
        self.doors.known.learn(rtp(1, ssrc=ssrc), self.path, peer)

    def read(self) -> tuple[list[bytes], list[tuple[object, list[bytes]]]]:
        """What came as it came, and the runs of known sources."""
        self.runs, self.batch = [], []
        self.doors.serve(0)
        return self.batch, self.runs


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    yield door
    door.far.close()


def test_packets_of_known_sources_come_decrypted_and_together(door: Door) -> None:
    peer = Peer()
    door.learn(peer, 7)
    door.learn(peer, 8)
    plain = [rtp(number, ssrc=ssrc) for ssrc in (7, 8) for number in range(3)]
    door.send(*plain)
    assert door.read() == ([], [(peer, plain[:3]), (peer, plain[3:])])


def test_packets_that_waited_have_come_when_the_machine_received_them(door: Door) -> None:
    door.learn(Peer(), 7)
    began = clock.now()
    for number in range(3):
        door.send(rtp(number, ssrc=7))
        time.sleep(0.02)
    door.read()
    first, second, third = door.came
    assert began < first < third - 0.04 < clock.now() - 0.06
    assert first + 0.02 < second < third - 0.02


def test_what_nobody_knows_comes_as_it_is(door: Door) -> None:
    door.learn(Peer(), 7)
    unknown = door.send(rtp(1, ssrc=9))
    door.throw(b"\x80\xc8 a report")
    assert door.read() == ([*unknown, b"\x80\xc8 a report"], [])


def test_a_forged_packet_is_counted_and_goes_no_further(door: Door) -> None:
    door.learn(Peer(), 7)
    door.throw(rtp(1, ssrc=7))
    assert door.read() == ([], [])
    assert door.counters["drop_srtp_authentication"] == 1


def test_a_replayed_packet_is_counted_and_goes_no_further(door: Door) -> None:
    peer = Peer()
    door.learn(peer, 7)
    (sent,) = door.send(rtp(1, ssrc=7))
    door.throw(sent)
    assert door.read() == ([], [(peer, [rtp(1, ssrc=7)])])
    assert door.counters["drop_srtp_replay"] == 1


def test_whoever_is_forgotten_is_nobody_again_and_others_stay(door: Door) -> None:
    peers = [Peer() for _ in range(400)]
    for ssrc, peer in enumerate(peers):
        door.learn(peer, ssrc)
    for peer in peers[::2]:
        door.doors.known.forget(peer)
    for ssrc in range(400):
        encrypted = door.send(rtp(1, ssrc=ssrc))
        batch, runs = door.read()
        assert (
            (batch, len(runs)) == (encrypted, 0)
            if ssrc % 2 == 0
            else (batch, runs[0][0]) == ([], peers[ssrc])
        )


def test_a_path_that_is_forgotten_leaves_the_others(door: Door) -> None:
    peer, elsewhere = Peer(), (0, ("127.0.0.1", 9))
    door.learn(peer, 7)
    door.doors.known.learn(rtp(1, ssrc=7), elsewhere, peer)
    door.doors.known.forget(peer, elsewhere)
    door.send(rtp(1, ssrc=7))
    assert len(door.read()[1]) == 1


def test_a_source_too_many_is_left_as_it_comes(door: Door) -> None:
    peer = Peer()
    for ssrc in range(2100):
        door.learn(peer, ssrc)
    assert len(door.doors.known) == 2048


@pytest.mark.parametrize(
    ("family", "address"),
    [
        (socket.AF_INET, ("192.0.2.7", 40000)),
        (socket.AF_INET6, ("2001:db8::5", 40000, 0, 0)),
        (socket.AF_INET6, ("::ffff:192.0.2.7", 9, 0, 0)),
        (socket.AF_INET6, ("fe80::1%lo", 9, 0, 1)),
    ],
)
def test_an_address_survives_the_systems_form(family: int, address: tuple[object, ...]) -> None:
    assert address_of(name_of(family, address)) == address
