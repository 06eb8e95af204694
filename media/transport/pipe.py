"""A path to a process that we know: SRTP whose keys control has made, without ICE and DTLS."""

from __future__ import annotations

import base64
import binascii
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable

from media.packets.run import Run
from media.packets.stun import BindingRequest, CheckSuccess
from media.transport.path import Path, Send
from media.transport.srtp import LibSrtp, SrtpError, SrtpKeys
from media.transport.transport import CLOSED_AFTER_S, LOST_AFTER_S, State

_log = logging.getLogger("tongke.pipe")

#: AES-128 and GCM's salt (RFC 7714, section 12), and libsrtp's number of that profile.
KEY_BYTES = 16 + 12
_AEAD_AES_128_GCM = 7


class BadKey(ValueError):
    """A key is not the base64 of 28 bytes."""


def pipe_keys(receive: str, send: str) -> SrtpKeys:
    """The keys of our end of a pipe, each 28 bytes as base64. Raises `BadKey`."""
    try:
        keys = [base64.b64decode(key, validate=True) for key in (receive, send)]
    except (binascii.Error, ValueError):
        raise BadKey("a key is not base64") from None
    if any(len(key) != KEY_BYTES for key in keys) or keys[0] == keys[1]:
        raise BadKey(f"a pipe has two different keys of {KEY_BYTES} bytes")
    return SrtpKeys(_AEAD_AES_128_GCM, receive=keys[0], send=keys[1])


def _ignore(*what: object) -> None: ...


def _nowhere() -> None: ...


class Pipe:
    """
    One end of a pipe, with a transport's face: plain packets inside, datagrams outside.

    `where` gives the path to the other end, `None` while it is not known.
    `sources` are the SSRCs (four bytes) under which the other end sends: a
    datagram that decrypts under one of them proves whose it is. Silence means the
    same as on a transport, and nothing follows on `closed`.
    """

    def __init__(
        self,
        keys: SrtpKeys,
        sources: Collection[bytes],
        send: Send,
        where: Callable[[], Path | None],
        counters: Counter[str],
        now: float,
    ) -> None:
        self.state: State = "connecting"
        self.on_rtp: Callable[[bytes, float], None] = _ignore
        self.on_rtcp: Callable[[bytes, float], None] = _ignore
        self.on_state: Callable[[State, str], None] = _ignore
        self.on_closed: Callable[[], None] | None = None
        self.keys = keys
        self.sources = frozenset(sources)
        self._cipher = LibSrtp(keys)
        self._send = send
        self._where = where
        self._counters = counters
        self._heard = now

    @property
    def path(self) -> Path | None:
        """Where we send to, or `None` before anything has come."""
        return self._where()

    def send_rtp(self, data: bytes) -> None:
        """Protect and queue one RTP packet; dropped and counted while there is no way to send it."""
        self._protect(data, self._cipher.protect_rtp)

    def send_rtcp(self, data: bytes) -> None:
        """Protect and queue one compound RTCP packet, like `send_rtp`."""
        self._protect(data, self._cipher.protect_rtcp)

    def knock(self, paths: Iterable[Path], data: bytes) -> None:
        """Send one compound RTCP packet over each path, while it is not known which one leads there."""
        for path in paths:
            self._send(path, self._cipher.protect_rtcp(data))

    def _protect(self, data: bytes, protect: Callable[[bytes], bytes]) -> None:
        path = self._where() if self.state not in ("closed", "failed") else None
        if path is None:
            self._counters["drop_not_connected"] += 1
            return
        try:
            self._send(path, protect(data))
        except SrtpError as error:
            self._counters["drop_" + error.reason] += 1

    def tick(self, now: float) -> None:
        """Watch for silence: `lost` after 5 s, the end after 30 s."""
        silence = now - self._heard
        if silence > CLOSED_AFTER_S:
            self._end("failed" if self.state == "connecting" else "closed", "silent")
        elif self.state == "connected" and silence > LOST_AFTER_S:
            self._enter("lost", "silent")

    def close(self, reason: str = "closed") -> None:
        """Forget the other end, which control tells. May be called again."""
        self._end("closed", reason)

    # ---- what the demultiplexer calls ----

    def receive_check(self, request: BindingRequest, path: Path, now: float) -> bytes | None:
        """Refuse connectivity checks: a pipe is known by its keys."""
        return None

    def receive_success(self, answer: CheckSuccess, path: Path, now: float) -> bool:
        """Know of no check that this could answer."""
        return False

    def found_at(self, path: Path, now: float) -> None:
        """Need no proof: the answers go to where the last of the other end came from."""

    def receive_dtls(self, data: bytes, now: float) -> None:
        """Drop what only a stranger sends here."""
        self._counters["drop_unknown_protocol"] += 1

    def receive_media(self, data: bytes, now: float) -> bool:
        """Decrypt an SRTP or SRTCP packet and hand it inside; `False` if it was dropped."""
        if len(data) < 12 or self.state in ("closed", "failed"):
            self._counters["drop_malformed_rtp"] += 1
            return False
        is_rtcp = 192 <= data[1] < 224
        cipher = self._cipher
        try:
            plain = cipher.unprotect_rtcp(data) if is_rtcp else cipher.unprotect_rtp(data)
        except SrtpError as error:
            self._counters["drop_" + error.reason] += 1
            return False
        self._hear(now)
        (self.on_rtcp if is_rtcp else self.on_rtp)(plain, now)
        return True

    @property
    def receiving_session(self) -> int:
        """The address of libsrtp's session for what comes; 0 while there is none."""
        return self._cipher.receiving_session if self.state == "connected" else 0

    def receive_plain(self, run: Run, now: float) -> None:
        """Hand packets inside that are decrypted already."""
        self._hear(now)
        for plain in run.packets:
            self.on_rtp(plain, now)

    def ssrc_seen(self, ssrc: bytes) -> bool:
        """Whether the other end sends under this SSRC (four bytes)."""
        return ssrc in self.sources

    # ---- inside ----

    def _hear(self, now: float) -> None:
        self._heard = now
        if self.state != "connected":
            self._enter("connected", "")

    def _end(self, state: State, reason: str) -> None:
        if self.state in ("closed", "failed"):
            return
        if self.on_closed is not None:
            self.on_closed()
        self._enter(state, reason)
        self._let_go()

    def _let_go(self) -> None:
        """Refer no more to the owner, which refers to us: only the garbage collector would part us."""
        self.on_rtp = self.on_rtcp = _ignore
        self.on_state, self.on_closed = _ignore, None
        self._where = _nowhere

    def _enter(self, state: State, reason: str) -> None:
        _log.debug("pipe: %s -> %s %s", self.state, state, reason)
        self.state = state
        self.on_state(state, reason)
