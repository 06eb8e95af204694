"""Protect and unprotect RTP and RTCP (RFC 3711, RFC 7714); the only file that knows pylibsrtp."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib

# pylibsrtp's own buffer ends at 1356 bytes of plain packet; GStreamer sends 1400 by default.
LONGEST_PACKET = 2048
_TRAILER = 16 + 128 + 4

# A retransmission may come this many packets late and still count as new.
_REPLAY_WINDOW = 1024


class SrtpError(Exception):
    """A packet could not be protected or unprotected; `reason` is a drop's name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SrtpKeys:
    """What a DTLS handshake agreed on: libsrtp's profile number and key plus salt of each direction."""

    profile: int
    receive: bytes = field(repr=False)
    send: bytes = field(repr=False)


class PacketCipher(Protocol):
    """
    Both directions of one peer's protection. Every method raises `SrtpError`.

    `sending_session` and `receiving_session` are the addresses of libsrtp's sessions for a compiled
    loop, 0 if there are none.
    """

    @property
    def sending_session(self) -> int: ...
    @property
    def receiving_session(self) -> int: ...

    def protect_rtp(self, data: bytes) -> bytes: ...
    def protect_rtcp(self, data: bytes) -> bytes: ...
    def unprotect_rtp(self, data: bytes) -> bytes: ...
    def unprotect_rtcp(self, data: bytes) -> bytes: ...


# One loop, one packet at a time: all sessions share the memory that libsrtp works in.
_memory = ffi.new("char[]", LONGEST_PACKET + _TRAILER)
_view = ffi.buffer(_memory)
_length = ffi.new("int *")

# Looking a function up in the binding takes as long as a small call of it.
_protect_rtp, _protect_rtcp = lib.srtp_protect, lib.srtp_protect_rtcp
_unprotect_rtp, _unprotect_rtcp = lib.srtp_unprotect, lib.srtp_unprotect_rtcp

# libsrtp's srtp_err_status_t; anything else is a failure of its own.
_REASONS = {
    7: "srtp_authentication",
    8: "srtp_authentication",
    9: "srtp_replay",
    10: "srtp_replay",
}


def protect_function() -> int:
    """The address of libsrtp's function that protects an RTP packet in its place."""
    return int(ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_protect")))


def unprotect_function() -> int:
    """The address of libsrtp's function that unprotects an RTP packet in its place."""
    return int(ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_unprotect")))


def reason_of(status: int) -> str:
    """The drop's name for what libsrtp's functions give."""
    return _REASONS.get(status, "srtp_failure")


class LibSrtp:
    """libsrtp for one peer: one session to receive, one to send, any SSRC in each."""

    def __init__(self, keys: SrtpKeys) -> None:
        self._receiving = _session(keys.receive, keys.profile, Policy.SSRC_ANY_INBOUND)
        self._sending = _session(keys.send, keys.profile, Policy.SSRC_ANY_OUTBOUND)
        self._receive = self._receiving._srtp[0]
        self._send = self._sending._srtp[0]
        self.sending_session = int(ffi.cast("uintptr_t", self._send))
        self.receiving_session = int(ffi.cast("uintptr_t", self._receive))

    def protect_rtp(self, data: bytes) -> bytes:
        return _process(_protect_rtp, self._send, data)

    def protect_rtcp(self, data: bytes) -> bytes:
        return _process(_protect_rtcp, self._send, data)

    def unprotect_rtp(self, data: bytes) -> bytes:
        return _process(_unprotect_rtp, self._receive, data)

    def unprotect_rtcp(self, data: bytes) -> bytes:
        return _process(_unprotect_rtcp, self._receive, data)


def _session(key: bytes, profile: int, direction: int) -> Session:
    policy = Policy(key=key, ssrc_type=direction, srtp_profile=profile)
    # Lost packets are sent again under their own numbers where RTX is not negotiated.
    policy.allow_repeat_tx = True
    policy.window_size = _REPLAY_WINDOW
    return Session(policy)


def _process(function: Any, session: Any, data: bytes) -> bytes:
    size = len(data)
    if size > LONGEST_PACKET:
        raise SrtpError("packet_too_long")
    _view[0:size] = data
    _length[0] = size
    status = function(session, _memory, _length)
    if status:
        raise SrtpError(reason_of(status))
    plain: bytes = _view[0 : _length[0]]
    return plain
