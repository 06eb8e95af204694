"""A peer whose socket is emptied at one wake-up, and that knows when the kernel took each datagram."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any

from aiortc import RTCCertificate

from tests.support.peer import Peer

_SO_TIMESTAMPNS = 35  # asm-generic; Python has no name for it
_TIMESPEC = struct.Struct("@qq")
_ANCILLARY = socket.CMSG_SPACE(_TIMESPEC.size)
_BUFFER = 1 << 20

Arrive = Callable[[bytes, float, tuple[str, int]], None]


class DrainedSocket:
    """
    A UDP socket that calls `arrive(data, arrived, address)` for everything that is there.

    `arrived` is Unix time, stamped by the kernel as the datagram came: what this
    process was late is not in it.
    """

    def __init__(self, local: tuple[str, int], arrive: Arrive) -> None:
        self._arrive = arrive
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._socket.bind(local)
        self.sendto = self._socket.sendto
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket.fileno(), self._drain)

    def close(self) -> None:
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()

    abort = close

    def _drain(self) -> None:
        receive, unpack, arrive = self._socket.recvmsg, _TIMESPEC.unpack, self._arrive
        try:
            while True:
                data, ancillary, _, address = receive(2048, _ANCILLARY)
                seconds, nanoseconds = unpack(ancillary[0][2])
                arrive(data, seconds + nanoseconds / 1e9, address)
        except (BlockingIOError, ConnectionRefusedError):
            return


class DrainedPeer(Peer):
    """
    `on_packet(data, arrived)` is called with every RTP and RTCP datagram, still encrypted.

    A server may send before our end of the handshake is over: what cannot be decrypted yet is lost.
    """

    def __init__(self, direction: str, certificate: RTCCertificate | None = None) -> None:
        super().__init__(direction, certificate)
        self.on_packet: Callable[[bytes, float], None] = lambda data, arrived: None

    async def _open(self, local: tuple[str, int]) -> Any:
        return DrainedSocket(local, self._arrive)

    def _arrive(self, data: bytes, arrived: float, address: tuple[str, int]) -> None:
        if 127 < data[0] < 192:
            if self.dtls._rx_srtp is not None:
                self.on_packet(data, arrived)
        else:
            self.datagram_received(data, address)
