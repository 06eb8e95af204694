"""Find out whose datagram arrived: by username fragment, by address, or by the source that it continues."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from media.packets.run import Run
from media.packets.stun import MalformedStun, is_success, parse_check, parse_success
from media.transport.allowance import Allowance
from media.transport.path import Path, Send
from media.transport.peer import Peer

_log = logging.getLogger("tongke.demultiplexer")

# A peer's interfaces times our addresses; the oldest path beyond this is forgotten.
_MOST_PATHS = 32

# Datagrams from unknown addresses that are worth an attempt to decrypt, per second.
# A moved publisher needs one; a flood may not cost more than this.
_ATTEMPTS_PER_SECOND = 50


class Known(Protocol):
    """Whoever reads, and decrypts what comes of known sources at once (`media.kernel.known`)."""

    def learn(self, data: bytes, path: Path, peer: Peer) -> None: ...
    def forget(self, peer: Peer, path: Path | None = None) -> None: ...


class Demultiplexer:
    """
    The table from datagrams to transports (RFC 7983), pure but for the peers it calls.

    Nothing that arrives can raise out of `receive`: what is not understood is
    dropped and counted under `drop_REASON`. Media that has found its peer is made
    `known`, and the next comes decrypted to `receive_run`.
    """

    def __init__(self, send: Send, counters: Counter[str], known: Known | None = None) -> None:
        self._send = send
        self._known = known
        self._counters = counters
        self._by_ufrag: dict[str, Peer] = {}
        self._by_path: dict[Path, Peer] = {}
        self._paths: dict[Peer, list[Path]] = {}
        self._trial: tuple[Peer, Path] | None = None
        self._attempts = Allowance(_ATTEMPTS_PER_SECOND)

    def add(self, ufrag: str, peer: Peer) -> None:
        """Lead checks for `ufrag` to `peer`, besides those that already do."""
        self._by_ufrag[ufrag] = peer
        self._paths.setdefault(peer, [])

    def await_sources(self, peer: Peer) -> None:
        """Look for a peer that no fragment leads to: `ssrc_seen` tells what comes from it."""
        self._paths.setdefault(peer, [])

    def remove_ufrag(self, ufrag: str) -> None:
        """Forget one fragment of a peer that stays."""
        self._by_ufrag.pop(ufrag, None)

    def remove(self, peer: Peer) -> None:
        """Forget a peer, its fragments and its paths. May be called again."""
        for ufrag in [known for known, owner in self._by_ufrag.items() if owner is peer]:
            del self._by_ufrag[ufrag]
        if self._known is not None:
            self._known.forget(peer)
        for path in self._paths.pop(peer, []):
            if self._by_path.get(path) is peer:
                del self._by_path[path]

    def leads_to(self, path: Path) -> Peer | None:
        """The peer that what comes over `path` goes to."""
        return self._by_path.get(path)

    def path_of(self, peer: Peer) -> Path | None:
        """The path over which the peer was found last, or `None`."""
        if self._trial is not None and self._trial[0] is peer:
            return self._trial[1]
        paths = self._paths.get(peer)
        return paths[-1] if paths else None

    def forget(self, path: Path) -> None:
        """Lead nothing over a path that cannot be used again. Unknown ones do no harm."""
        peer = self._by_path.pop(path, None)
        if peer is not None:
            self._paths[peer].remove(path)
            self._unknow(path, peer)

    def _unknow(self, path: Path, peer: Peer) -> None:
        if self._known is not None:
            self._known.forget(peer, path)

    def receive_batch(self, batch: Iterable[tuple[bytes, Path]], now: float) -> None:
        """Handle what one wake-up of the socket brought."""
        for data, path in batch:
            try:
                self.receive(data, path, now)
            except Exception:
                # One peer's packet must not stop the packets of all the others.
                self._counters["drop_internal_error"] += 1
                _log.exception("cannot handle a datagram of %d bytes", len(data))

    def receive_run(self, peer: Peer, run: Run, now: float) -> Any:
        """Hand decrypted packets of one source to its peer; gives the track of what comes next."""
        try:
            return peer.receive_plain(run, now)
        except Exception:
            self._counters["drop_internal_error"] += 1
            _log.exception("cannot handle %d packets", len(run.packets))
            return None

    def receive(self, data: bytes, path: Path, now: float) -> None:
        """Handle one datagram that came over `path` at `now` (Unix seconds)."""
        first = data[0] if data else 255
        if 128 <= first < 192:
            peer = self._by_path.get(path)
            if peer is not None:
                if peer.receive_media(data, now) and self._known is not None:
                    self._known.learn(data, path, peer)
            else:
                self._receive_from_unknown(data, path, now)
        elif first < 4 and is_success(data):
            self._receive_success(data, path, now)
        elif first < 4:
            self._receive_check(data, path, now)
        elif 20 <= first < 64:
            self._receive_dtls(data, path, now)
        else:
            self._counters["drop_unknown_protocol"] += 1

    def _receive_check(self, data: bytes, path: Path, now: float) -> None:
        try:
            request = parse_check(data)
        except MalformedStun:
            self._counters["drop_malformed_stun"] += 1
            return
        peer = self._by_ufrag.get(request.local_ufrag)
        if peer is None:
            self._counters["drop_unknown_ufrag"] += 1
            return
        answer = peer.receive_check(request, path, now)
        if answer is None:
            return
        self.learn(path, peer)
        self._counters["checks_answered"] += 1
        self._send(path, answer)

    def _receive_success(self, data: bytes, path: Path, now: float) -> None:
        peer = self._by_path.get(path)
        if peer is None:
            self._counters["drop_unknown_address"] += 1
            return
        try:
            answer = parse_success(data)
        except MalformedStun:
            self._counters["drop_malformed_stun"] += 1
            return
        if not peer.receive_success(answer, path, now):
            self._counters["drop_unasked_answer"] += 1

    def _receive_dtls(self, data: bytes, path: Path, now: float) -> None:
        peer = self._by_path.get(path)
        if peer is None:
            self._counters["drop_unknown_address"] += 1
        else:
            peer.receive_dtls(data, now)

    def _receive_from_unknown(self, data: bytes, path: Path, now: float) -> None:
        # A changed address is used as soon as media from it proves the sender: the
        # peer's next check may be 2.5 s away, and viewers would see a frozen picture.
        if self._attempts.take(now):
            # The sender of RTCP stands four bytes earlier than RTP's (RFC 5761: packet types 192 to 223).
            ssrc = data[4:8] if len(data) > 1 and 192 <= data[1] < 224 else data[8:12]
            for peer in self._paths:
                if peer.ssrc_seen(ssrc) and self._takes(peer, data, path, now):
                    return
        self._counters["drop_unknown_address"] += 1

    def _takes(self, peer: Peer, data: bytes, path: Path, now: float) -> bool:
        # A pipe that hears for the first time answers at once, and asks where to.
        self._trial = peer, path
        try:
            taken = peer.receive_media(data, now)
        finally:
            self._trial = None
        if taken:
            self.learn(path, peer)
            peer.found_at(path, now)
        return taken

    def learn(self, path: Path, peer: Peer) -> None:
        """Lead what comes over `path` to `peer` from now on; a peer's oldest path beyond 32 is forgotten."""
        if self._by_path.get(path) is peer:
            return
        before = self._by_path.get(path)
        if before is not None:
            self._unknow(path, before)
        self._by_path[path] = peer
        paths = self._paths.setdefault(peer, [])
        paths.append(path)
        if len(paths) > _MOST_PATHS:
            oldest = paths.pop(0)
            if self._by_path.get(oldest) is peer:
                del self._by_path[oldest]
                self._unknow(oldest, peer)
