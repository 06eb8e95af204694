"""The sources of media whose packets are decrypted where they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from media.kernel.library import Kernel
from media.kernel.names import name_of
from media.transport.path import Path
from media.transport.peer import Peer
from media.transport.srtp import unprotect_function


class KnownSources:
    """
    Who sends over which path under which SSRC; `peers` has them by the numbers of the intake.

    `learn` what has decrypted, `forget` whoever goes. It holds about two thousand
    sources: one more is served by hand.
    """

    def __init__(self, kernel: Kernel, families: Sequence[int]) -> None:
        self.directory = kernel.ffi.new("struct directory *")
        self.directory.unprotect = kernel.ffi.cast("void *", unprotect_function())
        self.peers: dict[int, Peer] = {}
        self._kernel = kernel
        self._families = families
        self._numbers: dict[Peer, dict[tuple[Path, bytes], int]] = {}
        self._next = 1

    def learn(self, data: bytes, path: Path, peer: Peer) -> None:
        """An encrypted packet that has come over this path was the peer's: the next of its kind are, too."""
        session = peer.receiving_session
        if not session or path[0] >= len(self._families) or 192 <= data[1] < 224:
            return
        source = self._source(path, data[8:12])
        source.session, source.number = self._kernel.ffi.cast("void *", session), self._next
        if self._kernel.functions.know(self.directory, source):
            self.peers[self._next] = peer
            self._numbers.setdefault(peer, {})[path, data[8:12]] = self._next
            self._next += 1

    def forget(self, peer: Peer, path: Path | None = None) -> None:
        """Leave a peer's packets as they come, those over one path or all. May be called again."""
        numbers = self._numbers.get(peer, {})
        for where, ssrc in [each for each in numbers if path in (None, each[0])]:
            self._kernel.functions.forget(self.directory, self._source(where, ssrc))
            del self.peers[numbers.pop((where, ssrc))]
        if not numbers:
            self._numbers.pop(peer, None)

    def _source(self, path: Path, ssrc: bytes) -> Any:
        source = self._kernel.ffi.new("struct known *")
        name = name_of(self._families[path[0]], path[1])
        source.place = path[0]
        self._kernel.ffi.memmove(source.name, name, len(name))
        self._kernel.ffi.memmove(source.ssrc, ssrc, 4)
        return source
