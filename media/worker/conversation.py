"""The offers and answers exchanged with one peer over the life of its transport."""

from __future__ import annotations

import secrets

from media.transport.endpoint import Endpoint
from media.transport.negotiation import Local, Remote
from media.transport.transport import Transport


class Conversation:
    """Counts our descriptions and notices when the peer restarts ICE."""

    def __init__(self, endpoint: Endpoint, now: float) -> None:
        self.transport: Transport = endpoint.new_transport(now)
        self._endpoint = endpoint
        # RFC 8866: numeric; 62 random bits name the session, each description has the next version.
        self._session_id = str(secrets.randbits(62))
        self._version = 0
        self._ufrag = ""

    def is_with(self, remote: Remote) -> bool:
        """Whether the peer is the one whose certificate this transport has met."""
        return self.transport.fingerprints == remote.fingerprints

    def local(self) -> Local:
        """What our next description says about us."""
        self._version += 1
        return self._endpoint.local(self.transport, self._session_id, self._version)

    def heard(self, remote: Remote) -> None:
        """Take the peer's offer: start the handshake, or restart ICE if the peer did."""
        if not self.transport.fingerprints:
            self.transport.start(remote.fingerprints)
        elif remote.ufrag != self._ufrag:
            self.transport.restart_ice()
        self.transport.meet(remote.credentials)
        self._ufrag = remote.ufrag

    def answered(self, remote: Remote, now: float) -> Transport | None:
        """
        Take the peer's answer to our offer; a restart of ICE was the offer's.

        Gives the old transport, for the caller to close, if the answer came from
        a new peer.
        """
        replaced = None
        if self.transport.fingerprints and not self.is_with(remote):
            replaced = self.transport
            self.transport = self._endpoint.new_transport(now, predecessor=replaced)
        if not self.transport.fingerprints:
            self.transport.start(remote.fingerprints)
        self.transport.meet(remote.credentials)
        return replaced
