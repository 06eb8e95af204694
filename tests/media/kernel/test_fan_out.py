"""The compiled loop sends the very datagrams that Python would, in as few pieces, and loses none silently."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from pylibsrtp import Policy

from media.kernel.build import build, compiler
from media.kernel.fan_out import FanOut
from media.kernel.library import load
from media.packets.burst import Burst, Rewrite
from media.packets.rtp import RtpPacket
from media.transport.path import Address, Path
from media.transport.srtp import LibSrtp, SrtpKeys
from tests.support.rtp import rtp

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")

GCM, AES_CM = Policy.SRTP_PROFILE_AEAD_AES_128_GCM, Policy.SRTP_PROFILE_AES128_CM_SHA1_80
SIZES = {GCM: 28, AES_CM: 30}
MASTER = random.Random(3).randbytes(30)
NUMBERED = bytes.fromhex("bede0002 41 0000 1035 000000")


def burst(*sizes: int, first: int = 10) -> Burst:
    packets = [rtp(first + at, 900, payload=bytes([at + 1]) * size) for at, size in enumerate(sizes)]
    return Burst([RtpPacket(data) for data in packets])


def rewrite(ssrc: int = 7, sequence_offset: int = 100) -> Rewrite:
    return Rewrite(0x90, 102, sequence_offset, 0xFFFFFFF0, ssrc, NUMBERED, True)


def cipher(profile: int = GCM) -> LibSrtp:
    key = MASTER[: SIZES[profile]]
    return LibSrtp(SrtpKeys(profile, receive=key, send=key))


class Line:
    """A fan-out with one socket, a far end on the loopback, and what was held back."""

    def __init__(self, host: str = "127.0.0.1", may_segment: bool = True) -> None:
        build()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.far = socket.socket(family, socket.SOCK_DGRAM)
        self.far.bind((host, 0))
        self.far.settimeout(2)
        self.near = socket.socket(family, socket.SOCK_DGRAM)
        self.near.setblocking(False)
        self.counters: Counter[str] = Counter()
        self.held: list[tuple[int, Address, Sequence[bytes]]] = []
        self.path: Path = (0, self.far.getsockname())
        kernel = load()
        assert kernel is not None, "it was compiled just now"
        self.fan_out = FanOut(
            kernel, [self.near], [may_segment], lambda *what: self.held.append(what), self.counters
        )

    def send(self, what: Burst, how: Rewrite, number: int = 500, key: LibSrtp | None = None) -> bool:
        return self.fan_out.add(what, how, number, key or cipher(), self.path)

    def received(self, count: int) -> list[bytes]:
        return [self.far.recv(2048) for _ in range(count)]

    def close(self) -> None:
        self.far.close()
        self.near.close()


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


@pytest.mark.parametrize("profile", [GCM, AES_CM])
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("may_segment", [True, False])
@pytest.mark.parametrize("first", [10, 65533])
def test_it_sends_what_python_would_send(profile: int, host: str, may_segment: bool, first: int) -> None:
    line, how, what = Line(host, may_segment), rewrite(), burst(700, 700, 700, 40, 900, first=first)
    line.send(what, how, 65534, cipher(profile))
    line.fan_out.flush()
    alike = cipher(profile)
    made = [alike.protect_rtp(how.datagram(packet, 65534 + at)) for at, packet in enumerate(what.packets)]
    assert line.received(5) == made
    assert line.counters["datagrams_out"] == 5
    line.close()


def test_without_a_number_the_extension_block_stays_as_it_is(line: Line) -> None:
    how = Rewrite(0x90, 111, 0, 0, 9, bytes.fromhex("bede0001 1035 0000"), False)
    what, alike = burst(80), cipher()
    line.send(what, how)
    line.fan_out.flush()
    assert line.received(1) == [alike.protect_rtp(how.datagram(what.packets[0], 1))]


def test_many_receivers_and_bursts_leave_by_one_flush(line: Line) -> None:
    keys = [cipher() for _ in range(150)]
    sound, picture = burst(80), burst(*[300] * 9)
    for number, key in enumerate(keys):
        line.send(sound, rewrite(ssrc=number), key=key)
        line.send(picture, rewrite(ssrc=1000 + number), key=key)
        if number % 10 == 9:
            line.fan_out.flush()
            assert len(line.received(100)) == 100
    assert line.counters == {"datagrams_out": 1500}


def test_what_the_kernel_has_no_room_for_is_held_back_in_order(line: Line) -> None:
    line.near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4608)
    what = burst(*[1100] * 60)
    line.send(what, rewrite())
    line.fan_out.flush()
    held = [data for _, _, part in line.held for data in part]
    assert line.counters["datagrams_out"] + len(held) + line.counters["drop_send_failed"] == 60


def test_a_way_that_fails_is_counted_and_the_others_go_on(line: Line) -> None:
    how, good = rewrite(ssrc=1), burst(50)
    assert line.fan_out.add(good, rewrite(ssrc=2), 0, cipher(), (0, ("255.255.255.255", 9)))
    line.send(good, how)
    line.fan_out.flush()
    assert len(line.received(1)) == 1
    assert line.counters["drop_send_failed"] == 1


def test_a_socket_that_it_does_not_know_must_be_served_otherwise(line: Line) -> None:
    assert not line.fan_out.add(burst(50), rewrite(), 0, cipher(), (4, ("127.0.0.1", 9)))
    line.fan_out.flush()
    assert not line.counters


def test_a_receiver_that_moves_gets_the_next_burst_at_its_new_address(line: Line) -> None:
    how, key = rewrite(), cipher()
    line.fan_out.add(burst(50), how, 0, key, (0, ("127.0.0.1", 9)))
    line.send(burst(50, first=11), how, key=key)
    line.fan_out.flush()
    assert len(line.received(1)) == 1
