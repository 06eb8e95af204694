"""Measure how far away a peer is before a single packet of media has gone there."""

from __future__ import annotations

# The type of the first handshake message of a record (RFC 6347), behind the record's 13 bytes.
_TYPE = slice(13, 14)
_CLIENT_HELLO = b"\x01"


class Greeting:
    """
    The time from the peer's first hello to what it says once it has got our answer.

    `round_trip` is in seconds, what was lost on the way included; `None` before it is known.
    """

    __slots__ = ("_greeted_at", "round_trip")

    def __init__(self) -> None:
        self.round_trip: float | None = None
        self._greeted_at: float | None = None

    def hear(self, record: bytes, now: float) -> None:
        """Take note of a DTLS datagram of the handshake; hellos may be repeated."""
        is_hello = record[_TYPE] == _CLIENT_HELLO
        if is_hello and self._greeted_at is None:
            self._greeted_at = now
        elif not is_hello and self._greeted_at is not None and self.round_trip is None:
            self.round_trip = now - self._greeted_at
