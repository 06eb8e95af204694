"""Repeat sound under the numbers it had: browsers know no retransmission stream for it."""

from __future__ import annotations

from array import array
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

    __slots__ = ("_numbers", "_sequences", "_whole")

    def __init__(self) -> None:
        self._sequences = array("i", [-1] * KEPT)
        self._numbers = array("q", [0] * KEPT)
        self._whole: dict[int, Sent] = {}

    @property
    def columns(self) -> tuple[array[int], array[int]]:
        """Sequence numbers and transport-wide numbers, each packet's at its sequence number modulo `KEPT`."""
        return self._sequences, self._numbers

    def note(self, sequence: int, sent: int | Sent) -> None:
        """A packet of this number went out, and with this transport-wide number, or like this."""
        place = sequence & _PLACE
        self._sequences[place] = sequence
        if isinstance(sent, Sent):
            self._whole[place] = sent
        else:
            self._numbers[place] = sent
            self._whole.pop(place, None)

    def find(self, sequence: int) -> int | Sent | None:
        """What was noted of a number; `None` if that is too long ago."""
        place = sequence & _PLACE
        if self._sequences[place] != sequence:
            return None
        return self._whole.get(place, self._numbers[place])

    def forget_whole(self) -> None:
        """Somebody else writes the columns from now on, who keeps nothing whole."""
        for place in self._whole:
            self._sequences[place] = -1
        self._whole.clear()

    def clear(self) -> None:
        """Nothing that was sent so far can be repeated."""
        for place in range(KEPT):
            self._sequences[place] = -1
        self._whole.clear()
