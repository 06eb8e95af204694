"""Learn how much sound a receiver misses, though repeats hide it from its reports."""

from __future__ import annotations

#: Until a second or so of sound was sent, one lost packet would be a large share.
_FEWEST_PACKETS = 40
_NEWEST = 0.4
_MOST_ASKED = 1000


class HeardLoss:
    """
    The share of one sound stream's packets that the line loses, 0 to 1.

    A repeat under its old number counts as received in a receiver's reports; what
    was asked for again is what was lost, then.
    """

    __slots__ = ("_asked", "_counted", "_reported", "share")

    def __init__(self) -> None:
        self.share = 0.0
        self._asked: set[int] = set()
        self._counted = 0
        self._reported = 0.0

    def asked(self, sequence: int) -> None:
        """The receiver has asked for this number, again or for the first time."""
        if len(self._asked) < _MOST_ASKED:
            self._asked.add(sequence)

    def reported(self, fraction: float, packets: int) -> bool:
        """Take a receiver report; `packets` were sent since the beginning. Whether the share is new."""
        self._reported = max(self._reported, fraction)
        sent = packets - self._counted
        if sent < _FEWEST_PACKETS:
            return False
        lost = min(1.0, max(self._reported, len(self._asked) / sent))
        self.share += _NEWEST * (lost - self.share) if self.share else lost
        self._counted, self._reported = packets, 0.0
        self._asked.clear()
        return True


class WorstLoss:
    """
    What the receiver with the worst line misses of one publisher's sound.

    Told to the publisher as its own loss it makes the Opus encoder put a coarse
    copy of each frame into the next one, at no cost in bits.
    """

    #: Opus writes its copies from the first percents on; above that it only makes them larger.
    LEAST, MOST = 0.05, 0.20
    #: The smallest loss that anybody hears.
    _AUDIBLE = 0.004
    #: A receiver that says nothing more is forgotten: after so many seconds its loss counts half.
    _HALVES_IN = 10.0

    __slots__ = ("_at", "_expected", "_lacked", "_loss")

    def __init__(self) -> None:
        self._loss = 0.0
        self._at = 0.0
        self._lacked = self._expected = 0

    def heard(self, loss: float, now: float) -> None:
        """A receiver misses this share, 0 to 1."""
        if loss >= self._read(now):
            self._loss, self._at = loss, now

    def counted(self, lacked: int, expected: int, now: float) -> None:
        """How many packets we lacked ourselves, repeated later or not, and of how many, since the start."""
        if expected < self._expected or lacked < self._lacked:
            self._lacked = self._expected = 0
        sent = expected - self._expected
        if sent >= _FEWEST_PACKETS:
            self.heard(min(1.0, (lacked - self._lacked) / sent), now)
            self._lacked, self._expected = lacked, expected

    def _read(self, now: float) -> float:
        halves: float = 0.5 ** ((now - self._at) / self._HALVES_IN)
        return self._loss * halves

    def told(self, now: float) -> float:
        """The share to tell the publisher; 0 while everybody hears everything."""
        loss = self._read(now)
        return 0.0 if loss < self._AUDIBLE else min(self.MOST, max(self.LEAST, loss))
