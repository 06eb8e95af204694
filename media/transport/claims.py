"""Remember where a peer is said to have moved, until it has proven that it is there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from media.packets.stun import CheckSuccess, check
from media.transport.path import Path

if TYPE_CHECKING:
    from media.transport.ice import Credentials

# A peer's interfaces; of more at once the oldest is given up.
_MOST_CLAIMS = 4
# How often an address is asked for each time that somebody names it: one that was forged hears little of us.
_MOST_QUESTIONS = 3


@dataclass(slots=True)
class Claim:
    """Somebody who knows `ours` has said that the peer with the fragment `remote_ufrag` is at `path`."""

    path: Path
    ours: Credentials
    remote_ufrag: str
    transaction_id: bytes = field(default_factory=lambda: secrets.token_bytes(12))
    asked: int = 0


class Claims:
    """
    The unproven paths of one peer, the one named last at the end.

    A check may have been copied on its way and sent again from elsewhere, or bear
    somebody else's address. Only the peer, and only where it is, can answer ours.
    """

    def __init__(self) -> None:
        self._by_path: dict[Path, Claim] = {}

    def note(self, path: Path, ours: Credentials, remote_ufrag: str) -> None:
        """Take the path for where the peer probably is; a path that is known already becomes the last."""
        claim = self._by_path.pop(path, None)
        if claim is None or (claim.ours, claim.remote_ufrag) != (ours, remote_ufrag):
            claim = Claim(path, ours, remote_ufrag)
        claim.asked = 0
        self._by_path[path] = claim
        if len(self._by_path) > _MOST_CLAIMS:
            del self._by_path[next(iter(self._by_path))]

    def questions(self, remote: Credentials | None) -> Iterator[tuple[Path, bytes]]:
        """What to send where now; nothing for a peer whose password is not known (yet)."""
        for claim in self._by_path.values():
            if remote is not None and claim.remote_ufrag == remote.ufrag and claim.asked < _MOST_QUESTIONS:
                claim.asked += 1
                yield claim.path, check(claim.ours.ufrag, remote.ufrag, remote.password, claim.transaction_id)

    def prove(self, answer: CheckSuccess, path: Path, remote: Credentials | None) -> Claim | None:
        """The claim that this answer from `path` proves; it and what was said before it are done with."""
        claim = self._by_path.get(path)
        if claim is None or remote is None or answer.transaction_id != claim.transaction_id:
            return None
        if not answer.is_authentic(remote.password):
            return None
        places = list(self._by_path)
        for place in places[: places.index(path) + 1]:
            del self._by_path[place]
        return claim

    def clear(self) -> None:
        """Forget them all: the peer is where we send to."""
        self._by_path.clear()
