"""Repeat sound under the numbers it had: browsers know no retransmission stream for it."""

from __future__ import annotations

from typing import NamedTuple

#: At 50 packets a second this is longer than any player waits for a packet. A power of two.
KEPT = 64
_PLACE = KEPT - 1


class Sent(NamedTuple):
    """A packet that went out: its transport-wide number, marker and payload type, timestamp, payload."""

    number: int
    second: int
    timestamp: int
    payload: bytes


class Repeats:
    """
    What is needed to send one of the newest packets again, byte by byte.

    With AES-GCM nothing but the very same bytes may go out under one number
    (RFC 7714, section 8.1). So what differs from packet to packet and cannot be
    computed again is kept: the transport-wide number, and of a packet with copies
    of others in it everything. `clear` when the headers change.
    """

    __slots__ = ("_kept", "_sequences")

    def __init__(self) -> None:
        self._kept: list[int | Sent] = [0] * KEPT
        self._sequences = [-1] * KEPT

    def note(self, sequence: int, sent: int | Sent) -> None:
        """A packet of this number went out, and with this transport-wide number, or like this."""
        place = sequence & _PLACE
        self._sequences[place] = sequence
        self._kept[place] = sent

    def find(self, sequence: int) -> int | Sent | None:
        """What was noted of a number; `None` if that is too long ago."""
        place = sequence & _PLACE
        return self._kept[place] if self._sequences[place] == sequence else None

    def clear(self) -> None:
        """Nothing that was sent so far can be repeated."""
        self._sequences = [-1] * KEPT
