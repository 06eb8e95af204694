"""Notice which packets of an incoming stream are missing and when to ask for them again."""

from __future__ import annotations

from enum import Enum
from math import inf

from media.packets.sequence import Unwrapper
from media.routing.promptness import Promptness

#: As libwebrtc: ten attempts within a second; a later packet could no longer be shown.
MOST_ATTEMPTS = 10
LONGEST_WAIT = 1.0
MOST_MISSING = 1000
#: As many as surely fit one datagram beside other feedback.
MOST_PER_REQUEST = 200
#: Reordering is common and small; a packet that is this late is worth a request.
PATIENCE = 0.01
#: A jump of more numbers than this is a sender that began anew, not a loss.
LARGEST_JUMP = 3000
_FIRST_GUESS_OF_RTT = 0.1
_SHORTEST_RETRY, _LONGEST_RETRY = 0.04, 0.4


class Arrival(Enum):
    """What a packet is to its stream."""

    NEW = "new"
    RECOVERED = "recovered"
    DUPLICATE = "duplicate"
    RESTARTED = "restarted"


class _Missing:
    __slots__ = ("asked_at", "attempts", "first_asked_at", "noticed_at")

    def __init__(self, noticed_at: float) -> None:
        self.noticed_at = noticed_at
        self.first_asked_at = self.asked_at = 0.0
        self.attempts = 0


class LossTracker:
    """
    Follow one stream's sequence numbers; `requests` are due for a NACK.

    The time between retries follows the measured time from a request to its
    packet. What could not be had in a second is given up and counted in
    `given_up`; a packet that comes after that counts as a duplicate. With a
    `deadline` (seconds) little is asked for while repeats come later than that.
    """

    __slots__ = ("_missing", "_promptness", "_restart_at", "_rtt", "_unwrapper", "given_up", "recovered")

    def __init__(self, deadline: float = inf) -> None:
        self._promptness = Promptness(deadline)
        self._unwrapper = Unwrapper(16)
        self._missing: dict[int, _Missing] = {}
        self._rtt = _FIRST_GUESS_OF_RTT
        self._restart_at: int | None = None
        self.recovered = 0
        self.given_up = 0

    def receive(self, sequence: int, now: float) -> Arrival:
        """Take note of one packet, also of one that carries nothing but padding."""
        newest = self._unwrapper.newest
        if newest is not None and ((sequence - newest) & 0xFFFF) == 1:
            self._unwrapper.newest = newest + 1
            return Arrival.NEW
        if newest is None:
            self._unwrapper.unwrap(sequence)
            return Arrival.NEW
        step = ((sequence - newest + 0x8000) & 0xFFFF) - 0x8000
        if abs(step) > LARGEST_JUMP:
            return self._judge_jump(sequence)
        if step <= 0:
            return self._receive_late(newest + step, now)
        self._unwrapper.newest = newest + step
        self._note_missing(newest + 1, newest + step, now)
        return Arrival.NEW

    def advance(self, sequence: int, count: int) -> bool:
        """Take note of packets in a row; false, and nothing done, if they do not follow the newest."""
        newest = self._unwrapper.newest
        if newest is None or (sequence - newest) & 0xFFFF != 1:
            return False
        self._unwrapper.newest = newest + count
        return True

    def _receive_late(self, sequence: int, now: float) -> Arrival:
        missing = self._missing.pop(sequence, None)
        if missing is None:
            return Arrival.DUPLICATE
        if missing.attempts == 1:
            self._rtt += 0.125 * (now - missing.asked_at - self._rtt)
        if missing.attempts:
            self._promptness.came(now - missing.first_asked_at)
        self.recovered += missing.attempts > 0
        return Arrival.RECOVERED

    def _judge_jump(self, sequence: int) -> Arrival:
        """Two neighbouring packets far away are a sender that began anew (RFC 3550, A.1); one is a stray."""
        if self._restart_at != sequence:
            self._restart_at = (sequence + 1) & 0xFFFF
            return Arrival.DUPLICATE
        self._restart_at = None
        self._missing.clear()
        self._unwrapper = Unwrapper(16)
        self._unwrapper.unwrap(sequence)
        return Arrival.RESTARTED

    def _note_missing(self, start: int, end: int, now: float) -> None:
        for sequence in range(start, end):
            self._missing[sequence] = _Missing(now)
        while len(self._missing) > MOST_MISSING:
            del self._missing[next(iter(self._missing))]
            self.given_up += 1

    @property
    def misses(self) -> bool:
        """Whether a packet is missing that may still come."""
        return bool(self._missing)

    def requests(self, now: float) -> tuple[int, ...]:
        """The sequence numbers to ask for now, in order; each counts as asked."""
        if not self._missing:
            return ()
        retry = min(max(1.25 * self._rtt, _SHORTEST_RETRY), _LONGEST_RETRY)
        self.give_up(now)
        most = self._promptness.most(now, MOST_PER_REQUEST)
        due: list[int] = []
        for sequence, missing in self._missing.items():
            if missing.attempts:
                ready = now - missing.asked_at >= retry
            else:
                ready = now - missing.noticed_at >= PATIENCE
            if ready and len(due) < most:
                missing.attempts += 1
                missing.asked_at = now
                missing.first_asked_at = missing.first_asked_at or now
                due.append(sequence)
        if due:
            self._promptness.asked(now)
        return tuple(sequence & 0xFFFF for sequence in sorted(due))

    def give_up(self, now: float) -> None:
        """Forget what could not be had in time; `requests` does so by itself."""
        hopeless = [
            sequence
            for sequence, missing in self._missing.items()
            if now - missing.noticed_at > LONGEST_WAIT or missing.attempts >= MOST_ATTEMPTS
        ]
        if any(self._missing[each].attempts for each in hopeless):
            # What one outage has swallowed is one lesson.
            self._promptness.came(LONGEST_WAIT)
        for sequence in hopeless:
            del self._missing[sequence]
        self.given_up += len(hopeless)
