"""The sources of media whose packets are decrypted where they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from media.kernel.library import Kernel
from media.kernel.names import name_of
from media.kernel.track import Track
from media.transport.path import Path
from media.transport.peer import Peer
from media.transport.srtp import unprotect_function


class _Source(NamedTuple):
    peer: Peer
    struct: Any
    #: Kept for as long as the intake may use it.
    track: Track | None


class KnownSources:
    """
    Who sends over which path under which SSRC, by the numbers that the intake gives.

    `learn` what has decrypted, `link` it to the track that its packets go on by, `forget`
    whoever goes. It holds about two thousand sources: one more is served by hand.
    """

    def __init__(self, kernel: Kernel, families: Sequence[int]) -> None:
        self.directory = kernel.ffi.new("struct directory *")
        self.directory.unprotect = kernel.ffi.cast("void *", unprotect_function())
        self._kernel = kernel
        self._families = families
        self._sources: dict[int, _Source] = {}
        self._numbers: dict[Peer, dict[tuple[Path, bytes], int]] = {}
        self._next = 1

    def __len__(self) -> int:
        return len(self._sources)

    def peer(self, number: int) -> Peer | None:
        """Whose packets these are; `None` if that one has gone since they came."""
        source = self._sources.get(number)
        return source.peer if source is not None else None

    def learn(self, data: bytes, path: Path, peer: Peer) -> None:
        """An encrypted packet that has come over this path was the peer's: the next of its kind are, too."""
        session = peer.receiving_session
        if not session or path[0] >= len(self._families) or 192 <= data[1] < 224:
            return
        ssrc = data[8:12]
        # Several may have come before the first of them was known.
        if (path, ssrc) in self._numbers.get(peer, {}):
            return
        source = self._source(path, ssrc)
        source.session, source.number = self._kernel.ffi.cast("void *", session), self._next
        if self._kernel.functions.know(self.directory, source):
            self._numbers.setdefault(peer, {})[path, ssrc] = self._next
            self._sources[self._next] = _Source(peer, source, None)
            self._next += 1

    def link(self, number: int, track: Track) -> None:
        """What comes of this source next goes on by this track."""
        source = self._sources.get(number)
        if source is not None and source.track is not track:
            source.struct.track = track.struct
            self._kernel.functions.know(self.directory, source.struct)
            self._sources[number] = source._replace(track=track)

    def forget(self, peer: Peer, path: Path | None = None) -> None:
        """Leave a peer's packets as they come, those over one path or all. May be called again."""
        numbers = self._numbers.get(peer, {})
        for where, ssrc in [each for each in numbers if path in (None, each[0])]:
            number = numbers.pop((where, ssrc))
            self._kernel.functions.forget(self.directory, self._sources.pop(number).struct)
        if not numbers:
            self._numbers.pop(peer, None)

    def _source(self, path: Path, ssrc: bytes) -> Any:
        source = self._kernel.ffi.new("struct known *")
        name = name_of(self._families[path[0]], path[1])
        source.place = path[0]
        self._kernel.ffi.memmove(source.name, name, len(name))
        self._kernel.ffi.memmove(source.ssrc, ssrc, 4)
        return source
