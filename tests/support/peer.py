"""
A bare WebRTC peer without codecs: ICE checks, DTLS client, SRTP, and whatever packets the test makes up.

It costs little, so that one process can be fifty receivers; and it shares no
code with the media worker, so that the two can't be wrong in the same way.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from typing import Any

from aioice import stun
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from aiortc.rtcdtlstransport import SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80

H264 = (
    "a=rtpmap:102 H264/90000\r\n"
    "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
)
FEEDBACK = "a=rtcp-fb:102 nack\r\na=rtcp-fb:102 nack pli\r\na=rtcp-fb:102 ccm fir\r\n"
OPUS = "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
AUDIO_SSRC, VIDEO_SSRC = 1111, 2222
CHECK_EVERY = 2.0  # seconds between consent checks


class Datagrams:
    """What aiortc's DTLS asks of an ICE transport: datagrams in, datagrams out."""

    role, state = "controlling", "completed"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self.inbox: asyncio.Queue[bytes | None] = asyncio.Queue(200)
        self._send_now = send

    async def _recv(self) -> bytes:
        data = await self.inbox.get()
        if data is None:
            raise ConnectionError
        return data

    async def _send(self, data: bytes) -> None:
        self._send_now(data)


class Peer(asyncio.DatagramProtocol):
    """One peer: `offer()`, then `await connect(answer)`, then `send_rtp` or `on_datagram`."""

    def __init__(self, direction: str, certificate: RTCCertificate | None = None) -> None:
        self.direction = direction
        self.ufrag, self.password = secrets.token_hex(4), secrets.token_hex(16)
        self.certificate = certificate or RTCCertificate.generateCertificate()
        self.ice = Datagrams(self._send)
        self.dtls: Any = RTCDtlsTransport(self.ice, [self.certificate])
        self.checked = asyncio.Event()
        self.on_datagram: Callable[[bytes], None] = lambda data: None
        self._tasks: list[asyncio.Task[None]] = []

    def offer(self) -> str:
        """The SDP of one audio and one H.264 video m-line, sent or received by us."""
        fingerprint = self.certificate.getFingerprints()[0]
        head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
        common = (
            f"c=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=ice-ufrag:{self.ufrag}\r\na=ice-pwd:{self.password}\r\n"
            f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}\r\na=setup:actpass\r\n"
            f"a={self.direction}\r\n"
        )
        sent = self.direction == "sendonly"
        audio = f"a=msid:stream audio\r\na=ssrc:{AUDIO_SSRC} cname:peer\r\n" if sent else ""
        video = f"a=msid:stream video\r\na=ssrc:{VIDEO_SSRC} cname:peer\r\n" if sent else ""
        return (
            f"{head}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n{common}a=mid:0\r\n{OPUS}{audio}"
            f"m=video 9 UDP/TLS/RTP/SAVPF 102\r\n{common}a=mid:1\r\n{H264}{FEEDBACK}{video}"
        )

    async def connect(self, answer: str, timeout: float = 10) -> None:
        """Check, shake hands, and take the keys; raises `TimeoutError` if the other side stays silent."""
        self._remote_ufrag = _field(answer, r"a=ice-ufrag:(\S+)")
        self._remote_password = _field(answer, r"a=ice-pwd:(\S+)")
        self._address = _candidate(answer)
        # The server is on this machine: its own address reaches it from where it can answer.
        self._transport = await self._open((self._address[0], 0))
        self._tasks.append(asyncio.create_task(self._check_for_ever()))
        async with asyncio.timeout(timeout):
            await self.checked.wait()
            self.dtls._set_role("client")
            self.dtls._srtp_profiles = [SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80]
            algorithm, value = _field(answer, r"a=fingerprint:(\S+ \S+)").split()
            await self.dtls.start(RTCDtlsParameters([RTCDtlsFingerprint(algorithm, value)]))
        if self.dtls.state != "connected":
            raise ConnectionError(f"DTLS is {self.dtls.state}")

    async def _open(self, local: tuple[str, int]) -> Any:
        """A socket at this address: something with `sendto`, `close` and `abort`."""
        loop = asyncio.get_running_loop()
        return (await loop.create_datagram_endpoint(lambda: self, local_addr=local))[0]

    def send_rtp(self, packet: bytes) -> None:
        self._send(self.dtls._tx_srtp.protect(packet))

    def send_rtcp(self, packet: bytes) -> None:
        self._send(self.dtls._tx_srtp.protect_rtcp(packet))

    def unprotect(self, datagram: bytes) -> bytes:
        """Decrypt one received RTP datagram."""
        return bytes(self.dtls._rx_srtp.unprotect(datagram))

    def unprotect_rtcp(self, datagram: bytes) -> bytes:
        """Decrypt one received RTCP datagram."""
        return bytes(self.dtls._rx_srtp.unprotect_rtcp(datagram))

    async def close(self) -> None:
        await self.dtls.stop()
        for task in self._tasks:
            task.cancel()
        self._transport.close()

    def vanish(self) -> None:
        """Disappear without a word, as a killed browser does."""
        for task in (*self._tasks, self.dtls._task):
            if task is not None:
                task.cancel()
        self._transport.abort()

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        first = data[0]
        if 127 < first < 192:
            self.on_datagram(data)
        elif 19 < first < 64:
            self.ice.inbox.put_nowait(data)
        elif first < 2:
            self._take_check(stun.parse_message(data), address)

    def _take_check(self, message: stun.Message, address: tuple[str, int]) -> None:
        """Servers that are not ICE-lite check us too, and send nothing before they are answered."""
        if message.message_class == stun.Class.RESPONSE:
            self.checked.set()
        elif message.message_class == stun.Class.REQUEST:
            answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, message.transaction_id)
            answer.attributes["XOR-MAPPED-ADDRESS"] = address
            answer.add_message_integrity(self.password.encode())
            answer.add_fingerprint()
            self._transport.sendto(bytes(answer), address)

    async def _check_for_ever(self) -> None:
        while True:
            self._check()
            await asyncio.sleep(CHECK_EVERY if self.checked.is_set() else 0.1)

    def _check(self) -> None:
        message = stun.Message(message_method=stun.Method.BINDING, message_class=stun.Class.REQUEST)
        message.attributes["USERNAME"] = f"{self._remote_ufrag}:{self.ufrag}"
        message.attributes["PRIORITY"] = 1853693695
        message.attributes["ICE-CONTROLLING"] = 1
        message.attributes["USE-CANDIDATE"] = None
        message.add_message_integrity(self._remote_password.encode())
        message.add_fingerprint()
        self._send(bytes(message))

    def _send(self, data: bytes) -> None:
        self._transport.sendto(data, self._address)


def _field(sdp: str, pattern: str) -> str:
    found = re.search(pattern, sdp)
    assert found, f"the answer lacks {pattern}"
    return found.group(1)


def _candidate(sdp: str) -> tuple[str, int]:
    """The first IPv4 UDP candidate, on loopback if there is one."""
    found = re.findall(r"a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) ", sdp, re.IGNORECASE)
    assert found, "the answer has no IPv4 UDP candidate"
    address, port = next((row for row in found if row[0].startswith("127.")), found[0])
    return address, int(port)
