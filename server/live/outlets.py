"""Where a room's words go: the open websockets and the WHIP requests, by their session."""

from __future__ import annotations

from typing import Protocol

from signaling.messages import ServerMessage


class Outlet(Protocol):
    """One session's way out; both calls return at once and never raise."""

    def send(self, message: ServerMessage) -> None: ...

    def close(self) -> None:
        """Close after what was sent before."""


class Silence:
    """The outlet of a WHEP player, or of a WHIP client that has had its answer: nobody listens there."""

    def send(self, message: ServerMessage) -> None:
        return None

    def close(self) -> None:
        return None


class Outlets:
    """All sessions of one room. What is said to a session that is gone is not heard."""

    def __init__(self) -> None:
        self._outlets: dict[str, Outlet] = {}

    def open(self, session: str, outlet: Outlet) -> None:
        self._outlets[session] = outlet

    def forget(self, session: str) -> None:
        self._outlets.pop(session, None)

    def send(self, session: str, message: ServerMessage) -> None:
        outlet = self._outlets.get(session)
        if outlet is not None:
            outlet.send(message)

    def close(self, session: str) -> None:
        outlet = self._outlets.pop(session, None)
        if outlet is not None:
            outlet.close()

    def close_all(self, message: ServerMessage) -> None:
        """Say a last word to everybody, and close; they are forgotten as their sockets end."""
        for outlet in self._outlets.values():
            outlet.send(message)
            outlet.close()

    def __contains__(self, session: str) -> bool:
        return session in self._outlets

    def __len__(self) -> int:
        return len(self._outlets)
