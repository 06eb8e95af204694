"""The compiled loops with a far end on the loopback, for tests."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Sequence

from pylibsrtp import Policy

from media.kernel.build import build
from media.kernel.doors import Doors
from media.kernel.lane import Lane
from media.kernel.library import Kernel, load
from media.kernel.track import Track
from media.kernel.way import Way
from media.packets.burst import Burst, Rewrite
from media.packets.rtp import RtpPacket
from media.transport.path import Address, Path
from media.transport.srtp import LibSrtp, SrtpKeys
from tests.support.rtp import rtp

GCM, AES_CM = Policy.SRTP_PROFILE_AEAD_AES_128_GCM, Policy.SRTP_PROFILE_AES128_CM_SHA1_80
SIZES = {GCM: 28, AES_CM: 30}
MASTER = random.Random(3).randbytes(30)
NUMBERED = bytes.fromhex("bede0002 41 0000 1035 000000")
PLAIN = bytes.fromhex("bede0001 1035 0000")
NOW = 1_790_000_000.0


def kernel() -> Kernel:
    build()
    loaded = load()
    assert loaded is not None, "it was compiled just now"
    return loaded


def burst(*sizes: int, first: int = 10) -> Burst:
    packets = [rtp(first + at, 900, payload=bytes([at + 1]) * size) for at, size in enumerate(sizes)]
    return Burst([RtpPacket(data) for data in packets])


def rewrite(ssrc: int = 7, block: bytes = PLAIN, is_numbered: bool = False) -> Rewrite:
    return Rewrite(0x90, 102, 100, 0xFFFFFFF0, ssrc, block, is_numbered)


def cipher(profile: int = GCM) -> LibSrtp:
    key = MASTER[: SIZES[profile]]
    return LibSrtp(SrtpKeys(profile, receive=key, send=key))


class Far:
    """Doors with one socket, a far end, and what was held back."""

    def __init__(self, host: str = "127.0.0.1", may_segment: bool = True) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.far = socket.socket(family, socket.SOCK_DGRAM)
        self.far.bind((host, 0))
        self.far.settimeout(2)
        self.near = socket.socket(family, socket.SOCK_DGRAM)
        self.near.bind((host, 0))
        self.near.setblocking(False)
        self.counters: Counter[str] = Counter()
        self.held: list[tuple[int, Address, Sequence[bytes]]] = []
        self.path: Path = (0, self.far.getsockname())
        self.doors = Doors(
            kernel(),
            [self.near],
            [may_segment],
            lambda *what: self.held.append(what),
            lambda: None,
            self.counters,
            0.004,
        )
        self.fan_out = self.doors.fan_out

    def way(self, key: LibSrtp | None = None, path: Path | None = None) -> Way:
        way = self.fan_out.way()
        way.lead(key or cipher(), path or self.path)
        return way

    def lane(self, how: Rewrite | None = None, way: Way | None = None) -> Lane:
        lane = (way or self.way()).lane()
        assert lane.follow(how or rewrite())
        return lane

    def track(self, *lanes: Lane) -> Track:
        track = self.fan_out.track(has_pictures=True)
        track.carry(lanes)
        return track

    def send(self, what: Burst, *lanes: Lane) -> list[int]:
        """The places of the lanes that could not take it."""
        return self.fan_out.forward([(self.track(*lanes), what)], NOW)[0]

    def received(self, count: int) -> list[bytes]:
        return [self.far.recv(2048) for _ in range(count)]

    def close(self) -> None:
        self.far.close()
        self.near.close()
