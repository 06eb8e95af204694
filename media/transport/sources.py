"""The demultiplexer's view of peers that are known by what they send, not by a check."""

from __future__ import annotations

from collections import Counter

from media.transport.demultiplexer import Demultiplexer, Peer
from media.transport.path import Path, Send


class SourceDemultiplexer(Demultiplexer):
    """Also finds pipes, which no username fragment leads to, and says where each peer was found."""

    def __init__(self, send: Send, counters: Counter[str]) -> None:
        super().__init__(send, counters)
        self._trial: tuple[Peer, Path] | None = None

    def await_sources(self, peer: Peer) -> None:
        """Look at what comes from unknown addresses for what `peer` knows by `ssrc_seen`."""
        self._paths.setdefault(peer, [])

    def path_of(self, peer: Peer) -> Path | None:
        """The path over which the peer was found last, or `None`."""
        if self._trial is not None and self._trial[0] is peer:
            return self._trial[1]
        paths = self._paths.get(peer)
        return paths[-1] if paths else None

    def _receive_from_unknown(self, data: bytes, path: Path, now: float) -> None:
        # The sender of RTCP stands four bytes earlier than RTP's (RFC 5761: packet types 192 to 223).
        ssrc = data[4:8] if len(data) > 1 and 192 <= data[1] < 224 else data[8:12]
        if self._may_attempt(now):
            for peer in self._paths:
                if peer.ssrc_seen(ssrc) and self._takes(peer, data, path, now):
                    return
        self._counters["drop_unknown_address"] += 1

    def _takes(self, peer: Peer, data: bytes, path: Path, now: float) -> bool:
        # Whoever hears for the first time wants to answer at once, and is asked nothing but where to.
        self._trial = peer, path
        try:
            taken = peer.receive_media(data, now)
        finally:
            self._trial = None
        if taken:
            self.learn(path, peer)
            peer.found_at(path, now)
        return taken
