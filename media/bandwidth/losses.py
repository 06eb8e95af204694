"""Tell the losses that a line has anyway from those that come from sending too much."""

from __future__ import annotations

from collections import deque
from math import sqrt

#: Radio loses packets in runs of several, so that a second's share says little.
_WINDOW = 2.0
_FEWEST_PACKETS = 60
_MOST_REMEMBERED = 400
_MOST_INHERENT = 0.35
#: Seconds over which the line's own losses are averaged; fewer at first.
_CHARACTER = 12.0
_SHORTEST_CHARACTER = 1.5
_DOUBT = 0.25
#: More than this above the line's own losses is no chance: so many of their usual deviations, or of those
#: of as many single losses.
_DEVIATIONS = 3.5
_SPREAD = 4.5
_LEAST_EXCESS = 0.06


class LossEstimate:
    """
    `share` (0 to 1) is what was lost in the last two seconds, `inherent` what the line loses by itself.

    `excess` is how much the share is above what chance can make of the inherent one.
    """

    __slots__ = ("_counted", "_deviation", "_learned", "_lost", "_packets", "_recent", "inherent")

    def __init__(self) -> None:
        self._recent: deque[tuple[float, int, int]] = deque()
        self._packets = self._lost = 0
        self._counted: float | None = None
        self._learned = _SHORTEST_CHARACTER
        self._deviation = 0.0
        self.inherent = 0.0

    @property
    def share(self) -> float:
        return max(0.0, self._lost / self._packets) if self._packets else 0.0

    @property
    def excess(self) -> float:
        """0 while the losses may be the line's own."""
        if self._packets < _FEWEST_PACKETS:
            return 0.0
        expected = max(self.inherent, 0.01)
        chance = _SPREAD * sqrt(expected * (1 - expected) / self._packets)
        above = self.share - self.inherent
        return above if above > max(_LEAST_EXCESS, chance, _DEVIATIONS * self._deviation) else 0.0

    def add(self, packets: int, lost: int, now: float) -> None:
        """Count what a report says; a packet that came late after all is -1 lost of 0."""
        self._recent.append((now, packets, lost))
        self._packets += packets
        self._lost += lost
        while self._recent[0][0] < now - _WINDOW or len(self._recent) > _MOST_REMEMBERED:
            _, old_packets, old_lost = self._recent.popleft()
            self._packets -= old_packets
            self._lost -= old_lost

    def learn(self, now: float, used: bool) -> None:
        """
        No queue stands, so what is lost now the line loses by itself; call it with each report.

        A line that is `used` to the full might also drop what is too much without queueing it:
        then more losses are believed but slowly.
        """
        passed = 0.0 if self._counted is None else min(1.0, now - self._counted)
        self._counted = now
        if self._packets < _FEWEST_PACKETS:
            return
        self._learned = min(_CHARACTER, self._learned + passed)
        off = min(self.share, _MOST_INHERENT) - self.inherent
        doubtful = used and off > 0 and self._learned == _CHARACTER
        weight = passed / self._learned * (_DOUBT if doubtful else 1)
        self.inherent += weight * off
        self._deviation += weight * (abs(off) - self._deviation)

    def accept(self) -> None:
        """Less traffic did not lessen the losses, so they are the line's own."""
        self.inherent = min(max(self.inherent, self.share), _MOST_INHERENT)

    def restart(self) -> None:
        """Forget the last seconds, not the line's character."""
        self._recent.clear()
        self._packets = self._lost = 0
