"""One peer's path for media: ICE-lite, DTLS and SRTP put together, with the peer's liveness."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from media.kernel.way import Way
from media.packets.run import Run
from media.packets.stun import BindingRequest, CheckSuccess
from media.tasks import spawn
from media.transport.allowance import Allowance
from media.transport.demultiplexer import Demultiplexer
from media.transport.dtls import Certificate, DtlsConnection, DtlsFailed, Fingerprint
from media.transport.greeting import Greeting
from media.transport.ice import Credentials, IceAgent, Verdict
from media.transport.path import Path, Send
from media.transport.srtp import LibSrtp, PacketCipher, SrtpError

_log = logging.getLogger("tongke.transport")

State = Literal["connecting", "connected", "lost", "closed", "failed"]

# A browser checks every 2.5 s: two checks in a row have failed.
LOST_AFTER_S = 5.0
# RFC 7675 gives consent up after 30 s; a restart within them needs no new handshake.
CLOSED_AFTER_S = 30.0

# A browser that looks for a path checks every 50 ms over each of a few pairs.
_ANSWERS_PER_SECOND = 200

# libsrtp keeps a stream per source for ever; a browser uses a few for each thing it publishes.
_MOST_SOURCES = 256


def _ignore(*what: object) -> None: ...


class Transport:
    """
    A path to one peer; plain RTP and RTCP on its inside, datagrams on its outside. `way` is the same path
    for a compiled loop, where there is one.

    The owner sets the callbacks, shows `credentials` to the peer by SDP, calls
    `start` with the fingerprints of the peer's SDP and `tick` now and then.
    `on_state` is told every change of `state`; after `closed` or `failed` nothing follows. `on_moved` is told
    when the address that we send to has changed, or has room again after pictures had to be left out.

    With a `predecessor` it answers under the credentials that were last shown to that one's peer:
    whoever took up our offer turned out to be somebody new.
    """

    def __init__(
        self,
        certificate: Certificate,
        demultiplexer: Demultiplexer,
        send: Send,
        counters: Counter[str],
        now: float,
        predecessor: Transport | None = None,
        way: Way | None = None,
    ) -> None:
        self.state: State = "connecting"
        self.on_rtp: Callable[[bytes, float], None] = _ignore
        #: Takes packets of one SSRC that came together.
        self.on_run: Callable[[Run, float], Any] = _ignore
        self.on_rtcp: Callable[[bytes, float], None] = _ignore
        self.on_state: Callable[[State, str], None] = _ignore
        self.on_moved: Callable[[float], None] = _ignore
        self.fingerprints: tuple[Fingerprint, ...] = ()
        self._demultiplexer = demultiplexer
        self._send = send
        self.way = way
        self._counters = counters
        self._heard = now
        self._answers = Allowance(_ANSWERS_PER_SECOND)
        self._sources: set[bytes] = set()
        self._greeting = Greeting()
        self._cipher: PacketCipher | None = None
        self._dtls = DtlsConnection(certificate, self._send_record, self._said_goodbye)
        self._agent: IceAgent = (
            predecessor._agent.successor() if predecessor else IceAgent(Credentials.generate())
        )
        demultiplexer.add(self._agent.current.ufrag, self)
        if self._agent.path is not None:
            demultiplexer.learn(self._agent.path, self)

    @property
    def credentials(self) -> Credentials:
        """What our SDP says to the peer."""
        return self._agent.current

    @property
    def path(self) -> Path | None:
        """Where we send to, or `None` before the first valid check."""
        return self._agent.path

    @property
    def round_trip(self) -> float | None:
        """Seconds that the handshake's first round trip took; `None` before it."""
        return self._greeting.round_trip

    def start(self, fingerprints: tuple[Fingerprint, ...]) -> None:
        """Await the handshake of a peer with one of these certificates. Called once."""
        assert not self.fingerprints, "a transport has one DTLS association"
        self.fingerprints = fingerprints
        spawn(self._shake_hands(fingerprints), name="dtls handshake")

    def restart_ice(self) -> None:
        """Take new credentials; the keys and, until the peer has moved over, the old path stay."""
        before = self._agent.ufrags
        self._agent.restart(Credentials.generate())
        self._demultiplexer.add(self._agent.current.ufrag, self)
        self._retire(before)

    def meet(self, remote: Credentials | None) -> None:
        """Know the peer by what its last description says; it can prove then where it is."""
        self._agent.remote = remote
        self._ask()

    def send_rtp(self, data: bytes) -> None:
        """Protect and queue one RTP packet; dropped and counted while there is no way to send it."""
        self._protect(data, self._cipher.protect_rtp if self._cipher is not None else None)

    def send_rtcp(self, data: bytes) -> None:
        """Protect and queue one compound RTCP packet, like `send_rtp`."""
        self._protect(data, self._cipher.protect_rtcp if self._cipher is not None else None)

    def _protect(self, data: bytes, protect: Callable[[bytes], bytes] | None) -> None:
        path = self._agent.path
        if protect is None or path is None:
            self._counters["drop_not_connected"] += 1
            return
        try:
            self._send(path, protect(data))
        except SrtpError as error:
            self._counters["drop_" + error.reason] += 1

    def tick(self, now: float) -> None:
        """Watch for silence: `lost` after 5 s, the end after 30 s. Ask again where the peer may be."""
        self._ask()
        silence = now - self._heard
        if silence > CLOSED_AFTER_S:
            self._end("failed" if self.state == "connecting" else "closed", "silent")
        elif self.state == "connected" and silence > LOST_AFTER_S:
            self._enter("lost", "silent")
        elif self.state == "lost" and silence <= LOST_AFTER_S:
            self._enter("connected", "")

    def close(self, reason: str = "closed") -> None:
        """Say goodbye to the peer and forget it. May be called again."""
        self._end("closed", reason)

    # ---- what the demultiplexer calls ----

    def receive_check(self, request: BindingRequest, path: Path, now: float) -> bytes | None:
        """Answer a connectivity check and follow the peer's choice of address."""
        ufrags = self._agent.ufrags
        verdict, answer = self._agent.receive_check(request, path)
        if answer is None:
            copied = verdict is Verdict.COPIED
            self._counters["drop_copied_check" if copied else "drop_wrong_password"] += 1
            return None
        self._heard = now
        self._retire(ufrags)
        self._lead()
        if verdict is Verdict.MOVED:
            self.on_moved(now)
        elif verdict is Verdict.CLAIMED:
            self._ask()
        if not self._answers.take(now):
            self._counters["drop_check_too_often"] += 1
            return None
        return answer

    def receive_success(self, answer: CheckSuccess, path: Path, now: float) -> bool:
        """Move over to where the peer has answered a check of ours."""
        ufrags = self._agent.ufrags
        if not self._agent.receive_success(answer, path):
            return False
        self._heard = now
        self._retire(ufrags)
        self._lead()
        self.on_moved(now)
        return True

    def found_at(self, path: Path, now: float) -> None:
        """Ask the peer to prove that it is where its media came from."""
        self._agent.found_at(path)
        self._ask()

    def receive_dtls(self, data: bytes, now: float) -> None:
        """Queue a DTLS datagram for the association."""
        if self.state == "connecting":
            self._greeting.hear(data, now)
        if not self._dtls.receive(data):
            self._counters["drop_dtls_queue_full"] += 1

    def receive_media(self, data: bytes, now: float) -> bool:
        """Decrypt an SRTP or SRTCP packet and hand it inside; `False` if it was dropped."""
        cipher = self._cipher
        if cipher is None or len(data) < 12:
            self._counters["drop_malformed_rtp" if cipher else "drop_not_connected"] += 1
            return False
        # RFC 5761: the packet types 192 to 223 are RTCP.
        is_rtcp = 192 <= data[1] < 224
        source = data[4:8] if is_rtcp else data[8:12]
        known = source in self._sources
        if not known and len(self._sources) >= _MOST_SOURCES:
            self._counters["drop_too_many_sources"] += 1
            return False
        try:
            plain = cipher.unprotect_rtcp(data) if is_rtcp else cipher.unprotect_rtp(data)
        except SrtpError as error:
            self._counters["drop_" + error.reason] += 1
            return False
        self._heard = now
        if not known:
            self._sources.add(source)
        (self.on_rtcp if is_rtcp else self.on_rtp)(plain, now)
        return True

    @property
    def receiving_session(self) -> int:
        """The address of libsrtp's session for what comes; 0 while there is none."""
        return self._cipher.receiving_session if self._cipher is not None else 0

    def receive_plain(self, run: Run, now: float) -> Any:
        """Hand packets inside that are decrypted already."""
        self._heard = now
        return self.on_run(run, now)

    def relieved(self, now: float) -> None:
        """The path that we send to has room again, after pictures were left out on it."""
        self.on_moved(now)

    def ssrc_seen(self, ssrc: bytes) -> bool:
        """Whether this SSRC (four bytes) has come from the peer and decrypted."""
        return ssrc in self._sources

    # ---- inside ----

    def _lead(self) -> None:
        if self.way is not None:
            self.way.lead(self._cipher, self._agent.path)

    def _ask(self) -> None:
        for path, question in self._agent.questions():
            self._send(path, question)

    def _retire(self, ufrags: tuple[str, ...]) -> None:
        for retired in set(ufrags).difference(self._agent.ufrags):
            self._demultiplexer.remove_ufrag(retired)

    async def _shake_hands(self, fingerprints: tuple[Fingerprint, ...]) -> None:
        try:
            keys = await self._dtls.handshake(fingerprints)
        except DtlsFailed as error:
            self._end("failed", str(error))
            return
        if self.state == "connecting":
            self._cipher = LibSrtp(keys)
            self._lead()
            self._enter("connected", "")

    def _send_record(self, data: bytes) -> None:
        if self._agent.path is not None:
            self._send(self._agent.path, data)

    def _said_goodbye(self) -> None:
        self._end("closed", "closed by the peer")

    def _end(self, state: State, reason: str) -> None:
        if self.state in ("closed", "failed"):
            return
        self._cipher = None
        self._lead()
        self._demultiplexer.remove(self)
        self._dtls.close()
        self._enter(state, reason)
        self._let_go()

    def _let_go(self) -> None:
        """Refer no more to the owner, which refers to us: only the garbage collector would part us."""
        self.on_rtp = self.on_run = self.on_rtcp = self.on_state = self.on_moved = _ignore

    def _enter(self, state: State, reason: str) -> None:
        _log.debug("transport %s: %s -> %s %s", self.credentials.ufrag, self.state, state, reason)
        self.state = state
        self.on_state(state, reason)
