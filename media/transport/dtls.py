"""
Agree on SRTP keys by DTLS (RFC 5764); the only file that knows aiortc.

aiortc's `RTCDtlsTransport` does the handshake over our own ICE path. It is fed
DTLS records only, and its RTP side is never used: we take the keys from its TLS
connection. The private names this relies on are held by a contract test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiortc.rtcdtlstransport import (
    SRTP_AEAD_AES_128_GCM,
    SRTP_AES128_CM_SHA1_80,
    X509_DIGEST_ALGORITHMS,
    RTCCertificate,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    SRTPProtectionProfile,
)
from OpenSSL import SSL

from media.tasks import spawn
from media.transport.srtp import SrtpKeys

# GCM costs half of what AES_CM_SHA1 does; a client takes it only if the server prefers it.
_PROFILES = (SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80)

# A whole flight of ten fragments may come before the handshake's task gets its turn.
_LONGEST_QUEUE = 64

FINGERPRINT_ALGORITHMS = frozenset(X509_DIGEST_ALGORITHMS)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A certificate's digest as SDP writes it: lower-case algorithm, upper-case hexadecimal value."""

    algorithm: str
    value: str


class DtlsFailed(Exception):
    """The handshake ended without keys: wrong certificate, no common profile, or closed on the way."""


class _OneContext(RTCCertificate):
    """
    Makes one TLS context for all handshakes.

    aiortc makes one for each, and pyOpenSSL's contexts refer to themselves: they
    would stay until the garbage collector comes by, 30 kB for every peer.
    """

    _context: SSL.Context | None = None

    def _create_ssl_context(self, srtp_profiles: list[SRTPProtectionProfile]) -> SSL.Context:
        if self._context is None:
            self._context = super()._create_ssl_context(srtp_profiles)
            # It would remember the sessions of peers that never come back.
            self._context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        return self._context


class Certificate:
    """The certificate by which peers know this worker; one serves every transport."""

    def __init__(self) -> None:
        self.wrapped = _OneContext.generateCertificate()
        (sha256,) = (each for each in self.wrapped.getFingerprints() if each.algorithm == "sha-256")
        self.fingerprint = Fingerprint("sha-256", sha256.value)


def _ignore_record(data: bytes) -> None: ...


def _ignore_end() -> None: ...


class _Records:
    """What `RTCDtlsTransport` takes for its ICE transport: a bounded queue in, a function out."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._incoming: asyncio.Queue[bytes | None] = asyncio.Queue(_LONGEST_QUEUE)
        self._send_now = send
        self._closed = False

    def put(self, data: bytes) -> bool:
        try:
            self._incoming.put_nowait(data)
        except asyncio.QueueFull:
            return False
        return True

    def close(self) -> None:
        self._closed = True
        # Only an empty queue has a reader to wake; a full one is read up to the end first.
        if self._incoming.empty():
            self._incoming.put_nowait(None)

    def forget(self) -> None:
        """Send nothing more."""
        self._send_now = _ignore_record

    async def _recv(self) -> bytes:
        if self._closed and self._incoming.empty():
            raise ConnectionError
        data = await self._incoming.get()
        if data is None:
            raise ConnectionError
        return data

    async def _send(self, data: bytes) -> None:
        self._send_now(data)


class DtlsConnection:
    """
    One DTLS association with one peer; we are always the server.

    Feed it every datagram whose first byte is 20 to 63 for as long as the peer
    lives: `on_closed` is called when the peer says goodbye.
    """

    def __init__(
        self, certificate: Certificate, send: Callable[[bytes], None], on_closed: Callable[[], None]
    ) -> None:
        self._records = _Records(send)
        self._on_closed = on_closed
        # Our records stand in for aiortc's own ICE transport class.
        wrapped: Any = self._records
        self._dtls = RTCDtlsTransport(wrapped, [certificate.wrapped])
        self._dtls._set_role("server")
        self._dtls._srtp_profiles = list(_PROFILES)

    def receive(self, data: bytes) -> bool:
        """Take one datagram; `False` when the bounded queue is full and it was dropped."""
        return self._records.put(data)

    async def handshake(self, fingerprints: tuple[Fingerprint, ...]) -> SrtpKeys:
        """
        Wait for the peer's handshake and give the keys.

        Raises `DtlsFailed` when the peer's certificate has none of `fingerprints`,
        no SRTP profile is common, or `close` was called meanwhile.
        """
        expected = [RTCDtlsFingerprint(each.algorithm, each.value) for each in fingerprints]
        await self._dtls.start(RTCDtlsParameters(expected))
        if self._dtls.state != "connected":
            raise DtlsFailed(f"DTLS handshake ended {self._dtls.state}")
        self._dtls.on("statechange", self._state_changed)
        # aiortc's own SRTP sessions, a few kilobytes each, are never used.
        nothing: Any = None
        self._dtls._rx_srtp = self._dtls._tx_srtp = nothing
        return self._keys()

    def close(self) -> None:
        """Say goodbye to the peer, stop, and let go of the owner. May be called again."""
        self._on_closed = _ignore_end
        self._dtls.remove_all_listeners()
        if self._dtls.state in ("connecting", "connected"):
            spawn(self._say_goodbye(), name="dtls goodbye")
        else:
            self._records.forget()
        self._records.close()

    async def _say_goodbye(self) -> None:
        await self._dtls.stop()
        self._records.forget()

    def _keys(self) -> SrtpKeys:
        connection = self._dtls._ssl
        assert connection is not None, "a connected DTLS transport has a TLS connection"
        chosen = connection.get_selected_srtp_profile()
        (profile,) = (each for each in _PROFILES if each.openssl_profile == chosen)
        size = 2 * (profile.key_length + profile.salt_length)
        material = connection.export_keying_material(b"EXTRACTOR-dtls_srtp", size)
        return SrtpKeys(
            profile=profile.libsrtp_profile,
            receive=profile.get_key_and_salt(material, 0),
            send=profile.get_key_and_salt(material, 1),
        )

    def _state_changed(self) -> None:
        if self._dtls.state in ("closed", "failed"):
            self._on_closed()
