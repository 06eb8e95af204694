"""The far end of a pipe into a worker, for tests: SRTP over one socket, with keys made by the test."""

from __future__ import annotations

import asyncio
import base64
import secrets
from typing import Any

from pylibsrtp import Policy, Session

from tests.support.peer import AUDIO_SSRC, VIDEO_SSRC

CONTROL_SSRC, REPAIR_SSRC = 3333, 4444
#: An empty receiver report of `CONTROL_SSRC`.
HELLO = b"\x80\xc9\x00\x01" + CONTROL_SSRC.to_bytes(4, "big")


def camera_tracks(source: str = "u3/camera") -> list[dict[str, Any]]:
    """What `tests.support.stream.Camera` sends, as `open_pipe` declares it."""
    video = {"name": "H264", "payload_type": 102, "clock_rate": 90000, "rtx_payload_type": 103}
    audio = {"name": "OPUS", "payload_type": 111, "clock_rate": 48000, "channels": 2}
    return [
        {
            "producer": f"{source}/audio",
            "kind": "audio",
            "codecs": [audio],
            "encodings": [{"ssrc": AUDIO_SSRC}],
        },
        {
            "producer": f"{source}/video",
            "kind": "video",
            "codecs": [video | {"parameters": "packetization-mode=1;profile-level-id=42e01f"}],
            "encodings": [{"ssrc": VIDEO_SSRC, "rtx_ssrc": REPAIR_SSRC}],
        },
    ]


class PipeEnd(asyncio.DatagramProtocol):
    """Protects what it sends to `port` of loopback, and keeps the RTCP that comes back in `heard`."""

    def __init__(self, port: int) -> None:
        self.heard: list[bytes] = []
        self._address = ("127.0.0.1", port)
        self.keys = (secrets.token_bytes(28), secrets.token_bytes(28))
        self._sending = _session(self.keys[0], Policy.SSRC_ANY_OUTBOUND)
        self._receiving = _session(self.keys[1], Policy.SSRC_ANY_INBOUND)

    @property
    def declared(self) -> dict[str, Any]:
        """Its part of an `open_pipe`."""
        send, receive = (base64.b64encode(key).decode() for key in self.keys)
        return {"receive_key": send, "send_key": receive, "control_ssrc": CONTROL_SSRC}

    async def open(self) -> None:
        """Take a socket; again for another address."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))

    def send_rtp(self, packet: bytes) -> None:
        self._transport.sendto(self._sending.protect(packet), self._address)

    def send_rtcp(self, packet: bytes) -> None:
        self._transport.sendto(self._sending.protect_rtcp(packet), self._address)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        self.heard.append(self._receiving.unprotect_rtcp(data))

    def close(self) -> None:
        self._transport.close()


def _session(key: bytes, direction: int) -> Session:
    return Session(Policy(key=key, ssrc_type=direction, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_128_GCM))
