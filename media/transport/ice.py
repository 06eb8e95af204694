"""Decide as an ICE-lite agent (RFC 8445) whom we answer and to which address we send."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum

from media.packets.stun import BindingRequest, role_conflict, success
from media.transport.path import Path, visible_address


@dataclass(frozen=True, slots=True)
class Credentials:
    """A username fragment and the password that belongs to it; the password is a secret."""

    ufrag: str
    password: str

    @classmethod
    def generate(cls) -> Credentials:
        """Make fresh ones: 48 random bits name the agent, 128 protect it (RFC 8839 asks for 24 and 128)."""
        return cls(ufrag=secrets.token_hex(6), password=secrets.token_hex(16))

    def __repr__(self) -> str:
        return f"Credentials(ufrag={self.ufrag!r})"


class Verdict(Enum):
    """What a check did: `MOVED` means that the address to send to has changed."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    ANSWERED = "answered"
    MOVED = "moved"


class IceAgent:
    """
    Our side of one peer's ICE session.

    We never check; we answer checks and follow the controlling peer's choice.
    Two generations of credentials may be valid during a restart: the peer goes
    on sending over the old pair until the new one works.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.current = credentials
        self.previous: Credentials | None = None
        self.path: Path | None = None

    @property
    def ufrags(self) -> tuple[str, ...]:
        """The fragments under which checks may reach this agent, newest first."""
        return tuple(known.ufrag for known in (self.current, self.previous) if known is not None)

    def restart(self, credentials: Credentials) -> None:
        """
        Use new credentials from now on, besides those over which the peer last nominated a pair.

        Of several restarts that the peer did not follow, the last one counts.
        """
        if self.previous is None:
            self.previous = self.current
        self.current = credentials

    def successor(self) -> IceAgent:
        """The agent of a new peer that took up our last description in this one's place."""
        agent = IceAgent(self.current)
        # While the last generation is valid, nobody has nominated a path under the current one.
        agent.path = self.path if self.previous is None else None
        return agent

    def receive_check(self, request: BindingRequest, path: Path) -> tuple[Verdict, bytes | None]:
        """
        Judge a check that came over `path`; give the verdict and the answer to send back there.

        A check that we cannot authenticate is never answered: its sender's address
        may be forged, and the answer would hit somebody else.
        """
        credentials = self._credentials(request.local_ufrag)
        if credentials is None or not request.is_authentic(credentials.password):
            return Verdict.REFUSED, None
        if request.peer_is_controlled:
            return Verdict.CONFLICT, role_conflict(request, credentials.password)
        answer = success(request, *visible_address(path), credentials.password)
        moved = self._follow(request, credentials, path)
        return (Verdict.MOVED if moved else Verdict.ANSWERED), answer

    def _credentials(self, ufrag: str) -> Credentials | None:
        for known in (self.current, self.previous):
            if known is not None and known.ufrag == ufrag:
                return known
        return None

    def _follow(self, request: BindingRequest, credentials: Credentials, path: Path) -> bool:
        # Browsers send their first checks without USE-CANDIDATE; media may leave at once all the same.
        if self.path is not None and not request.use_candidate:
            return False
        if credentials is self.current and request.use_candidate:
            self.previous = None
        moved = path != self.path
        self.path = path
        return moved
