"""Answer a receiver's NACKs, but never so eagerly that repeats crowd out the media."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from media.routing.outgoing import OutgoingStream

#: Repeats may take about as much as one good picture, and a burst of one keyframe.
BYTES_PER_SECOND = 250_000
BURST_BYTES = 80_000
_SHORTEST_REPEAT = 0.02
_MOST_REMEMBERED = 512


class Resender:
    """
    The answers to one down-link's NACKs.

    The same packet is not repeated within one round trip, for the second request
    was sent before the first repeat could arrive.
    """

    __slots__ = ("_answered", "_credit", "_credit_at", "_drops", "resent")

    def __init__(self, drops: Counter[str]) -> None:
        self._drops = drops
        self._answered: dict[tuple[int, int], float] = {}
        self._credit = float(BURST_BYTES)
        self._credit_at = float("-inf")
        self.resent = 0

    def answer(self, stream: OutgoingStream, sequences: Iterable[int], rtt: float, now: float) -> None:
        """Send what was asked for, as far as it is there and the budget allows."""
        self._credit = min(BURST_BYTES, self._credit + (now - self._credit_at) * BYTES_PER_SECOND)
        self._credit_at = now
        for sequence in sequences:
            self._answer_one(stream, sequence, max(rtt, _SHORTEST_REPEAT), now)
        while len(self._answered) > _MOST_REMEMBERED:
            del self._answered[next(iter(self._answered))]

    def _answer_one(self, stream: OutgoingStream, sequence: int, spacing: float, now: float) -> None:
        key = (stream.ssrc, sequence)
        if now - self._answered.get(key, float("-inf")) < spacing:
            self._drops["repeat_too_soon"] += 1
            return
        if self._credit <= 0:
            self._drops["repeat_budget"] += 1
            return
        size = stream.resend(sequence, now)
        if not size:
            self._drops["repeat_not_cached"] += 1
            return
        self._credit -= size
        self.resent += 1
        self._answered.pop(key, None)
        self._answered[key] = now
