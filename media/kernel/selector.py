"""Let an event loop sleep in the compiled part, which serves the doors meanwhile without waking Python."""

from __future__ import annotations

from selectors import EVENT_READ, DefaultSelector, SelectorKey
from typing import Any

from media.kernel.doors import Doors

_MOST_DOORS, _SOMETHING_ELSE = 16, 65536
_FOR_EVER_S = 3600.0
# Every receiver gives feedback ten times a second or more: looked at together it costs a fraction.
_PATIENCE_S = 0.01


class DoorSelector(DefaultSelector):
    """
    The selector of a worker's event loop (`post.c`), which on Linux is an epoll.

    What comes at the doors to which it attends and needs no thought goes on while the loop sleeps.
    Everything else, and all while it attends to none, is as with any other selector.
    """

    def __init__(self) -> None:
        super().__init__()
        self._doors: Doors | None = None
        self._sockets: list[int] = []
        self._await: Any = None
        self._post: Any = None

    def attend(self, doors: Doors) -> None:
        """Serve these from now on; a reader of each socket, which is there already, calls their `serve`."""
        structs = doors.structs
        if len(structs) > _MOST_DOORS:
            return
        self._post = doors.kernel.ffi.new("struct post *")
        self._post.epoll, self._post.door_count = self.fileno(), len(structs)
        for place, door in enumerate(structs):
            self._post.doors[place] = door
            door.patience = _PATIENCE_S
        self._sockets = [door.socket for door in structs]
        self._await = doors.kernel.functions.await_events
        self._doors = doors

    def leave(self) -> None:
        """Serve no doors any more; call it before their sockets are closed. May be called again."""
        self._doors = self._await = self._post = None

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """What is ready; of the doors those at which something has to be looked at."""
        if self._doors is None:
            return super().select(timeout)
        found = self._await(self._post, _FOR_EVER_S if timeout is None else timeout)
        ready = super().select(0) if found & _SOMETHING_ELSE else []
        if found & ~_SOMETHING_ELSE:
            pressing = (opened for place, opened in enumerate(self._sockets) if found >> place & 1)
            ready += [(self.get_key(opened), EVENT_READ) for opened in pressing]
        return ready
