"""Keep one receiver's sequence numbers contiguous when packets are left out on purpose."""

from __future__ import annotations

from collections import deque
from typing import Generic, NamedTuple, TypeVar

from media.packets.sequence import SEQUENCE_HALF

Source = TypeVar("Source")
#: Each run is a source or a stretch between packets left out; a NACK reaches back a second or so.
MOST_RUNS = 128


class _Run(NamedTuple, Generic[Source]):
    start: int
    offset: int
    source: Source


class SequenceMapper(Generic[Source]):
    """
    Map the sequence numbers of changing sources to the ones a receiver gets.

    A packet that is left out must not look like a loss to the receiver: it would
    ask for a retransmission that can never come. `origin` leads back from a
    number that was sent to its source, so that nothing is kept per packet.
    """

    __slots__ = ("_offset", "_runs", "newest")

    def __init__(self, first_out: int) -> None:
        # SRTP breaks if the number wraps before the receiver has seen a packet.
        assert first_out < SEQUENCE_HALF, "start in the lower half of the range"
        self._runs: deque[_Run[Source]] = deque(maxlen=MOST_RUNS)
        #: The newest number of the present source, unwrapped; it does not move with a late packet.
        self.newest = -1
        self._offset = first_out

    def start(self, sequence: int, source: Source) -> None:
        """Go on with another source (a new object each time), whose first packet has this number."""
        newest_out = self.newest + self._offset
        self.newest = sequence - 1
        self._offset = newest_out - self.newest
        self._runs.append(_Run(sequence, self._offset, source))

    def map(self, sequence: int) -> int | None:
        """The number to send; `None` for a packet from before the start of its source."""
        step = (sequence - self.newest) & 0xFFFF
        if 0 < step < SEQUENCE_HALF:
            self.newest += step
            return (self.newest + self._offset) & 0xFFFF
        return self._map_late(self.newest - ((self.newest - sequence) & 0xFFFF))

    def advance(self, sequence: int, count: int) -> int | None:
        """
        Go on by so many packets without a gap, the first of which has this number.

        What to add to their numbers, modulo 16 bits; `None` if they do not follow the newest one.
        """
        if (sequence - self.newest) & 0xFFFF != 1:
            return None
        self.newest += count
        return self._offset & 0xFFFF

    def _map_late(self, place: int) -> int | None:
        source = self._runs[-1].source
        for run in reversed(self._runs):
            if run.source is not source:
                return None
            if run.start <= place:
                return (place + run.offset) & 0xFFFF
        return None

    def leave_out(self, sequence: int) -> int | None:
        """
        Leave a packet out. `None` if that worked.

        One that comes late already has its number between those that were sent:
        that number is the answer, and something must be sent under it.
        """
        step = (sequence - self.newest) & 0xFFFF
        if not 0 < step < SEQUENCE_HALF:
            return self._map_late(self.newest - ((self.newest - sequence) & 0xFFFF))
        last = self._runs[-1]
        if last.start == self.newest + 1 and step == 1:
            self._runs.pop()
        self.newest += step
        self._offset -= 1
        self._runs.append(_Run(self.newest + 1, self._offset, last.source))
        return None

    @property
    def newest_out(self) -> int:
        """The newest number that was sent, 16 bits of it."""
        return (self.newest + self._offset) & 0xFFFF

    def origin(self, sequence: int) -> tuple[Source, int] | None:
        """The source of a number that was sent, and the number it had there."""
        newest_out = self.newest + self._offset
        back = (newest_out - sequence) & 0xFFFF
        if back >= SEQUENCE_HALF:
            return None
        for run in reversed(self._runs):
            if run.start + run.offset <= newest_out - back:
                return run.source, (newest_out - back - run.offset) & 0xFFFF
        return None
