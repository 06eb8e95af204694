"""Decide as an ICE-lite agent (RFC 8445) whom we answer and to which address we send."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from media.packets.stun import BindingRequest, CheckSuccess, role_conflict, success
from media.transport.claims import Claims
from media.transport.path import Path, visible_address

# Checks that are remembered, to tell a copy; a browser that looks for a path sends so many in ten seconds.
_MOST_REMEMBERED = 256


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
    """
    What a check did.

    `MOVED` means that the address to send to has changed, `CLAIMED` that it will
    when the peer has answered one of the `questions` there, `COPIED` that the
    very check has come before from elsewhere.
    """

    REFUSED = "refused"
    COPIED = "copied"
    CONFLICT = "conflict"
    ANSWERED = "answered"
    CLAIMED = "claimed"
    MOVED = "moved"


class IceAgent:
    """
    Our side of one peer's ICE session.

    We answer checks and follow the controlling peer's choice. We send to the first
    path at once, but away from it only when the peer has proven by answering a
    check of ours that it is there: otherwise whoever saw one of its checks could
    draw the stream elsewhere. `remote` is what the peer's SDP says; a peer that
    says nothing is believed.

    Two generations of credentials may be valid during a restart: the peer goes
    on sending over the old pair until the new one works.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.current = credentials
        self.previous: Credentials | None = None
        self.path: Path | None = None
        self.remote: Credentials | None = None
        self._claims = Claims()
        self._remembered: dict[bytes, Path] = {}

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
        if self._is_copy(request, path):
            return Verdict.COPIED, None
        if request.peer_is_controlled:
            return Verdict.CONFLICT, role_conflict(request, credentials.password)
        answer = success(request, *visible_address(path), credentials.password)
        return self._follow(request, credentials, path), answer

    def found_at(self, path: Path) -> None:
        """Ask at this path, over which media of the peer has come: its own next check may be seconds away."""
        if self.path is not None and path != self.path and self.remote is not None:
            self._claims.note(path, self.previous or self.current, self.remote.ufrag)

    def questions(self) -> Iterator[tuple[Path, bytes]]:
        """Checks to send now, each over its path; ask again after a while, for they may be lost."""
        return self._claims.questions(self.remote)

    def receive_success(self, answer: CheckSuccess, path: Path) -> bool:
        """Take the answer to a question that came over `path`; whether the address to send to has changed."""
        claim = self._claims.prove(answer, path, self.remote)
        return claim is not None and self._adopt(path, claim.ours)

    def _credentials(self, ufrag: str) -> Credentials | None:
        for known in (self.current, self.previous):
            if known is not None and known.ufrag == ufrag:
                return known
        return None

    def _is_copy(self, request: BindingRequest, path: Path) -> bool:
        if self._remembered.setdefault(request.transaction_id, path) != path:
            return True
        if len(self._remembered) > _MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        return False

    def _follow(self, request: BindingRequest, credentials: Credentials, path: Path) -> Verdict:
        if not request.use_candidate:
            # Browsers send their first checks without USE-CANDIDATE; media may leave at once all the same.
            moved = self.path is None
            self.path = self.path or path
            return Verdict.MOVED if moved else Verdict.ANSWERED
        if self.path in (None, path) or self.remote is None:
            self._claims.clear()
            return Verdict.MOVED if self._adopt(path, credentials) else Verdict.ANSWERED
        self._claims.note(path, credentials, request.remote_ufrag)
        return Verdict.CLAIMED

    def _adopt(self, path: Path, credentials: Credentials) -> bool:
        """Send to this path, nominated under these credentials of ours; whether it is another one."""
        if credentials is self.current:
            self.previous = None
        moved = path != self.path
        self.path = path
        return moved
