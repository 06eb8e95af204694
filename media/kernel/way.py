"""One peer's path out, as the compiled loop knows it."""

from __future__ import annotations

from collections.abc import Sequence

from media.kernel.lane import Lane
from media.kernel.library import Kernel
from media.kernel.names import name_of
from media.transport.path import Path
from media.transport.srtp import PacketCipher

#: Of a socket: its descriptor, its family, whether the kernel cuts what is sent through it.
Exit = tuple[int, int, bool]


class Way:
    """
    Leads lanes to where one peer is; `ready` while that is a place that the loop can send to.

    The cipher stays alive for as long as the loop may use it.
    """

    __slots__ = ("_cipher", "_exits", "_kernel", "_path", "_way")

    def __init__(self, kernel: Kernel, exits: Sequence[Exit]) -> None:
        self._kernel = kernel
        self._exits = exits
        self._way = kernel.ffi.new("struct way *")
        self._path: Path | None = None
        self._cipher: PacketCipher | None = None

    @property
    def ready(self) -> bool:
        return bool(self._way.ready)

    def lead(self, cipher: PacketCipher | None, path: Path | None) -> None:
        """Protect with this and send there from now on; `None` for not yet, or no more."""
        if cipher is self._cipher and path == self._path:
            return
        way, self._cipher, self._path = self._way, cipher, path
        session = cipher.sending_session if cipher is not None else 0
        way.ready = way.round = 0
        if path is None or not session or path[0] >= len(self._exits):
            return
        way.socket, family, way.may_segment = self._exits[path[0]]
        name = name_of(family, path[1])
        self._kernel.ffi.memmove(way.name, name, len(name))
        way.name_size, way.place = len(name), path[0]
        way.session = self._kernel.ffi.cast("void *", session)
        way.ready = 1

    def lane(self) -> Lane:
        """A new stream to this peer."""
        return Lane(self._kernel, self._way, self)
