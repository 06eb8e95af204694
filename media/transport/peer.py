"""What the demultiplexer asks of whoever is at the other end: a transport, or a pipe."""

from __future__ import annotations

from typing import Any, Protocol

from media.packets.run import Run
from media.packets.stun import BindingRequest, CheckSuccess
from media.transport.path import Path


class Peer(Protocol):
    """One end of a path. What is dropped there is counted there."""

    def receive_check(self, request: BindingRequest, path: Path, now: float) -> bytes | None:
        """Give the answer to a connectivity check, or count why there is none and give `None`."""
        ...

    def receive_success(self, answer: CheckSuccess, path: Path, now: float) -> bool:
        """Take the answer to a check of ours; `False` if none was awaited there."""
        ...

    def found_at(self, path: Path, now: float) -> None:
        """Media of the peer has come from an unknown address and decrypted."""
        ...

    def receive_dtls(self, data: bytes, now: float) -> None: ...

    def receive_media(self, data: bytes, now: float) -> bool:
        """Take an SRTP or SRTCP packet; `False` if it did not decrypt."""
        ...

    @property
    def receiving_session(self) -> int:
        """The address of libsrtp's session for what comes; 0 while there is none."""
        ...

    def receive_plain(self, run: Run, now: float) -> Any:
        """Take RTP packets of one SSRC that came together and are decrypted; the track of what is next."""
        ...

    def ssrc_seen(self, ssrc: bytes) -> bool:
        """Whether decrypted RTP of this SSRC (four bytes, as on the wire) has come from the peer."""
        ...
